package io.drover.recipe.function;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Expressions;
import io.drover.recipe.analysis.Scope;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.Problems;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.reference.ScalarEvaluator;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeSpelling;
import io.drover.recipe.type.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes a formula over a small table with the kernels alone. */
public final class ExampleRunner {

    public static final Instant REFERENCE_TIME = Instant.parse("2024-05-01T10:20:30Z");

    private final List<Column> columns = new ArrayList<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Problems problems = new Problems();
    private final Map<String, String> variables = new HashMap<>();

    /** @param columns {@code name} or {@code name:Type} */
    public ExampleRunner(List<String> columns, List<List<String>> cells) {
        for (String declared : columns) {
            int colon = declared.indexOf(':');
            String name = colon < 0 ? declared : declared.substring(0, colon);
            ColumnType type = colon < 0
                    ? ColumnType.STRING
                    : TypeSpelling.parse(declared.substring(colon + 1)).orElseThrow();
            this.columns.add(new Column(name, name.toLowerCase(java.util.Locale.ROOT), ValueType.source(type), Set.of()));
        }
        for (List<String> cellsOfRow : cells) {
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < this.columns.size(); i++) {
                row.put(this.columns.get(i).id(), cellsOfRow.get(i));
            }
            rows.add(row);
        }
    }

    /** A formula of constants. */
    public static String text(String formula) {
        return new ExampleRunner(List.of(), List.of(List.of())).texts(formula).get(0);
    }

    public ExampleRunner variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    public Problems problems() {
        return problems;
    }

    public Expr analyze(String formula) {
        Recipe recipe = new RecipeParser().parse("derive value: " + formula + " as: 'result'");
        if (!recipe.problems().isEmpty()) {
            throw new AssertionError(formula + ": " + recipe.problems().get(0).render());
        }
        Node node = recipe.steps().get(0).parameters().get(0).values().get(0);
        return Expressions.standard().analyze(node, scope());
    }

    private Scope scope() {
        List<PlanColumn> planColumns = columns.stream().map(Column::planColumn).toList();
        Table table = new Table(new Plan.Values(planColumns, List.of()), columns, List.of(), Optional.empty(),
                Optional.empty());
        return new Scope(table, Optional.empty(), Map.of(), variables, REFERENCE_TIME, problems, "derive");
    }

    /** The text of the result for each row; a single one if the formula is over the group and reads no other column. */
    public List<String> texts(String formula) {
        Expr expr = analyze(formula);
        if (problems.hasErrors()) {
            throw new AssertionError(formula + ": " + problems.all().get(0).render());
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int place = i;
            Expr single = ExprTree.map(expr, node -> lift(node, place));
            texts.add(CanonicalText.of(ScalarEvaluator.evaluate(single, rows.get(i)), expr.type()));
        }
        return texts;
    }

    private Expr lift(Expr node, int place) {
        if (node instanceof Expr.Aggregate aggregate) {
            return new Expr.Literal(aggregate.operation().kernel().apply(arguments(aggregate.arguments())), node.type());
        }
        if (node instanceof Expr.Window window) {
            Object[] values = window.operation().kernel().apply(arguments(window.arguments()), window.frame());
            return new Expr.Literal(values[place], node.type());
        }
        return node;
    }

    private List<Object[]> arguments(List<Expr> arguments) {
        List<Object[]> all = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            all.add(arguments.stream().map(argument -> ScalarEvaluator.evaluate(argument, row)).toArray());
        }
        return all;
    }
}
