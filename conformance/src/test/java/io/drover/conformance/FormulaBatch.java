package io.drover.conformance;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Many formulas in few queries: a query of an engine costs far more than a formula. Formulas may read the same columns;
 * then they have the same rows.
 */
final class FormulaBatch {

    /** More would make Spark's generated methods too large to compile. */
    private static final int FORMULAS = 40;
    private static final int CONSTANTS = 200;

    private final PlanRunner runner;

    FormulaBatch(PlanRunner runner) {
        this.runner = runner;
    }

    /** The values of a case, one per row (one for a group), or why there are none. */
    record Outcome(List<Object> values, Throwable failure) {}

    /** What can stand side by side in one query. */
    private record Shape(FormulaCase.Mode mode, boolean constant, int rows) {
        static Shape of(FormulaCase each) {
            boolean scalar = each.mode() == FormulaCase.Mode.SCALAR;
            // Rows that a scalar formula doesn't have can be made up; a function over rows would see them.
            return new Shape(each.mode(), each.expr() instanceof Expr.Literal, scalar ? -1 : each.rows().size());
        }
    }

    /** An outcome for every case. A query that fails is made again case by case, so that only the guilty one fails. */
    Map<FormulaCase, Outcome> run(List<FormulaCase> cases) {
        Map<FormulaCase, Outcome> outcomes = new LinkedHashMap<>();
        cases.stream().collect(Collectors.groupingBy(Shape::of, LinkedHashMap::new, Collectors.toList()))
                .forEach((shape, group) -> slices(group, shape.constant() ? CONSTANTS : FORMULAS)
                        .forEach(slice -> outcomes.putAll(guarded(slice))));
        return outcomes;
    }

    private static List<List<FormulaCase>> slices(List<FormulaCase> cases, int size) {
        List<List<FormulaCase>> slices = new ArrayList<>();
        for (int i = 0; i < cases.size(); i += size) {
            slices.add(cases.subList(i, Math.min(cases.size(), i + size)));
        }
        return slices;
    }

    private Map<FormulaCase, Outcome> guarded(List<FormulaCase> slice) {
        try {
            return query(slice);
        } catch (Exception | LinkageError failure) { // Scala code throws checked exceptions undeclared
            Map<FormulaCase, Outcome> outcomes = new LinkedHashMap<>();
            if (slice.size() == 1) {
                outcomes.put(slice.get(0), new Outcome(List.of(), failure));
            } else {
                int middle = slice.size() / 2;
                outcomes.putAll(guarded(slice.subList(0, middle)));
                outcomes.putAll(guarded(slice.subList(middle, slice.size())));
            }
            return outcomes;
        }
    }

    /** One wide table with the columns of all cases, one projection of all formulas. */
    private Map<FormulaCase, Outcome> query(List<FormulaCase> slice) {
        FormulaCase.Mode mode = slice.get(0).mode();
        PlanColumn row = new PlanColumn("row", ValueType.INTEGER);
        List<NamedExpr> lifted = new ArrayList<>();
        List<NamedExpr> results = new ArrayList<>();
        for (int i = 0; i < slice.size(); i++) {
            results.add(new NamedExpr("value" + i, ExprTree.map(slice.get(i).expr(), node -> lift(node, lifted))));
        }
        Plan.Values table = table(slice, row);
        List<OrderKey> order = List.of(OrderKey.ascending(row));
        Plan input = switch (mode) {
            case SCALAR -> table;
            case WINDOW -> new Plan.Window(table, List.of(), order, 0, lifted);
            case GROUP -> new Plan.Aggregate(table, List.of(), lifted, order);
        };
        boolean group = mode == FormulaCase.Mode.GROUP;
        if (!group) {
            results.add(NamedExpr.keep(row));
        }
        List<List<Object>> values = runner.run(new Plan.Project(input, results), group ? List.of() : order);
        Map<FormulaCase, Outcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < slice.size(); i++) {
            int place = i;
            int height = group ? values.size() : slice.get(i).rows().size();
            outcomes.put(slice.get(i), new Outcome(values.stream().limit(height)
                    .map(each -> each.get(place)).toList(), null));
        }
        return outcomes;
    }

    private static Plan.Values table(List<FormulaCase> slice, PlanColumn row) {
        List<PlanColumn> columns = new ArrayList<>(List.of(row));
        int height = slice.stream().mapToInt(each -> each.rows().size()).max().orElse(0);
        List<List<Object>> rows = new ArrayList<>();
        for (int r = 0; r < height; r++) {
            rows.add(new ArrayList<>(List.of((long) r)));
        }
        Set<String> known = new HashSet<>();
        for (FormulaCase each : slice) {
            for (int c = 0; c < each.columns().size(); c++) {
                if (known.add(each.columns().get(c).id())) {
                    columns.add(each.columns().get(c).planColumn());
                    for (int r = 0; r < height; r++) {
                        rows.get(r).add(r < each.rows().size() ? each.rows().get(r).get(c) : null);
                    }
                }
            }
        }
        return new Plan.Values(columns, rows);
    }

    private static Expr lift(Expr node, List<NamedExpr> lifted) {
        if (node instanceof Expr.Aggregate || node instanceof Expr.Window) {
            NamedExpr named = new NamedExpr("lifted" + lifted.size(), node);
            lifted.add(named);
            return named.column().expr();
        }
        return node;
    }
}
