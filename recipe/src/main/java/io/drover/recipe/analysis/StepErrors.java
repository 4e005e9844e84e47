package io.drover.recipe.analysis;

import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Problems;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.transform.ParameterKind;
import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the errors of a step leave of it for the steps behind. */
final class StepErrors {
    private static final Set<ParameterKind> FORMULAS =
            Set.of(ParameterKind.EXPRESSION, ParameterKind.EXPRESSIONS, ParameterKind.CONDITION, ParameterKind.REPLACEMENT);

    private StepErrors() {}

    /** Whether it isn't known which columns the step takes away: not if only the values of columns are wrong. */
    static boolean areDoubtful(Step step, Transform transform, Problems own) {
        return own.all().stream().filter(Problem::isError).anyMatch(problem -> switch (problem.code()) {
            case UNKNOWN_FUNCTION, WRONG_ARGUMENT_COUNT, INVALID_ARGUMENT, MISPLACED_FUNCTION, UNKNOWN_COLUMN, UNKNOWN_VARIABLE ->
                !isInFormula(problem.span(), step, transform);
            case INVALID_PATTERN, INVALID_GROUP_REFERENCE ->
                transform.declaration().shape() == TransformDeclaration.Shape.REPLACED_COLUMNS && transform.newNames(step).any();
            case INVALID_FORMAT, DUPLICATE_COLUMN -> false;
            default -> true;
        });
    }

    private static boolean isInFormula(Span span, Step step, Transform transform) {
        return step.parameters().stream().filter(parameter -> transform.declaration().parameters().stream().anyMatch(
                declared -> declared.isNamed(parameter.name()) && FORMULAS.contains(declared.kind())))
                .map(Parameter::span).anyMatch(formula -> contains(formula, span));
    }

    private static boolean contains(Span outer, Span inner) {
        boolean begins = outer.line() < inner.line() || outer.line() == inner.line() && outer.column() <= inner.column();
        boolean ends = outer.endLine() > inner.endLine()
                || outer.endLine() == inner.endLine() && outer.endColumn() >= inner.endColumn();
        return begins && ends;
    }

    /** With those columns of which it is known what they are, and no name twice. */
    static Table withoutUnknown(Table table) {
        Set<String> names = new HashSet<>();
        List<Column> columns = new ArrayList<>();
        table.columns().stream().filter(column -> !column.isUnknown() && names.add(column.name())).forEach(columns::add);
        return table.withColumns(columns);
    }

    /** Whether a problem may come from parameters that weren't recognised. */
    static boolean mayFollowFromUnread(Problem problem) {
        return problem.code() == ProblemCode.MISSING_PARAMETER;
    }
}
