package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.message.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** Puts columns elsewhere. */
final class Move implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("move")
            .doc("Takes the columns out and puts them, together and in the order listed, next to another column or at an "
                    + "end of the table.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .keyword("position", "", "where to", "after", "before", "beginning", "end")
            .optional("after", ParameterKind.COLUMN, "the column that they go right of")
            .optional("before", ParameterKind.COLUMN, "the column that they go left of")
            .example("x|a|b", List.of("1|2|3"), "move col: b,a position: before before: x", "b|a|x", List.of("3|2|1"))
            .example("x|a|b", List.of("1|2|3"), "move col: x after: b", "a|b|x", List.of("2|3|1"))
            .example("a|b:Integer", List.of("p|1", "q|x", "r|\"\"", "s|∅"), "move col: b position: beginning", "b|a",
                    List.of("1|p", "x|q", "\"\"|r", "∅|s"))
            .boundary("a|b", List.of("1|2"), "move col: a position: beginning", "a|b", List.of("1|2"))
            .without(CaseKind.TIE, "columns have different names")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        List<Column> moved = arguments.columns("col");
        List<Column> others = new ArrayList<>(table.columns());
        others.removeAll(moved);
        String position = arguments.text("position")
                .orElse(arguments.has("after") ? "after" : arguments.has("before") ? "before" : "");
        int place = switch (position) {
            case "beginning" -> 0;
            case "end" -> others.size();
            case "after", "before" -> beside(position, arguments, others, context);
            default -> {
                if (!arguments.isUnknown("position")) {
                    context.error(ProblemCode.MISSING_PARAMETER, arguments.span("after"), "move doesn't say where to",
                            "add after: or before: with a column, or position: beginning or end");
                }
                yield others.size();
            }
        };
        others.addAll(place, moved);
        return table.withColumns(others);
    }

    private static int beside(
            String position, StepArguments arguments, List<Column> others, AnalysisContext context) {
        if (!arguments.has(position)) {
            context.error(ProblemCode.MISSING_PARAMETER, arguments.span("position"),
                    "move has position: " + position + " without the column", "add " + position + ": with a column");
            return 0;
        }
        Column anchor = arguments.column(position);
        int place = others.indexOf(anchor);
        if (place < 0 && !anchor.isUnknown()) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span(position),
                    "column " + anchor.name() + " is moved itself", "name a column that stays");
        }
        return place < 0 ? 0 : position.equals("after") ? place + 1 : place;
    }
}
