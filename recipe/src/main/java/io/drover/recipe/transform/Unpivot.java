package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Columns become rows of name and value. */
final class Unpivot implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("unpivot")
            .doc("For each row and each listed column one row: the other columns, then the column's name and its value. "
                    + "groupEvery takes several columns into one row.")
            .required("col", ParameterKind.COLUMNS, "the columns")
            .optional("groupEvery", ParameterKind.INTEGER, "1", "how many columns go into one row")
            .optional("as", ParameterKind.NEW_NAMES, "key, value", "names of the new columns")
            .example("id|x|y", List.of("1|a|b"), "unpivot col: x,y groupEvery: 1", "id|key|value",
                    List.of("1|x|a", "1|y|b"))
            .example("x|y|z", List.of("a|b|c"), "unpivot col: * groupEvery: 2", "key1|value1|key2|value2",
                    List.of("x|a|y|b", "z|c|∅|∅"))
            .example("id|a:Integer|b:Integer", List.of("p|1|x", "q|\"\"|∅"), "unpivot col: a,b", "id|key|value",
                    List.of("p|a|1", "p|b|x", "q|a|\"\"", "q|b|∅"))
            .boundary("a", List.of("1"), "unpivot col: a", "key|value", List.of("a|1"))
            .without(CaseKind.TIE, "every cell becomes a row, equal ones too")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        List<Column> listed = arguments.columns("col");
        long every = arguments.integer("groupEvery", 1);
        if (every < 1) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("groupEvery"),
                    "groupEvery must be 1 or more", null);
            every = 1;
        }
        int width = (int) Math.min(every, listed.size());
        List<Column> kept = table.columns().stream().filter(column -> !listed.contains(column)).toList();
        ValueType common = common(listed);
        List<NamedExpr> passed = new ArrayList<>();
        Set<String> passedIds = new HashSet<>();
        kept.forEach(column -> pass(column.planColumn(), passed, passedIds));
        table.order().forEach(key -> pass(new PlanColumn(key.column().id(), key.column().type()), passed, passedIds));

        List<PlanColumn> made = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            made.add(new PlanColumn(context.freshId("key"), ValueType.TEXT));
            made.add(new PlanColumn(context.freshId("value"), common));
        }
        PlanColumn place = new PlanColumn(context.freshId("chunk"), ValueType.INTEGER);
        List<List<NamedExpr>> projections = new ArrayList<>();
        for (int first = 0; first < listed.size(); first += width) {
            List<NamedExpr> projection = new ArrayList<>(passed);
            for (int i = 0; i < width; i++) {
                boolean there = first + i < listed.size();
                Column column = there ? listed.get(first + i) : null;
                projection.add(new NamedExpr(made.get(2 * i).id(),
                        new Expr.Literal(there ? column.name() : null, ValueType.TEXT)));
                projection.add(new NamedExpr(made.get(2 * i + 1).id(), there ? value(column, common, table, context)
                        : new Expr.Literal(null, common)));
            }
            projection.add(new NamedExpr(place.id(), new Expr.Literal((long) first, ValueType.INTEGER)));
            projections.add(projection);
        }
        List<OrderKey> order = new ArrayList<>(table.order());
        order.add(OrderKey.ascending(place));
        return new Table(new Plan.Expand(table.plan(), projections), columns(kept, listed, made, arguments), order,
                Optional.empty(), Optional.empty());
    }

    private static List<Column> columns(
            List<Column> kept, List<Column> listed, List<PlanColumn> made, StepArguments arguments) {
        GeneratedNames names = new GeneratedNames(kept.stream().map(Column::name).toList());
        Set<Column.Origin> origins = new HashSet<>();
        listed.forEach(column -> origins.addAll(column.origins()));
        List<Column> columns = new ArrayList<>(kept);
        List<String> given = arguments.texts("as");
        for (int i = 0; i < made.size(); i++) {
            String base = (i % 2 == 0 ? "key" : "value") + (made.size() > 2 ? String.valueOf(i / 2 + 1) : "");
            String name = i < given.size() ? given.get(i) : names.free(base);
            columns.add(new Column(name, made.get(i).id(), made.get(i).type(), origins));
        }
        return columns;
    }

    private static void pass(PlanColumn column, List<NamedExpr> passed, Set<String> ids) {
        if (ids.add(column.id())) {
            passed.add(NamedExpr.keep(column));
        }
    }

    /** The type that all have, with its storage if they share that too; else text. */
    static ValueType common(List<Column> columns) {
        ValueType first = columns.get(0).type();
        if (columns.stream().allMatch(column -> column.type().equals(first))) {
            return first;
        }
        boolean sameType = columns.stream().allMatch(column -> column.type().type().equals(first.type()));
        return sameType ? new ValueType(first.type(), Storage.TEXT) : ValueType.TEXT;
    }

    static Expr value(Column column, ValueType wanted, Table table, AnalysisContext context) {
        Expr expr = column.expr();
        return column.type().storage() == wanted.storage() ? expr : context.text(expr, table);
    }
}
