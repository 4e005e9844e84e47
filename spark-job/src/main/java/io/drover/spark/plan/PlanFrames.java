package io.drover.spark.plan;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.plan.PlanTree;
import io.drover.recipe.sql.ExpressionSql;
import io.drover.recipe.sql.KernelUse;
import io.drover.recipe.sql.SqlSyntax;
import io.drover.recipe.type.Storage;
import io.drover.spark.function.EvaluatedExpression;
import io.drover.spark.function.FunctionRegistration;
import io.drover.spark.function.KernelExpression;
import io.drover.spark.function.KernelFunction;
import io.drover.spark.function.StorageTypes;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * Plans as Spark frames whose columns are the plan's, by id and in order. Relational nodes become frame operations,
 * expressions one SQL text per column, so that built-ins keep their generated code. A node that several read is one
 * frame.
 */
public final class PlanFrames {

    private static final SqlSyntax SYNTAX = SqlSyntax.of(Dialect.SPARK);

    private final SparkSession session;
    private final ScanFrames scans;
    private final FunctionRegistration registration;
    private final Map<Plan, Dataset<Row>> frames = new IdentityHashMap<>();

    public PlanFrames(SparkSession session, ScanFrames scans, FunctionRegistration registration) {
        this.session = session;
        this.scans = scans;
        this.registration = registration;
    }

    public Dataset<Row> frame(Plan plan) {
        for (Plan node : PlanTree.bottomUp(plan)) {
            if (!frames.containsKey(node)) {
                frames.put(node, conform(make(node), node.columns()));
            }
        }
        return frames.get(plan);
    }

    /** The rows in that order. */
    public static Dataset<Row> ordered(Dataset<Row> frame, List<OrderKey> order) {
        return order.isEmpty() ? frame : frame.sort(order(order));
    }

    /** A frame of these expressions over another frame's columns. */
    public Dataset<Row> project(Dataset<Row> input, List<NamedExpr> expressions) {
        return input.select(columns(expressions));
    }

    /** Templates may leave an INT where a BIGINT is meant; any other type than the plan's is a defect. */
    private static Dataset<Row> conform(Dataset<Row> frame, List<PlanColumn> columns) {
        StructField[] fields = frame.schema().fields();
        Column[] casts = new Column[fields.length];
        boolean same = true;
        for (int i = 0; i < fields.length; i++) {
            DataType wanted = StorageTypes.type(columns.get(i).type().storage());
            DataType given = fields[i].dataType();
            boolean equal = DataType.equalsIgnoreNullability(wanted, given);
            if (!equal && !(wanted instanceof NumericType && given instanceof NumericType)) {
                throw new IllegalStateException("column " + columns.get(i).id() + " is " + given.sql() + " in Spark, "
                        + wanted.sql() + " in the plan");
            }
            same &= equal;
            casts[i] = equal ? name(fields[i].name()) : name(fields[i].name()).cast(wanted).as(fields[i].name());
        }
        return same ? frame : frame.select(casts);
    }

    private Dataset<Row> make(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            return scans.frame(scan);
        }
        if (plan instanceof Plan.Values values) {
            List<Storage> storages = values.columns().stream().map(column -> column.type().storage()).toList();
            List<Row> rows = values.rows().stream().map(row -> RowValues.row(row, storages)).toList();
            return session.createDataFrame(rows, StorageTypes.schema(values.columns()));
        }
        if (plan instanceof Plan.Union union) {
            return union(union);
        }
        if (plan instanceof Plan.Join join) {
            return join(join);
        }
        Dataset<Row> input = frames.get(PlanTree.inputs(plan).get(0));
        if (plan instanceof Plan.Project project) {
            return project(input, project.expressions());
        }
        if (plan instanceof Plan.Filter filter) {
            return input.filter(scalar(filter.condition()));
        }
        if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate(aggregate, input);
        }
        if (plan instanceof Plan.Window window) {
            return window(window, input);
        }
        if (plan instanceof Plan.Sort sort) {
            return ordered(input, sort.order());
        }
        if (plan instanceof Plan.Limit limit) {
            return limit(limit, input);
        }
        if (plan instanceof Plan.Explode explode) {
            return explode(explode, input);
        }
        if (plan instanceof Plan.Expand expand) {
            return expand(expand, input);
        }
        throw new IllegalArgumentException("unknown plan node " + plan.getClass().getName());
    }

    private Dataset<Row> aggregate(Plan.Aggregate plan, Dataset<Row> input) {
        Column[] keys = columns(plan.keys());
        if (plan.aggregates().isEmpty()) {
            return keys.length > 0 ? input.select(keys).distinct() : session.range(1).select(keys);
        }
        List<Column> aggregates = new ArrayList<>();
        for (NamedExpr aggregate : plan.aggregates()) {
            aggregates.add(sql(plan.order(), sql -> sql.aggregate((Expr.Aggregate) aggregate.expr(), plan.order()))
                    .as(aggregate.id()));
        }
        return input.groupBy(keys)
                .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
                .select(names(plan.columns()));
    }

    private Dataset<Row> window(Plan.Window plan, Dataset<Row> input) {
        List<Column> templated = new ArrayList<>();
        List<NamedExpr> kernels = new ArrayList<>();
        for (NamedExpr call : plan.calls()) {
            if (hasTemplate(call.expr())) {
                templated.add(sql(plan.order(), sql -> sql.window(call.expr(), plan.partition(), plan.order(),
                        plan.orderKeys())).as(call.id()));
            } else {
                kernels.add(call);
            }
        }
        Dataset<Row> frame = input;
        if (!templated.isEmpty()) {
            templated.add(0, functions.col("*"));
            frame = frame.select(templated.toArray(Column[]::new));
        }
        if (!kernels.isEmpty()) {
            frame = partitionKernels(plan, frame, kernels);
        }
        return frame.select(names(plan.columns()));
    }

    private static boolean hasTemplate(Expr call) {
        return call instanceof Expr.Aggregate aggregate
                ? aggregate.operation().windowed() && aggregate.operation().template(Dialect.SPARK).isPresent()
                : ((Expr.Window) call).operation().template(Dialect.SPARK).isPresent();
    }

    private Dataset<Row> partitionKernels(Plan.Window plan, Dataset<Row> unchecked, List<NamedExpr> calls) {
        List<PlanColumn> inputColumns = new ArrayList<>(plan.columns());
        List<String> names = List.of(unchecked.columns());
        inputColumns.removeIf(column -> !names.contains(column.id()));
        Dataset<Row> input = conform(unchecked.select(names(inputColumns)), inputColumns);
        PartitionKernels kernels = new PartitionKernels(inputColumns.size(), plan.partition().size());
        List<Column> fields = new ArrayList<>(List.of(names(inputColumns)));
        List<Column> partition = new ArrayList<>();
        for (Expr expression : plan.partition()) {
            // An id that the plan can't have.
            String name = "partition " + partition.size();
            fields.add(scalar(expression).as(name));
            partition.add(functions.col(SYNTAX.name(name)));
        }
        List<PlanColumn> outputColumns = new ArrayList<>(inputColumns);
        for (NamedExpr call : calls) {
            List<Expr> arguments = new ArrayList<>(ExprTree.arguments(call.expr()));
            if (call.expr() instanceof Expr.Window function && function.operation().ranking()) {
                plan.order().subList(0, plan.orderKeys()).forEach(key -> arguments.add(key.column()));
            }
            arguments.forEach(argument -> fields.add(scalar(argument).as("argument " + fields.size())));
            kernels.add(call.expr(), arguments);
            outputColumns.add(call.column());
        }
        List<Column> sort = new ArrayList<>(partition);
        sort.addAll(List.of(order(plan.order())));
        Dataset<Row> rows = input.select(fields.toArray(Column[]::new));
        Dataset<Row> partitioned = partition.isEmpty()
                ? rows.repartition(1) : rows.repartition(partition.toArray(Column[]::new));
        return partitioned.sortWithinPartitions(sort.toArray(Column[]::new))
                .mapPartitions(kernels, org.apache.spark.sql.Encoders.row(StorageTypes.schema(outputColumns)));
    }

    private Dataset<Row> join(Plan.Join plan) {
        Dataset<Row> left = frames.get(plan.left());
        Dataset<Row> right = frames.get(plan.right());
        Column condition = null;
        for (int i = 0; i < plan.leftKeys().size(); i++) {
            Column equal = scalar(plan.leftKeys().get(i)).equalTo(scalar(plan.rightKeys().get(i)));
            condition = condition == null ? equal : condition.and(equal);
        }
        if (plan.condition() != null) {
            Column further = scalar(plan.condition());
            condition = condition == null ? further : condition.and(further);
        }
        String kind = switch (plan.kind()) {
            case INNER -> "inner";
            case LEFT -> "left_outer";
            case RIGHT -> "right_outer";
            case FULL -> "full_outer";
        };
        return left.join(right, condition == null ? functions.lit(true) : condition, kind)
                .select(names(plan.columns()));
    }

    private Dataset<Row> union(Plan.Union plan) {
        Dataset<Row> frame = null;
        for (Plan input : plan.inputs()) {
            Dataset<Row> next = frames.get(input);
            frame = frame == null ? next : frame.union(next);
        }
        return frame.toDF(plan.columns().stream().map(PlanColumn::id).toArray(String[]::new));
    }

    private static Dataset<Row> limit(Plan.Limit plan, Dataset<Row> input) {
        int most = Integer.MAX_VALUE - 1;
        if (plan.count() > most) {
            throw new IllegalArgumentException("a limit is at most " + most + " rows, not " + plan.count());
        }
        return ordered(input, plan.order()).limit((int) plan.count());
    }

    private Dataset<Row> explode(Plan.Explode plan, Dataset<Row> input) {
        String position = plan.position().id();
        List<Column> columns = new ArrayList<>();
        columns.add(functions.col("*"));
        Column list = scalar(plan.list());
        columns.add((plan.outer() ? functions.posexplode_outer(list) : functions.posexplode(list))
                .as(new String[] {position, plan.element().id()}));
        Dataset<Row> exploded = input.select(columns.toArray(Column[]::new));
        Column[] output = names(plan.columns());
        output[output.length - 1] = name(position).cast(StorageTypes.type(Storage.INTEGER)).as(position);
        return exploded.select(output);
    }

    private Dataset<Row> expand(Plan.Expand plan, Dataset<Row> input) {
        ExpandedColumns expanded = ExpandedColumns.of(plan);
        Dataset<Row> computed = expanded.isComputed() ? project(input, expanded.columns()) : input;
        String[] ids = plan.columns().stream().map(PlanColumn::id).toArray(String[]::new);
        return computed.select(new Column(expanded.rows()).as(ids));
    }

    private Column[] columns(List<NamedExpr> expressions) {
        boolean wide = expressions.stream().filter(each -> !ExprTree.isTrivial(each.expr())).count() > KernelExpression.WIDE;
        return expressions.stream()
                .map(each -> each.expr() instanceof Expr.Column column && column.id().equals(each.id())
                        ? name(column.id())
                        : (wide ? evaluated(each.expr()) : scalar(each.expr())).as(each.id()))
                .toArray(Column[]::new);
    }

    private Column evaluated(Expr expr) {
        return ExprTree.isTrivial(expr) ? scalar(expr) : new Column(new EvaluatedExpression(scalar(expr).expr()));
    }

    private static Column[] names(List<PlanColumn> columns) {
        return columns.stream().map(column -> name(column.id())).toArray(Column[]::new);
    }

    private static Column name(String id) {
        return functions.col(SYNTAX.name(id));
    }

    private static Column[] order(List<OrderKey> keys) {
        return keys.stream()
                .map(key -> key.descending()
                        ? name(key.column().id()).desc_nulls_first()
                        : name(key.column().id()).asc_nulls_last())
                .toArray(Column[]::new);
    }

    private Column scalar(Expr expr) {
        return expr instanceof Expr.Column column ? name(column.id()) : sql(List.of(), sql -> sql.scalar(expr));
    }

    /** Renders, and registers the kernels that the text calls before Spark resolves it. */
    private Column sql(List<OrderKey> order, Function<ExpressionSql, String> render) {
        ExpressionSql sql = expressionSql(order);
        String text = render.apply(sql);
        register(sql.kernels());
        return functions.expr(text);
    }

    private ExpressionSql expressionSql(List<OrderKey> order) {
        return new ExpressionSql(Dialect.SPARK, new SparkKernelCalls(SYNTAX, order, registration));
    }

    private void register(KernelUse kernels) {
        for (KernelUse.Scalar scalar : kernels.scalars()) {
            registration.kernel(scalar.functionName(), KernelFunction.of(scalar.operation()));
        }
    }
}
