package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Values of columns become columns. */
final class Pivot implements Transform {

    private static final long DEFAULT_LIMIT = 50;
    private static final int ANSWER_LIMIT = 10_000;

    private static final Operation IS_PRESENT = Operation.of("is_present_text", Storage.BOOLEAN,
            arguments -> !((String) arguments[0]).isEmpty(), Storage.TEXT).sql("({0} <> '')");

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("pivot")
            .doc("One row per group, with a column for each value of the pivot columns and each aggregate. Null and empty "
                    + "pivot values make no column. A cell without rows is null.")
            .optional("col", ParameterKind.COLUMNS, "the pivot columns; without them a plain grouping")
            .optional("value", ParameterKind.EXPRESSIONS, "COUNT()", "aggregate functions")
            .optional("group", ParameterKind.COLUMNS, "one row", "rows with equal values are a group")
            .optional("limit", ParameterKind.INTEGER, "50", "columns per aggregate at most")
            .optional("as", ParameterKind.NEW_NAMES, "the names, group columns included, where they are recorded")
            .example("p|d|q:Integer", List.of("a|x|1", "a|y|2", "b|x|3"), "pivot col: d value: SUM(q) group: p",
                    "p|sum_q_x|sum_q_y", List.of("a|1|2", "b|3|∅"))
            .example("p|v:Integer", List.of("x|1", "x|y", "\"\"|2", "∅|3"), "pivot col: p value: SUM(v)", "sum_v_x",
                    List.of("1"))
            .boundary("p|v:Integer", List.of("x|1", "y|2"), "pivot col: p value: SUM(v) limit: 1", "sum_v_x",
                    List.of("1"))
            .tie("g|p|v:Integer", List.of("a|x|1", "a|x|2"), "pivot col: p value: LIST(v) group: g", "g|list_v_x",
                    List.of("a|[1,2]"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public NewNames newNames(Step step) {
        NewNames declared = NewNames.declared(DECLARATION, step);
        return declared.names().isEmpty() ? AggregateNames.like(NewNames.written("value", step)) : declared;
    }

    @Override
    public boolean passesOn(Step step) {
        return false;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        List<Column> pivots = arguments.columns("col");
        List<Node> formulas = arguments.has("value") || pivots.isEmpty() ? arguments.expressions("value")
                : List.of(Formula.at(arguments.span("col")).call("COUNT"));
        List<Column> group = arguments.columns("group");
        GeneratedNames used = new GeneratedNames(group.stream().map(Column::name).toList());
        List<String> bases = formulas.stream().map(formula -> AggregateNames.of(formula, table)).toList();
        if (pivots.isEmpty()) {
            Grouping grouping = new Grouping(group, table, context);
            for (int i = 0; i < formulas.size(); i++) {
                grouping.value(used.free(bases.get(i)), formulas.get(i));
            }
            return grouping.table();
        }
        return pivoted(pivots, formulas, bases, group, used, arguments, table, context);
    }

    private static Table pivoted(List<Column> pivots, List<Node> formulas, List<String> bases, List<Column> group,
            GeneratedNames used, StepArguments arguments, Table table, AnalysisContext context) {
        Draft draft = new Draft(table, context);
        List<Column> texts = pivots.stream().map(pivot -> pivot.isUnknown() ? pivot : draft.column(pivot.name(),
                context.text(pivot.expr(), table), pivot.origins()).typed(ValueType.TEXT)).toList();
        Table extended = draft.table(table.columns());
        List<Cell> cells = arguments.has("as")
                ? recorded(arguments.texts("as"), texts, bases, group.size(), extended, context)
                : asked(texts, bases, used, arguments.integer("limit", DEFAULT_LIMIT), extended, context);

        // First one row per group and combination, then one row per group, which takes each cell from its one row.
        List<Column> both = new ArrayList<>(group);
        both.addAll(texts);
        Grouping combinations = new Grouping(both, extended, context);
        for (int i = 0; i < formulas.size(); i++) {
            combinations.value(bases.get(i), formulas.get(i));
        }
        Table values = combinations.table();
        if (both.stream().anyMatch(Column::isUnknown)) {
            return values; // which columns it has can't be said
        }
        List<Column> groupColumns = values.columns().subList(0, group.size());
        List<Column> textColumns = values.columns().subList(group.size(), both.size());
        List<Column> valueColumns = values.columns().subList(both.size(), values.columns().size());
        Grouping groups = new Grouping(groupColumns, values, context);
        for (Cell cell : cells) {
            Column value = valueColumns.get(cell.formula());
            Expr masked = masked(cell, textColumns, value);
            groups.aggregate(cell.name(), new Expr.Aggregate(GroupOperations.only(value.type().storage()),
                    List.of(masked), value.type()), value.origins());
        }
        return groups.table();
    }

    /** A column of the result: an aggregate for a combination of pivot values. */
    private record Cell(String name, int formula, List<String> combination) {}

    private static Expr masked(Cell cell, List<Column> texts, Column value) {
        Expr condition = null;
        for (int p = 0; p < texts.size(); p++) {
            Expr same = new Expr.Call(RowOperations.IS_SAME_TEXT, List.of(texts.get(p).expr(),
                    new Expr.Literal(cell.combination().get(p), ValueType.TEXT)), ValueType.BOOLEAN);
            condition = condition == null ? same
                    : new Expr.Call(RowOperations.BOTH, List.of(condition, same), ValueType.BOOLEAN);
        }
        return new Expr.Call(where(value.type().storage()), List.of(condition, value.expr()), value.type());
    }

    /** The value where a condition is true, else null. */
    static Operation where(Storage storage) {
        return Operation.of("where_" + storage.name().toLowerCase(Locale.ROOT), storage,
                arguments -> Boolean.TRUE.equals(arguments[0]) ? arguments[1] : null, Storage.BOOLEAN, storage).nullAware()
                .sql("CASE WHEN {0} THEN {1} END");
    }

    private static List<Cell> asked(List<Column> texts, List<String> bases, GeneratedNames used, long limit,
            Table table, AnalysisContext context) {
        List<Cell> cells = new ArrayList<>();
        for (List<String> combination : combinations(texts, limit, table, context)) {
            for (int f = 0; f < bases.size(); f++) {
                String name = used.free(bases.get(f) + "_" + String.join("_", combination));
                cells.add(new Cell(name, f, combination));
            }
        }
        return cells;
    }

    private static List<Cell> recorded(List<String> as, List<Column> texts, List<String> bases, int groupSize,
            Table table, AnalysisContext context) {
        List<List<String>> combinations = texts.size() == 1 ? List.of()
                : combinations(texts, ANSWER_LIMIT, table, context);
        List<Cell> cells = new ArrayList<>();
        for (String name : as.subList(Math.min(groupSize, as.size()), as.size())) {
            cells.add(recorded(name, bases, combinations, texts.size()));
        }
        return cells;
    }

    private static Cell recorded(String name, List<String> bases, List<List<String>> combinations, int pivots) {
        for (int f = 0; f < bases.size(); f++) {
            String prefix = bases.get(f) + "_";
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                if (pivots == 1) {
                    return new Cell(name, f, List.of(rest));
                }
                Optional<List<String>> found = combinations.stream()
                        .filter(combination -> String.join("_", combination).equals(rest)).findFirst();
                if (found.isPresent()) {
                    return new Cell(name, f, found.get());
                }
            }
        }
        // Recorded from other data: a combination that doesn't occur gives nulls.
        return new Cell(name, 0, java.util.Collections.nCopies(pivots, ""));
    }

    /** Those that occur, in code point order. */
    static List<List<String>> combinations(List<Column> texts, long limit, Table table, AnalysisContext context) {
        Plan plan = table.plan();
        for (Column text : texts) {
            plan = new Plan.Filter(plan, new Expr.Call(
                    IS_PRESENT, List.of(text.expr()), ValueType.BOOLEAN));
        }
        List<NamedExpr> keys = texts.stream()
                .map(text -> new NamedExpr(context.freshId(text.name()), text.expr())).toList();
        Plan distinct = new Plan.Aggregate(plan, keys, List.of(), List.of());
        List<OrderKey> order = keys.stream().map(key -> OrderKey.ascending(key.column())).toList();
        int count = (int) Math.max(0, Math.min(limit, ANSWER_LIMIT));
        List<List<String>> combinations = new ArrayList<>();
        if (texts.stream().anyMatch(Column::isUnknown)) {
            return combinations;
        }
        for (List<Object> row : context.probe(new Plan.Limit(distinct, order, count), count).orElse(List.of())) {
            combinations.add(row.stream().map(value -> (String) value).toList());
        }
        return combinations;
    }
}
