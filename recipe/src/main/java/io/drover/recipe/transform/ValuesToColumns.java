package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** A column for each value of a column. */
final class ValuesToColumns implements Transform {

    private static final long DEFAULT_LIMIT = 50;

    private static final TransformDeclaration DECLARATION = TransformDeclaration
            .transform("valuestocols", "onehotencode")
            .adding()
            .doc("Adds a column for each value of a column, in lexicographic order, right of it: value in the rows with "
                    + "that value, default in the others. onehotencode writes 1 and 0 under names col_value.")
            .required("col", ParameterKind.COLUMN, "the column")
            .optional("value", ParameterKind.EXPRESSION, "true", "what rows with the value get")
            .optional("default", ParameterKind.EXPRESSION, "null", "what the other rows get")
            .optional("limit", ParameterKind.INTEGER, "50", "how many columns at most")
            .optional("as", ParameterKind.NEW_NAMES, "the names, where they are recorded")
            .example("c|d", List.of("y|1", "x|2", "∅|3", "y|4"), "valuestocols col: c value: d", "c|x|y|d",
                    List.of("y|∅|1|1", "x|2|∅|2", "∅|∅|∅|3", "y|∅|4|4"))
            .example("c", List.of("y", "x", "∅"), "onehotencode col: c", "c|c_x|c_y",
                    List.of("y|0|1", "x|1|0", "∅|0|0"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "valuestocols col: a", "a|1|x",
                    List.of("1|true|∅", "x|∅|true", "\"\"|∅|∅", "∅|∅|∅"))
            .boundary("a", List.of("y", "x"), "valuestocols col: a limit: 1", "a|x", List.of("y|∅", "x|true"))
            .tie("a|v", List.of("x|1", "x|2"), "valuestocols col: a value: v", "a|x|v", List.of("x|1|1", "x|2|2"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        long limit = arguments.integer("limit", DEFAULT_LIMIT);
        if (limit < 1) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("limit"), "limit must be 1 or more", null);
        }
        Draft draft = new Draft(table, context);
        Column text = source.isUnknown() ? source : draft.column(source.name(), context.text(source.expr(), table))
                .typed(ValueType.TEXT);
        List<List<String>> values = Pivot.combinations(
                List.of(text), limit, draft.table(table.columns()), context);
        boolean encode = arguments.verb().equals("onehotencode");
        Formula formula = Formula.at(arguments.span("col"));
        Node value = arguments.optionalExpression("value")
                .orElse(encode ? formula.number(1) : new Node.Bool(true, arguments.span("col")));
        Node other = arguments.optionalExpression("default").orElse(encode ? formula.number(0) : formula.nothing());
        if (values.isEmpty()) {
            // What is wrong with the formulas is told though there is nothing to compute.
            context.analyze(value, context.scope(table));
            context.analyze(other, context.scope(table));
        }
        GeneratedNames names = GeneratedNames.of(table);
        List<Column> added = new ArrayList<>();
        for (List<String> one : values) {
            // The value is compared as text, whatever the column's type says of it.
            Node test = formula.call("EQUAL", formula.call("MERGE", formula.array(List.of(formula.column(source)))),
                    formula.text(one.get(0)));
            Expr chosen = context.analyze(formula.call("IF", test, value, other), context.scope(table));
            String name = names.free((encode ? source.name() + "_" : "") + one.get(0));
            added.add(draft.column(name, draft.lift(chosen, List.of(), RowOrder.of(table)), draft.origins(chosen)));
        }
        return draft.table(Placement.rightOf(table, source, added));
    }
}
