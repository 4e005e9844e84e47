package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.analysis.Scope;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of another dataset beside those of this one. */
final class Join implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("join")
            .doc("Puts rows of another dataset beside the rows of this one for which the condition holds; without a "
                    + "condition every row beside every row. Null matches nothing.")
            .required("with", ParameterKind.DATASET, "the other dataset")
            .optional("col", ParameterKind.JOIN_COLUMNS, "all columns of both", "out = dataset.column,…")
            .optional("row", ParameterKind.CONDITION, "the condition, e.g. current_dataset.id == Other.id")
            .keyword("type", "inner", "which rows without a partner stay", "inner", "left", "right", "outer", "full",
                    "fullouter", "leftouter", "rightouter", "cross")
            .optional("as", ParameterKind.NEW_NAMES, "the names, where they are recorded")
            .example(TransformExample.Dataset.of("Cities", "id|city",
                            List.of("1|Oslo", "1|Bergen", "3|Lima", "∅|Nowhere")), "id|n", List.of("1|5", "2|6", "∅|7"),
                    "join with: Cities col: n = current_dataset.n, city = Cities.city"
                            + " row: current_dataset.id == Cities.id",
                    "n|city", List.of("5|Oslo", "5|Bergen"))
            .example(TransformExample.Dataset.of("Cities", "id|city", List.of("1|Oslo", "3|Lima")), "id|n",
                    List.of("1|5", "2|6"), "join with: Cities row: current_dataset.id == Cities.id type: outer",
                    "id|n|id1|city", List.of("1|5|1|Oslo", "2|6|∅|∅", "∅|∅|3|Lima"))
            .example(TransformExample.Dataset.of("Bands", "low:Integer|band", List.of("0|a", "10|b")), "n:Integer",
                    List.of("5", "12"), "join with: Bands row: current_dataset.n >= Bands.low type: left",
                    "n|low|band", List.of("5|0|a", "12|0|a", "12|10|b"))
            .example(TransformExample.Dataset.of("R", "k:Integer|v", List.of("1|p", "x|q", "\"\"|r", "∅|s")),
                    "k:Integer", List.of("1", "x", "\"\"", "∅"),
                    "join with: R col: k = current_dataset.k, v = R.v row: current_dataset.k == R.k type: left", "k|v",
                    List.of("1|p", "x|∅", "\"\"|∅", "∅|∅"))
            .boundary(TransformExample.Dataset.of("R", "k|v", List.of()), "k", List.of("1"),
                    "join with: R col: k = current_dataset.k, v = R.v row: current_dataset.k == R.k type: left", "k|v",
                    List.of("1|∅"))
            .tie(TransformExample.Dataset.of("R", "k|v", List.of("1|p", "1|q")), "k", List.of("1", "1"),
                    "join with: R col: k = current_dataset.k, v = R.v row: current_dataset.k == R.k", "k|v",
                    List.of("1|p", "1|q", "1|p", "1|q"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public NewNames newNames(Step step) {
        List<Node> columns = NewNames.written("col", step);
        return columns.isEmpty() || columns.stream().anyMatch(Node.Wildcard.class::isInstance) ? NewNames.ANY
                : NewNames.of(columns.stream().flatMap(node -> node instanceof Node.Assignment assignment
                        ? NewNames.texts(assignment.name()) : NewNames.texts(node)));
    }

    @Override
    public boolean passesOn(Step step) {
        List<Node> columns = NewNames.written("col", step);
        return columns.isEmpty() || columns.stream().anyMatch(Node.Wildcard.class::isInstance);
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Table other = arguments.dataset("with", context);
        Scope scope = context.scope(table, arguments.datasets("with", other, table, context));
        Plan.Join.Kind kind = switch (arguments.text("type", "inner")) {
            case "left", "leftouter" -> Plan.Join.Kind.LEFT;
            case "right", "rightouter" -> Plan.Join.Kind.RIGHT;
            case "outer", "full", "fullouter" -> Plan.Join.Kind.FULL;
            default -> Plan.Join.Kind.INNER;
        };
        JoinKeys keys = new JoinKeys();
        Expr condition = null;
        if (arguments.has("row")) {
            for (Node term : terms(arguments.expression("row"))) {
                Expr rest = term(term, keys, table, other, scope, context);
                if (rest != null) {
                    condition = condition == null ? rest
                            : new Expr.Call(RowOperations.BOTH, List.of(condition, rest), ValueType.BOOLEAN);
                }
            }
        }
        List<Column> columns = columns(arguments, table, other, scope, context);
        return joined(kind, keys, condition, columns, table, other, context);
    }

    static Table joined(Plan.Join.Kind kind, JoinKeys keys, Expr condition, List<Column> columns, Table table,
            Table other, AnalysisContext context) {
        Plan left = table.plan();
        List<OrderKey> order = new ArrayList<>();
        if (kind == Plan.Join.Kind.FULL) {
            // Right rows without a partner come last, whichever way the left order goes.
            PlanColumn marker = new PlanColumn(context.freshId("left_row"), ValueType.BOOLEAN);
            List<NamedExpr> marked = new ArrayList<>(left.columns().stream().map(NamedExpr::keep).toList());
            marked.add(new NamedExpr(marker.id(), new Expr.Literal(true, ValueType.BOOLEAN)));
            left = new Plan.Project(left, marked);
            order.add(OrderKey.ascending(marker));
        }
        boolean rightFirst = kind == Plan.Join.Kind.RIGHT;
        order.addAll(rightFirst ? other.order() : table.order());
        order.addAll(rightFirst ? table.order() : other.order());
        Plan plan = new Plan.Join(left, other.plan(), kind, keys.left(), keys.right(), condition);
        return new Table(plan, columns, order, java.util.Optional.empty(), java.util.Optional.empty());
    }

    private static List<Node> terms(Node condition) {
        if (condition instanceof Node.Call call && call.name().equals("AND")) {
            List<Node> terms = new ArrayList<>();
            call.arguments().forEach(argument -> terms.addAll(terms(argument)));
            return terms;
        }
        return List.of(condition);
    }

    /** Takes an equality of the two sides as a key; gives any other condition back. */
    private static Expr term(
            Node term, JoinKeys keys, Table table, Table other, Scope scope, AnalysisContext context) {
        if (term instanceof Node.Call call && call.name().equals("EQUAL") && call.arguments().size() == 2) {
            Expr first = context.analyze(call.arguments().get(0), scope);
            Expr second = context.analyze(call.arguments().get(1), scope);
            if (reads(first, table) && reads(second, other)) {
                keys.add(first, second, table, context);
                return null;
            }
            if (reads(first, other) && reads(second, table)) {
                keys.add(second, first, table, context);
                return null;
            }
        }
        Expr condition = context.condition(term, scope);
        if (ExprTree.isLifted(condition)) {
            context.error(ProblemCode.MISPLACED_FUNCTION, term.span(),
                    "aggregates and window functions aren't possible in the condition of a join",
                    "compute them in a step before, with derive");
        }
        return condition;
    }

    /** Whether it reads columns of this table and no others. */
    private static boolean reads(Expr expr, Table table) {
        Set<String> ids = new HashSet<>();
        table.plan().columns().forEach(column -> ids.add(column.id()));
        Set<String> read = ExprTree.columns(expr);
        return !read.isEmpty() && ids.containsAll(read) && !ExprTree.isLifted(expr);
    }

    private static List<Column> columns(
            StepArguments arguments, Table table, Table other, Scope scope, AnalysisContext context) {
        List<Column> columns = new ArrayList<>();
        if (!arguments.has("col")) {
            columns.addAll(table.columns());
            GeneratedNames names = GeneratedNames.of(table);
            other.columns().forEach(column -> columns.add(column.named(names.free(column.name()))));
            return columns;
        }
        Set<String> used = new HashSet<>();
        for (Node node : arguments.expressions("col")) {
            for (Column column : chosen(node, table, scope, context)) {
                boolean named = !column.isUnknown() || node instanceof Node.Assignment;
                if (named && !used.add(column.name())) {
                    context.error(ProblemCode.DUPLICATE_COLUMN, node.span(),
                            "two columns of the join would be named " + column.name(),
                            "give one of them another name, as in new_name = dataset.column");
                }
                columns.add(column);
            }
        }
        return columns;
    }

    private static List<Column> chosen(Node node, Table table, Scope scope, AnalysisContext context) {
        if (node instanceof Node.Wildcard) {
            return table.columns();
        }
        if (node instanceof Node.Assignment assignment) {
            Column column = context.column(assignment.value(), scope);
            return List.of(column.named(assignment.name().name()));
        }
        if (node instanceof Node.Column reference && reference.dataset().isEmpty()) {
            // Older text names columns of either side without saying which.
            for (Table side : scope.datasets().values()) {
                var found = Placement.resolve(reference.name(), side);
                if (found.isPresent()) {
                    return List.of(found.get());
                }
            }
            if (scope.datasets().values().stream().anyMatch(side -> side.mayHave(reference.name()))) {
                return List.of(Column.unknown(reference.name()));
            }
        }
        return List.of(context.column(node, scope));
    }
}
