package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.Scope;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Other values in columns that are there. */
final class SetColumns implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("set")
            .doc("Replaces the values of columns by a formula, in which $col is the column's own value; with row only "
                    + "where the condition holds. All reads see the old values.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .required("value", ParameterKind.EXPRESSION, "the formula")
            .optional("row", ParameterKind.CONDITION, "where to replace")
            .optional("group", ParameterKind.COLUMNS, "the whole table", "rows with equal values are a group")
            .optional("order", ParameterKind.ORDER, "the current order", "order of the rows in a group")
            .optional("as", ParameterKind.NEW_NAMES, "a record of the names; ignored")
            .keyword("type", "", "how the formula is meant; makes no difference", "single", "multiple")
            .example("a|b", List.of("1|\"\"", "∅|x"),
                    "set col: a,b value: IF(ISMISSING([$col]),'0',$col)", "a|b", List.of("1|0", "0|x"))
            .example("a|b", List.of("1|x", "2|y"), "set col: b value: 'z' row: a == 2", "a|b", List.of("1|x", "2|z"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "set col: a value: a + 1", "a",
                    List.of("2", "∅", "∅", "∅"))
            .boundary("a:Integer", List.of("9223372036854775807"), "set col: a value: a + 1", "a", List.of("∅"))
            .tie("k|v", List.of("b|x", "a|y", "a|z"), "set col: v value: ROWNUMBER() order: k", "k|v",
                    List.of("b|3", "a|1", "a|2"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Node value = arguments.expression("value");
        Node formula = arguments.optionalExpression("row")
                .map(row -> conditional(row, value, arguments)).orElse(value);
        return edit(formula, arguments, table, context);
    }

    private static Node conditional(Node row, Node value, StepArguments arguments) {
        Formula formula = Formula.at(arguments.span("row"));
        return formula.call("IF", row, value, formula.edited());
    }

    private static Table edit(Node formula, StepArguments arguments, Table table, AnalysisContext context) {
        Draft draft = new Draft(table, context);
        List<Expr> group = Keys.grouping(arguments.columns("group"), table, context);
        RowOrder order = Keys.rowOrder(arguments.order("order"), table, draft, context);
        Map<Column, Column> replacements = new LinkedHashMap<>();
        for (Column column : arguments.columns("col")) {
            replacements.put(column, edited(column, formula, group, order, draft, table, context));
        }
        return draft.table(Placement.replaced(table, replacements));
    }

    /** The columns with a formula's values in their place, {@code $col} bound to each in turn. */
    static Table edit(Node formula, List<Column> columns, Table table, AnalysisContext context) {
        Draft draft = new Draft(table, context);
        Map<Column, Column> replacements = new LinkedHashMap<>();
        for (Column column : columns) {
            replacements.put(column, edited(column, formula, List.of(), RowOrder.of(table), draft, table, context));
        }
        return draft.table(Placement.replaced(table, replacements));
    }

    private static Column edited(Column column, Node formula, List<Expr> group, RowOrder order, Draft draft,
            Table table, AnalysisContext context) {
        Scope scope = context.scope(table).editing(column);
        Expr value = context.analyze(formula, scope);
        Expr lifted = draft.lift(value, group, order);
        Column result = draft.column(column.name(), lifted, draft.origins(value));
        return keepsType(column, result, formula) ? result.typed(column.type().type().equals(result.type().type())
                ? result.type() : new ValueType(column.type().type(), Storage.TEXT)) : result;
    }

    /** A formula that passes on the column's own texts or nothing but fitting constants leaves its annotation. */
    private static boolean keepsType(Column before, Column after, Node formula) {
        return after.type().storage() == Storage.TEXT && after.type().name() == TypeName.STRING
                && before.type().name() != TypeName.STRING && passesOn(formula, before);
    }

    private static boolean passesOn(Node node, Column column) {
        if (node instanceof Node.Variable variable) {
            return variable.name().equals("col");
        }
        if (node instanceof Node.Column reference) {
            return reference.dataset().isEmpty() && reference.name().equals(column.name());
        }
        if (node instanceof Node.Text text) {
            return text.value().isEmpty() || Literals.isValid(text.value(), column.type().type());
        }
        if (node instanceof Node.Number number) {
            return Literals.isValid(number.text(), column.type().type());
        }
        if (node instanceof Node.Call call) {
            List<Node> branches = Literals.branches(call);
            return call.name().equals("NULL")
                    || !branches.isEmpty() && branches.stream().allMatch(branch -> passesOn(branch, column));
        }
        return false;
    }
}
