package io.drover.recipe.analysis;

import io.drover.recipe.function.Operation;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Problems;
import io.drover.recipe.message.Span;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the analysis of one step may use: names, formulas, other datasets, questions about data, and a place for problems. */
public final class AnalysisContext {

    private final Expressions expressions;
    private final PlanIds ids;
    private final Probe probe;
    private final Map<String, Table> datasets;
    private final Map<String, String> variables;
    private final Instant referenceTime;
    private final Problems problems;
    private final String step;
    private final int stepIndex;
    private final Set<String> sortKeys;
    private final CallCounts calls;
    private final Set<String> used = new LinkedHashSet<>();
    private boolean unanswered;

    AnalysisContext(
            Expressions expressions,
            PlanIds ids,
            Probe probe,
            Map<String, Table> datasets,
            Map<String, String> variables,
            Instant referenceTime,
            Problems problems,
            String step,
            int stepIndex,
            Set<String> sortKeys) {
        this(expressions, ids, probe, datasets, variables, referenceTime, problems, step, stepIndex, sortKeys,
                new CallCounts());
    }

    private AnalysisContext(
            Expressions expressions,
            PlanIds ids,
            Probe probe,
            Map<String, Table> datasets,
            Map<String, String> variables,
            Instant referenceTime,
            Problems problems,
            String step,
            int stepIndex,
            Set<String> sortKeys,
            CallCounts calls) {
        this.expressions = expressions;
        this.ids = ids;
        this.probe = probe;
        this.datasets = datasets;
        this.variables = variables;
        this.referenceTime = referenceTime;
        this.problems = problems;
        this.step = step;
        this.stepIndex = stepIndex;
        this.sortKeys = sortKeys;
        this.calls = calls;
    }

    /** The context of another step of the same recipe, with problems of its own. */
    AnalysisContext step(String label, int index, Problems own, Probe stepProbe) {
        return new AnalysisContext(
                expressions, ids, stepProbe, datasets, variables, referenceTime, own, label, index, sortKeys, calls);
    }

    /** Notes that a sort step made this key, so that the order is kept to the output. */
    public void sortedBy(String columnId) {
        sortKeys.add(columnId);
    }

    public Scope scope(Table table) {
        return new Scope(table, Optional.empty(), Map.of(), variables, referenceTime, problems, step, calls);
    }

    /** With qualified columns: {@code current_dataset.x} and {@code <name>.x}. */
    public Scope scope(Table table, Map<String, Table> others) {
        return new Scope(table, Optional.empty(), others, variables, referenceTime, problems, step, calls);
    }

    public Map<String, String> variables() {
        return variables;
    }

    public Expr analyze(Node node, Scope scope) {
        return expressions.analyze(node, scope);
    }

    public Expr condition(Node node, Scope scope) {
        return expressions.condition(node, scope);
    }

    public Column column(Node node, Scope scope) {
        return expressions.column(node, scope);
    }

    public ColumnType type(Node node, Scope scope) {
        return expressions.type(node, scope);
    }

    /** The expression's text, as string functions see it. */
    public Expr text(Expr expr, Table table) {
        return expressions.as(Storage.TEXT, expr, scope(table));
    }

    public Expr as(Storage storage, Expr expr, Table table) {
        return expressions.as(storage, expr, scope(table));
    }

    public Expr call(Operation operation, List<Expr> arguments, ValueType type, Table table) {
        return expressions.call(operation, arguments, type, scope(table));
    }

    public String freshId(String name) {
        return ids.fresh(name);
    }

    /** Rows of a plan; empty if there is nothing to ask, as a step before is broken. */
    public Optional<List<List<Object>>> probe(Plan plan, int limit) {
        unanswered |= probe == null;
        return Optional.ofNullable(probe).map(answering -> answering.rows(plan, limit));
    }

    /** Whether something was asked that nobody could answer. */
    boolean unanswered() {
        return unanswered;
    }

    public Set<String> datasetNames() {
        return datasets.keySet();
    }

    /**
     * Another dataset's table, its plan shared with whoever else reads it and its columns under ids of their own, so
     * that a join with itself has no id twice. For an unknown name a problem, and a table that may have any column.
     */
    public Table dataset(String name, Span span) {
        Optional<String> found = found(name);
        if (found.isEmpty()) {
            error(ProblemCode.UNKNOWN_DATASET, span, "unknown dataset " + name, suggestDataset(name).orElse(null));
            return Table.UNKNOWN;
        }
        used.add(found.get());
        return reidentified(datasets.get(found.get()));
    }

    private Optional<String> found(String name) {
        if (datasets.containsKey(name)) {
            return Optional.of(name);
        }
        List<String> near = datasets.keySet().stream().filter(name::equalsIgnoreCase).toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    /** The tables that formulas of a step may name, by their names: those it is given, and any if one of these isn't known. */
    public Map<String, Table> named(Map<String, Table> tables) {
        Map<String, Table> named = new LinkedHashMap<>(tables);
        if (tables.containsValue(Table.UNKNOWN)) {
            datasets.forEach((name, table) -> named.computeIfAbsent(name, absent -> reidentified(table)));
        }
        return named;
    }

    /** The other datasets that the step reads. */
    Set<String> used() {
        return used;
    }

    private Optional<String> suggestDataset(String name) {
        if (datasets.isEmpty()) {
            return Optional.of("the recipe has no other datasets");
        }
        return Suggestions.didYouMean(name, datasets.keySet())
                .or(() -> Optional.of((datasets.size() == 1 ? "there is " : "there are ") + String.join(", ", datasets.keySet())));
    }

    private Table reidentified(Table table) {
        Map<String, PlanColumn> renamed = new HashMap<>();
        List<NamedExpr> expressions = new ArrayList<>();
        for (PlanColumn column : table.plan().columns()) {
            PlanColumn copy = new PlanColumn(ids.fresh(column.id()), column.type());
            renamed.put(column.id(), copy);
            if (sortKeys.contains(column.id())) {
                sortKeys.add(copy.id());
            }
            expressions.add(new NamedExpr(copy.id(), column.expr()));
        }
        List<Column> columns = table.columns().stream()
                .map(column -> new Column(
                        column.name(), renamed.get(column.id()).id(), column.type(), column.origins()))
                .toList();
        List<OrderKey> order = table.order().stream()
                .map(key -> new OrderKey(renamed.get(key.column().id()).expr(), key.descending()))
                .toList();
        return new Table(new Plan.Project(table.plan(), expressions), columns, order,
                table.sourceRowNumber().map(column -> renamed.get(column.id())),
                table.filePath().map(column -> renamed.get(column.id())), table::mayHave);
    }

    /** How many errors the step has so far. */
    public int errors() {
        return problems.errors();
    }

    /** 0-based place of the step in its recipe, comments not counted. */
    public int stepIndex() {
        return stepIndex;
    }

    /** @param suggestion what would be right, or null */
    public void error(ProblemCode code, Span span, String message, String suggestion) {
        problems.add(new Problem(
                code, Problem.Severity.ERROR, span, message, Optional.ofNullable(suggestion), step));
    }

    public void warning(ProblemCode code, Span span, String message, String suggestion) {
        problems.add(new Problem(
                code, Problem.Severity.WARNING, span, message, Optional.ofNullable(suggestion), step));
    }
}
