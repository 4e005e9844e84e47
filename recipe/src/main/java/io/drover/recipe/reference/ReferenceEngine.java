package io.drover.recipe.reference;

import io.drover.recipe.analysis.Probe;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.FieldText;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.plan.PlanTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs plans over rows in memory, written to be read: the executable meaning of {@link Plan}. It answers probes on
 * samples and is the oracle that the engines are compared with; it isn't an engine for jobs.
 *
 * <p>Rows come out in an order of their own making where the plan has none; {@link #table} gives them in the table's
 * order.
 */
public final class ReferenceEngine implements Probe {

    private final Map<String, SourceRows> sources;

    /** @param sources by source id */
    public ReferenceEngine(Map<String, SourceRows> sources) {
        this.sources = Map.copyOf(sources);
    }

    @Override
    public List<List<Object>> rows(Plan plan, int limit) {
        List<List<Object>> rows = run(plan);
        return rows.size() <= limit ? rows : rows.subList(0, limit);
    }

    /** All rows of a plan, values in the order of its columns. */
    public List<List<Object>> run(Plan plan) {
        Map<Plan, Relation> done = new IdentityHashMap<>();
        for (Plan node : PlanTree.bottomUp(plan)) {
            List<Relation> inputs = PlanTree.inputs(node).stream().map(done::get).toList();
            done.put(node, evaluate(node, inputs));
        }
        List<List<Object>> rows = new ArrayList<>();
        done.get(plan).rows().forEach(row -> rows.add(Arrays.asList(row)));
        return rows;
    }

    /** The visible values of a table, rows in its order. */
    public List<List<Object>> table(Table table) {
        Plan sorted = table.order().isEmpty() ? table.plan() : new Plan.Sort(table.plan(), table.order());
        List<NamedExpr> visible = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            // Two visible columns may be one column of the plan.
            visible.add(new NamedExpr("visible_" + c, table.columns().get(c).planColumn().expr()));
        }
        return run(new Plan.Project(sorted, visible));
    }

    private Relation evaluate(Plan plan, List<Relation> inputs) {
        if (plan instanceof Plan.Scan scan) {
            return scan(scan);
        }
        if (plan instanceof Plan.Values values) {
            return new Relation(values.columns(), values.rows().stream().map(List::toArray).toList());
        }
        Relation input = inputs.get(0);
        if (plan instanceof Plan.Project project) {
            return project(input, project.expressions());
        }
        if (plan instanceof Plan.Filter filter) {
            return input.filter(row -> Boolean.TRUE.equals(input.value(filter.condition(), row)));
        }
        if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate(aggregate, input.sorted(aggregate.order()));
        }
        if (plan instanceof Plan.Window window) {
            return window(window, input);
        }
        if (plan instanceof Plan.Join join) {
            return Joins.join(join, input, inputs.get(1));
        }
        if (plan instanceof Plan.Union union) {
            List<Object[]> rows = new ArrayList<>();
            inputs.forEach(each -> rows.addAll(each.rows()));
            return new Relation(union.columns(), rows);
        }
        if (plan instanceof Plan.Sort sort) {
            return input.sorted(sort.order());
        }
        if (plan instanceof Plan.Limit limit) {
            return input.sorted(limit.order()).first(limit.count());
        }
        if (plan instanceof Plan.Explode explode) {
            return explode(explode, input);
        }
        if (plan instanceof Plan.Expand expand) {
            List<Object[]> rows = new ArrayList<>();
            for (Object[] row : input.rows()) {
                expand.projections().forEach(projection -> rows.add(input.values(projection, row)));
            }
            return new Relation(expand.columns(), rows);
        }
        throw new IllegalArgumentException("unknown plan node " + plan.getClass().getName());
    }

    private Relation scan(Plan.Scan scan) {
        SourceRows source = sources.get(scan.source());
        if (source == null) {
            throw new IllegalArgumentException("no rows for source " + scan.source() + "; there are " + sources.keySet());
        }
        List<Object[]> rows = new ArrayList<>();
        for (int r = 0; r < source.rows().size(); r++) {
            List<String> record = scan.reading() instanceof Reading.Fields fields
                    ? FieldText.fields(source.rows().get(r).get(0), fields) : source.rows().get(r);
            Object[] row = new Object[scan.fields().size()];
            for (int f = 0; f < row.length; f++) {
                Plan.Scan.Field field = scan.fields().get(f);
                row[f] = switch (field.kind()) {
                    case VALUE -> field.index() < record.size() ? record.get(field.index()) : null;
                    case ROW_ORDER -> (Object) (long) r;
                    case SOURCE_ROW_NUMBER -> source.firstRowNumber() + r;
                    case FILE_PATH -> source.path();
                };
            }
            rows.add(row);
        }
        return new Relation(scan.columns(), rows);
    }

    private static Relation project(Relation input, List<NamedExpr> expressions) {
        List<PlanColumn> columns = expressions.stream().map(NamedExpr::column).toList();
        return new Relation(columns, input.rows().stream().map(row -> input.values(expressions, row)).toList());
    }

    private static Relation aggregate(Plan.Aggregate plan, Relation input) {
        Map<List<Object>, List<Object[]>> groups = new LinkedHashMap<>();
        if (plan.keys().isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (Object[] row : input.rows()) {
            List<Object> key = Arrays.asList(input.values(plan.keys(), row));
            groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(row);
        }
        List<Object[]> rows = new ArrayList<>();
        groups.forEach((key, members) -> {
            List<Object> row = new ArrayList<>(key);
            for (NamedExpr aggregate : plan.aggregates()) {
                row.add(aggregateValue(input, (Expr.Aggregate) aggregate.expr(), members));
            }
            rows.add(row.toArray());
        });
        return new Relation(plan.columns(), rows);
    }

    private static Object aggregateValue(Relation input, Expr.Aggregate aggregate, List<Object[]> members) {
        return aggregate.operation().kernel().apply(arguments(input, aggregate.arguments(), members));
    }

    private static List<Object[]> arguments(Relation input, List<Expr> arguments, List<Object[]> members) {
        List<Object[]> rows = new ArrayList<>(members.size());
        for (Object[] member : members) {
            rows.add(arguments.stream().map(argument -> input.value(argument, member)).toArray());
        }
        return rows;
    }

    private static Relation window(Plan.Window plan, Relation unsorted) {
        Relation input = unsorted.sorted(plan.order());
        Map<List<Object>, List<Integer>> partitions = new LinkedHashMap<>();
        for (int r = 0; r < input.rows().size(); r++) {
            Object[] row = input.rows().get(r);
            List<Object> key = new ArrayList<>();
            plan.partition().forEach(expr -> key.add(input.value(expr, row)));
            partitions.computeIfAbsent(key, absent -> new ArrayList<>()).add(r);
        }
        int width = input.columns().size();
        Object[][] results = new Object[input.rows().size()][];
        for (int r = 0; r < results.length; r++) {
            results[r] = Arrays.copyOf(input.rows().get(r), width + plan.calls().size());
        }
        for (List<Integer> members : partitions.values()) {
            List<Object[]> rows = members.stream().map(input.rows()::get).toList();
            for (int c = 0; c < plan.calls().size(); c++) {
                Expr call = plan.calls().get(c).expr();
                for (int m = 0; m < members.size(); m++) {
                    results[members.get(m)][width + c] = null;
                }
                Object[] values = windowValues(plan, input, call, rows);
                for (int m = 0; m < members.size(); m++) {
                    results[members.get(m)][width + c] = values[m];
                }
            }
        }
        return new Relation(plan.columns(), List.of(results));
    }

    private static Object[] windowValues(Plan.Window plan, Relation input, Expr call, List<Object[]> rows) {
        if (call instanceof Expr.Aggregate aggregate) {
            Object[] values = new Object[rows.size()];
            Arrays.fill(values, aggregateValue(input, aggregate, rows));
            return values;
        }
        Expr.Window window = (Expr.Window) call;
        List<Expr> arguments = new ArrayList<>(window.arguments());
        if (window.operation().ranking()) {
            plan.order().subList(0, plan.orderKeys()).forEach(key -> arguments.add(key.column()));
        }
        return window.operation().kernel().apply(arguments(input, arguments, rows), window.frame());
    }

    private static Relation explode(Plan.Explode plan, Relation input) {
        List<Object[]> rows = new ArrayList<>();
        int width = input.columns().size();
        for (Object[] row : input.rows()) {
            List<?> elements = (List<?>) input.value(plan.list(), row);
            if (elements == null || elements.isEmpty()) {
                if (plan.outer()) {
                    rows.add(Arrays.copyOf(row, width + 2));
                }
                continue;
            }
            for (int e = 0; e < elements.size(); e++) {
                Object[] exploded = Arrays.copyOf(row, width + 2);
                exploded[width] = elements.get(e);
                exploded[width + 1] = (long) e;
                rows.add(exploded);
            }
        }
        return new Relation(plan.columns(), rows);
    }
}
