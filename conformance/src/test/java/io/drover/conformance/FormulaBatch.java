package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Many formulas in few queries: a query of an engine costs far more than a formula. */
final class FormulaBatch {

    private static final int SCALARS = 40;
    private static final int OTHERS = 24;

    private final PlanRunner runner;

    FormulaBatch(PlanRunner runner) {
        this.runner = runner;
    }

    /** The values of a case, one per row (one for a group), or why there are none. */
    record Outcome(List<Object> values, Throwable failure) {}

    /** An outcome for every case. A query that fails is made again case by case, so that only the guilty one fails. */
    Map<FormulaCase, Outcome> run(List<FormulaCase> cases) {
        Map<FormulaCase, Outcome> outcomes = new LinkedHashMap<>();
        List<FormulaCase> scalars = cases.stream().filter(each -> each.mode() == FormulaCase.Mode.SCALAR).toList();
        slices(scalars, SCALARS).forEach(slice -> outcomes.putAll(run(slice, true)));
        Map<Storage, List<FormulaCase>> others = cases.stream()
                .filter(each -> each.mode() != FormulaCase.Mode.SCALAR)
                .collect(Collectors.groupingBy(each -> each.expr().type().storage(), TreeMap::new,
                        Collectors.toList()));
        others.values().forEach(group -> slices(group, OTHERS).forEach(slice -> outcomes.putAll(run(slice, false))));
        return outcomes;
    }

    private static List<List<FormulaCase>> slices(List<FormulaCase> cases, int size) {
        List<List<FormulaCase>> slices = new ArrayList<>();
        for (int i = 0; i < cases.size(); i += size) {
            slices.add(cases.subList(i, Math.min(cases.size(), i + size)));
        }
        return slices;
    }

    private Map<FormulaCase, Outcome> run(List<FormulaCase> slice, boolean scalar) {
        try {
            return scalar ? scalars(slice) : others(slice);
        } catch (Exception | LinkageError failure) { // Scala code throws checked exceptions undeclared
            Map<FormulaCase, Outcome> outcomes = new LinkedHashMap<>();
            if (slice.size() == 1) {
                outcomes.put(slice.get(0), new Outcome(List.of(), failure));
            } else {
                int middle = slice.size() / 2;
                outcomes.putAll(run(slice.subList(0, middle), scalar));
                outcomes.putAll(run(slice.subList(middle, slice.size()), scalar));
            }
            return outcomes;
        }
    }

    /** One wide table, one projection. */
    private Map<FormulaCase, Outcome> scalars(List<FormulaCase> slice) {
        PlanColumn row = new PlanColumn("row", ValueType.INTEGER);
        List<PlanColumn> columns = new ArrayList<>(List.of(row));
        List<NamedExpr> results = new ArrayList<>(List.of(NamedExpr.keep(row)));
        int height = slice.stream().mapToInt(each -> each.rows().size()).max().orElse(0);
        List<List<Object>> rows = new ArrayList<>();
        for (int r = 0; r < height; r++) {
            rows.add(new ArrayList<>(List.of((long) r)));
        }
        for (int i = 0; i < slice.size(); i++) {
            FormulaCase each = slice.get(i);
            results.add(new NamedExpr("value" + i, each.expr()));
            columns.addAll(each.columns().stream().map(Column::planColumn).toList());
            for (int r = 0; r < height; r++) {
                for (int c = 0; c < each.columns().size(); c++) {
                    rows.get(r).add(r < each.rows().size() ? each.rows().get(r).get(c) : null);
                }
            }
        }
        List<List<Object>> values = runner.run(new Plan.Project(new Plan.Values(columns, rows), results),
                List.of(OrderKey.ascending(row)));
        Map<FormulaCase, Outcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < slice.size(); i++) {
            int place = i + 1;
            outcomes.put(slice.get(i), new Outcome(values.stream().limit(slice.get(i).rows().size())
                    .map(each -> each.get(place)).toList(), null));
        }
        return outcomes;
    }

    /** A union of a plan for each. */
    private Map<FormulaCase, Outcome> others(List<FormulaCase> slice) {
        PlanColumn number = new PlanColumn("number", ValueType.INTEGER);
        PlanColumn row = new PlanColumn("row", ValueType.INTEGER);
        PlanColumn value = new PlanColumn("value", slice.get(0).expr().type());
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < slice.size(); i++) {
            PlanColumn own = new PlanColumn("value", slice.get(i).expr().type());
            plans.add(slice.get(i).plan(i, number, row, own));
        }
        List<List<Object>> rows = new ArrayList<>(
                runner.run(new Plan.Union(plans, List.of(number, row, value)), List.of()));
        rows.sort(Comparator.comparing((List<Object> each) -> (Long) each.get(0))
                .thenComparing(each -> (Long) each.get(1)));
        Map<FormulaCase, Outcome> outcomes = new LinkedHashMap<>();
        for (FormulaCase each : slice) {
            outcomes.put(each, new Outcome(new ArrayList<>(), null));
        }
        rows.forEach(each -> outcomes.get(slice.get((int) (long) (Long) each.get(0))).values().add(each.get(2)));
        return outcomes;
    }
}
