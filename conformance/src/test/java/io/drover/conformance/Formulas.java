package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Expressions;
import io.drover.recipe.analysis.Scope;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.Problems;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a formula's text to a typed expression over given columns. */
final class Formulas {

    /** The job's clock in examples. */
    static final Instant REFERENCE_TIME = Instant.parse("2024-05-01T10:20:30Z");

    private Formulas() {}

    static Node parse(String formula) {
        Recipe recipe = new RecipeParser().parse("derive value: " + formula + " as: 'result'");
        if (!recipe.problems().isEmpty()) {
            throw new AssertionError(formula + ": " + recipe.problems().get(0).render());
        }
        return recipe.steps().get(0).parameters().get(0).values().get(0);
    }

    /** The expression, or empty with the problems in {@code problems}. */
    static Optional<Expr> analyze(Node formula, List<Column> columns, Problems problems) {
        Expr expr = Expressions.standard().analyze(formula, scope(columns, problems));
        return problems.hasErrors() ? Optional.empty() : Optional.of(expr);
    }

    static Expr analyze(String formula, List<Column> columns) {
        Problems problems = new Problems();
        return analyze(parse(formula), columns, problems)
                .orElseThrow(() -> new AssertionError(formula + ": " + problems.all().get(0).render()));
    }

    static Scope scope(List<Column> columns, Problems problems) {
        Table table = new Table(new Plan.Values(columns.stream().map(Column::planColumn).toList(), List.of()), columns,
                List.of(), Optional.empty(), Optional.empty());
        return new Scope(table, Optional.empty(), Map.of(), Map.of(), REFERENCE_TIME, problems, "derive");
    }
}
