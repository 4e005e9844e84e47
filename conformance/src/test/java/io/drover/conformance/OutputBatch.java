package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.RowNumbers;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines that jobs write of several recipes' results, by as few queries as an engine needs. */
final class OutputBatch {

    private final PlanRunner runner;
    private final int size;

    /** @param size how many recipes a query may hold */
    OutputBatch(PlanRunner runner, int size) {
        this.runner = runner;
        this.size = size;
    }

    /** What of a result is written. */
    enum Form {
        /** All rows in the table's order, as a single file has them. */
        ORDERED,
        /** All rows, as several files have them: by the plan without what only the order needs. */
        UNORDERED,
        /** The values that typed files hold. */
        TYPED,
        /** Mismatched values as null. */
        WITHOUT_MISMATCHES
    }

    /** A compiled recipe and its tables. */
    record Job(Compilation compilation, List<Recipes.Input> inputs, Form form) {

        /** @param runner answers the compiler's questions about data */
        static Job of(PlanRunner runner, RandomRecipes.Sound sound) {
            return new Job(Recipes.compile(runner, sound.inputs(), sound.recipe()), sound.inputs(), sound.form());
        }

        Table table() {
            return (form == Form.UNORDERED ? compilation.unordered() : compilation.target()).orElseThrow();
        }
    }

    /** A JSON line and a delimited line for every row, in the table's order; or why there are none. */
    record Outcome(List<Line> lines, Throwable failure) {

        record Line(String json, String csv) {}

        /** @throws AssertionError if there are none */
        List<String> json() {
            if (failure != null) {
                throw new AssertionError(failure);
            }
            return lines.stream().map(Line::json).toList();
        }

        /** What an assertion can show. */
        String text() {
            return failure != null ? "failed: " + failure : lines.stream()
                    .map(line -> line.json() + "\n" + line.csv()).collect(Collectors.joining("\n"));
        }
    }

    List<Outcome> run(List<Job> jobs) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i += size) {
            outcomes.addAll(guarded(jobs.subList(i, Math.min(jobs.size(), i + size))));
        }
        return outcomes;
    }

    /** A query that fails is made again in halves, so that only the guilty recipe fails. */
    private List<Outcome> guarded(List<Job> jobs) {
        try {
            return query(jobs);
        } catch (Exception | LinkageError | StackOverflowError failure) { // Scala throws checked ones undeclared
            if (jobs.size() == 1) {
                return List.of(new Outcome(List.of(), failure));
            }
            List<Outcome> outcomes = new ArrayList<>(guarded(jobs.subList(0, jobs.size() / 2)));
            outcomes.addAll(guarded(jobs.subList(jobs.size() / 2, jobs.size())));
            return outcomes;
        }
    }

    private List<Outcome> query(List<Job> jobs) {
        PlanColumn number = new PlanColumn("job", ValueType.INTEGER);
        PlanColumn place = new PlanColumn("place", ValueType.INTEGER);
        PlanColumn json = new PlanColumn("json", ValueType.TEXT);
        PlanColumn csv = new PlanColumn("csv", ValueType.TEXT);
        List<PlanColumn> columns = List.of(number, place, json, csv);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            plans.add(lines(jobs.get(i), i, columns));
        }
        List<List<Object>> rows = new ArrayList<>(runner.run(
                plans.size() == 1 ? plans.get(0) : new Plan.Union(plans, columns), List.of()));
        // Rows in no order all have the same place; then they are compared as a multiset.
        rows.sort(Comparator.comparing((List<Object> row) -> (Long) row.get(0)).thenComparing(row -> (Long) row.get(1))
                .thenComparing(row -> (String) row.get(2)).thenComparing(row -> (String) row.get(3)));
        Map<Long, List<Outcome.Line>> byJob = new LinkedHashMap<>();
        rows.forEach(row -> byJob.computeIfAbsent((Long) row.get(0), job -> new ArrayList<>())
                .add(new Outcome.Line((String) row.get(2), (String) row.get(3))));
        List<Outcome> outcomes = new ArrayList<>();
        for (long i = 0; i < jobs.size(); i++) {
            outcomes.add(new Outcome(byJob.getOrDefault(i, List.of()), null));
        }
        return outcomes;
    }

    private static Plan lines(Job job, long number, List<PlanColumn> columns) {
        Table table = job.table();
        Plan plan = Recipes.withRows(table.plan(), job.inputs());
        Expr place = new Expr.Literal(0L, ValueType.INTEGER);
        if (job.form() != Form.UNORDERED) {
            Expr rowNumber = new Expr.Window(RowNumbers.ROW_NUMBER, List.of(), Expr.Frame.PARTITION, ValueType.INTEGER);
            NamedExpr numbered = new NamedExpr("the_place", rowNumber);
            plan = new Plan.Window(plan, List.of(), table.order(), 0, List.of(numbered));
            place = numbered.column().expr();
        }
        if (job.form() == Form.TYPED) {
            List<NamedExpr> kept = new ArrayList<>(List.of(new NamedExpr("kept_place", place)));
            place = kept.get(0).column().expr();
            List<Column> typed = new ArrayList<>();
            for (OutputRows.TypedColumn column : new OutputRows(table, Formulas.REFERENCE_TIME, true).typedColumns()) {
                NamedExpr value = new NamedExpr("typed_" + kept.size(), column.value());
                kept.add(value);
                typed.add(new Column(column.name(), value.id(), column.value().type(), Set.of()));
            }
            plan = new Plan.Project(plan, kept);
            table = new Table(plan, typed, List.of(), Optional.empty(), Optional.empty());
        }
        OutputRows output = new OutputRows(table, Formulas.REFERENCE_TIME, job.form() != Form.WITHOUT_MISMATCHES);
        return new Plan.Project(plan, List.of(
                new NamedExpr(columns.get(0).id(), new Expr.Literal(number, ValueType.INTEGER)),
                new NamedExpr(columns.get(1).id(), place),
                new NamedExpr(columns.get(2).id(), output.jsonLine()),
                new NamedExpr(columns.get(3).id(), output.csvLine(",", job.form() == Form.TYPED))));
    }
}
