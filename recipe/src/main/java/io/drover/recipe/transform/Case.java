package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.syntax.Node;
import java.util.ArrayList;
import java.util.List;

/** A new column by cases. */
final class Case implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("case")
            .adding()
            .doc("Adds a column: the result of the first case that is true, else the default, else null.")
            .keyword("condition", "", "which parameters are used; follows from them when left out", "ifThenElse",
                    "columnConditions", "customConditions")
            .optional("if", ParameterKind.CONDITION, "ifThenElse: the condition")
            .optional("then", ParameterKind.EXPRESSION, "ifThenElse: the value where it is true")
            .optional("else", ParameterKind.EXPRESSION, "ifThenElse: the value elsewhere")
            .optional("col", ParameterKind.COLUMN, "columnConditions: the column compared")
            .optional("colCases", ParameterKind.PAIRS, "columnConditions: [value,result],…")
            .optional("cases", ParameterKind.PAIRS, "customConditions: [condition,result],…")
            .optional("default", ParameterKind.EXPRESSION, "null", "the value where no case is true")
            .optional("as", ParameterKind.NEW_NAME, "column<n>", "name of the column")
            .example("n:Integer", List.of("1", "7", "∅"),
                    "case col: n colCases: [0,'S'],[1,'M'] default: '?' as: 'size'", "n|size",
                    List.of("1|M", "7|?", "∅|?"))
            .example("n:Integer", List.of("1", "7"), "case if: n > 5 then: 'big' else: 'small' as: 's'", "n|s",
                    List.of("1|small", "7|big"))
            .example("n:Integer", List.of("1", "x", "\"\"", "∅"),
                    "case col: n colCases: [1,'one'] default: '?' as: 'k'", "n|k",
                    List.of("1|one", "x|?", "\"\"|?", "∅|?"))
            .boundary("n:Integer", List.of("1", "2"), "case if: n > 1 then: 'big' as: 'k'", "n|k",
                    List.of("1|∅", "2|big"))
            .tie("n:Integer", List.of("2"), "case cases: [n > 0,'first'],[n > 1,'second'] as: 'k'", "n|k",
                    List.of("2|first"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Node formula = formula(arguments, context);
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).numbered("column"));
        Draft draft = new Draft(table, context);
        var value = context.analyze(formula, context.scope(table));
        Column column = draft.column(name, draft.lift(value, List.of(), RowOrder.of(table)), draft.origins(value));
        return draft.table(Placement.beside(table, List.of(formula), List.of(), List.of(), List.of(column)));
    }

    private static Node formula(StepArguments arguments, AnalysisContext context) {
        Formula formula = Formula.at(arguments.step().verbSpan());
        if (arguments.has("if")) {
            arguments.needs("then", "with if", context);
            return formula.call("IF", arguments.expression("if"), arguments.expression("then"),
                    arguments.optionalExpression("else").orElseGet(formula::nothing));
        }
        List<Node> elements = new ArrayList<>();
        if (arguments.has("colCases")) {
            arguments.needs("col", "with colCases", context);
            Node column = formula.column(arguments.column("col"));
            for (Pairs.Pair pair : Pairs.of(arguments.expressions("colCases"))) {
                elements.add(formula.call("EQUAL", column, pair.key()));
                elements.add(pair.value());
            }
        } else if (arguments.has("cases")) {
            for (Pairs.Pair pair : Pairs.of(arguments.expressions("cases"))) {
                elements.add(pair.key());
                elements.add(pair.value());
            }
        } else {
            undecided(arguments, context);
            elements.addAll(List.of(arguments.expression("if"), arguments.expression("then")));
        }
        if (elements.isEmpty()) {
            elements.addAll(List.of(formula.unknown(), formula.unknown()));
        }
        arguments.optionalExpression("default").or(() -> arguments.optionalExpression("else"))
                .ifPresent(elements::add);
        return formula.call("CASE", formula.array(elements));
    }

    private static void undecided(StepArguments arguments, AnalysisContext context) {
        String condition = arguments.text("condition", "");
        switch (condition) {
            case "ifThenElse" -> arguments.needs("if", "with condition: " + condition, context);
            case "columnConditions" -> arguments.needs("colCases", "with condition: " + condition, context);
            case "customConditions" -> arguments.needs("cases", "with condition: " + condition, context);
            default -> {
                if (!arguments.isUnknown("condition")) {
                    context.error(ProblemCode.MISSING_PARAMETER, arguments.step().verbSpan(),
                            "case doesn't say what it decides by", "add if: and then:, col: and colCases:, or cases:");
                }
            }
        }
    }
}
