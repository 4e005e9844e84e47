package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rows of other datasets below those of this one. */
final class Union implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("union")
            .doc("Puts the rows of other datasets below the rows of this one, duplicates kept. Columns go together as the "
                    + "mapping says, else by name: by exact name, then by one that differs only by case. A dataset without a source "
                    + "for a column gives null.")
            .required("with", ParameterKind.DATASETS, "the other datasets, in order")
            .optional("mapping", ParameterKind.UNION_MAPPING, "by name",
                    "{'as': 'Out', 'sources': current_dataset.A,Other.B},…")
            .example(TransformExample.Dataset.of("More", "a|c", List.of("9|z")), "a|b", List.of("2|x", "1|y"),
                    "union with: More", "a|b|c", List.of("2|x|∅", "1|y|∅", "9|∅|z"))
            .example(TransformExample.Dataset.of("More", "id|note", List.of("9|z")), "a|b", List.of("2|x"),
                    "union with: More mapping: {'as': 'k', 'sources': current_dataset.a, More.id},"
                            + " {'as': 'v', 'sources': More.note}", "k|v", List.of("2|∅", "9|z"))
            .example(TransformExample.Dataset.of("R", "k:Integer", List.of("\"\"", "∅")), "k:Integer",
                    List.of("1", "x"), "union with: R", "k", List.of("1", "x", "\"\"", "∅"))
            .example(TransformExample.Dataset.of("More", "B|a", List.of("9|z")), "a|b", List.of("2|x"), "union with: More",
                    "a|b", List.of("2|x", "z|9"))
            .boundary(TransformExample.Dataset.of("R", "k", List.of()), "k", List.of("1"), "union with: R", "k",
                    List.of("1"))
            .tie(TransformExample.Dataset.of("R", "k", List.of("1")), "k", List.of("1"), "union with: R", "k",
                    List.of("1", "1"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public NewNames newNames(Step step) {
        List<Node> maps = NewNames.written("mapping", step);
        return maps.isEmpty() ? NewNames.ANY : NewNames.of(maps.stream()
                .flatMap(node -> node instanceof Node.Array array ? array.elements().stream() : Stream.of(node))
                .flatMap(node -> node instanceof Node.Mapping mapping ? values(mapping, "as").stream() : Stream.empty())
                .flatMap(NewNames::texts));
    }

    @Override
    public boolean passesOn(Step step) {
        return NewNames.written("mapping", step).isEmpty();
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Map<String, Table> inputs = new LinkedHashMap<>();
        inputs.put("current_dataset", table);
        if (arguments.isUnknown("with")) {
            inputs.put("", Table.UNKNOWN);
        }
        for (String name : arguments.texts("with")) {
            Table other = context.dataset(name, arguments.span("with"));
            String key = name;
            for (int n = 2; inputs.containsKey(key); n++) {
                key = name + " " + n;
            }
            inputs.put(key, other);
        }
        List<Out> outs = arguments.has("mapping") ? mapped(arguments, inputs, table, context)
                : byName(List.copyOf(inputs.values()));
        return union(outs, List.copyOf(inputs.values()), table, context);
    }

    /** @param sources one per input, null where it has none */
    private record Out(String name, List<Column> sources) {
        ValueType type() {
            return Unpivot.common(sources.stream().filter(Objects::nonNull).toList());
        }

        Set<Column.Origin> origins() {
            Set<Column.Origin> origins = new HashSet<>();
            sources.stream().filter(Objects::nonNull).forEach(column -> origins.addAll(column.origins()));
            return origins;
        }
    }

    /** Of a column's names those that are spelled alike go together first; then those that differ by case alone. */
    private static List<Out> byName(List<Table> inputs) {
        Map<String, Column[]> outs = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            int input = i;
            List<Column> others = new ArrayList<>();
            for (Column column : inputs.get(i).columns()) {
                Column[] sources = outs.get(column.name());
                if (sources == null) {
                    others.add(column);
                } else {
                    sources[i] = column;
                }
            }
            for (Column column : others) {
                List<Column[]> alike = outs.entrySet().stream()
                        .filter(out -> out.getKey().equalsIgnoreCase(column.name()) && out.getValue()[input] == null)
                        .map(Map.Entry::getValue).toList();
                Column[] sources = alike.size() == 1 ? alike.get(0)
                        : outs.computeIfAbsent(column.name(), name -> new Column[inputs.size()]);
                sources[i] = column;
            }
        }
        return outs.entrySet().stream()
                .map(entry -> new Out(entry.getKey(), java.util.Arrays.asList(entry.getValue()))).toList();
    }

    private static List<Out> mapped(
            StepArguments arguments, Map<String, Table> inputs, Table table, AnalysisContext context) {
        List<String> names = List.copyOf(inputs.keySet());
        List<Out> outs = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (Node node : arguments.expressions("mapping")) {
            Node.Mapping mapping = (Node.Mapping) node;
            Optional<String> given = as(mapping, context);
            String name = given.orElse("");
            if (given.isPresent() && !used.add(name)) {
                context.error(ProblemCode.DUPLICATE_COLUMN, mapping.span(),
                        "two columns of the union would be named " + name, "give each map another 'as'");
            }
            Column[] sources = new Column[names.size()];
            for (Node source : values(mapping, "sources")) {
                source(source, names, inputs, sources, table, context);
            }
            if (java.util.Arrays.stream(sources).allMatch(Objects::isNull)) {
                if (values(mapping, "sources").stream().noneMatch(Node.Unknown.class::isInstance)) {
                    context.error(ProblemCode.INVALID_PARAMETER, mapping.span(), given.isEmpty()
                            ? "a column of the union has no source" : "column " + name + " has no source",
                            "add 'sources': with a column of a dataset");
                }
                continue;
            }
            outs.add(new Out(name, java.util.Arrays.asList(sources)));
        }
        return outs;
    }

    private static void source(Node source, List<String> names, Map<String, Table> inputs, Column[] sources,
            Table table, AnalysisContext context) {
        if (source instanceof Node.Array array) {
            array.elements().forEach(element -> source(element, names, inputs, sources, table, context));
            return;
        }
        if (!(source instanceof Node.Column reference)) {
            return; // NULL(): that dataset has no source
        }
        Column column = context.column(reference, context.scope(table, context.named(inputs)));
        String dataset = reference.dataset().orElse("current_dataset");
        int index = names.indexOf(dataset);
        for (int i = 0; index < 0 && i < names.size(); i++) {
            index = names.get(i).equalsIgnoreCase(dataset) ? i : -1;
        }
        sources[Math.max(index, 0)] = column;
    }

    private static Optional<String> as(Node.Mapping mapping, AnalysisContext context) {
        List<Node> values = values(mapping, "as");
        Node first = values.isEmpty() ? null : values.get(0);
        if (first instanceof Node.Array array && array.elements().size() == 1) {
            first = array.elements().get(0);
        }
        if (first instanceof Node.Text text && !text.value().isEmpty()) {
            return Optional.of(text.plain());
        }
        if (!(first instanceof Node.Unknown)) {
            context.error(ProblemCode.INVALID_PARAMETER, mapping.span(),
                    "a map of the union has no name", "add 'as': 'Name'");
        }
        return Optional.empty();
    }

    private static List<Node> values(Node.Mapping mapping, String key) {
        return mapping.entries().stream().filter(entry -> entry.key().equalsIgnoreCase(key)).findFirst()
                .map(Node.Mapping.Entry::values).orElse(List.of());
    }

    /** Each input's rows in its own order: keys of the others are null there, so they don't matter. */
    private static Table union(List<Out> outs, List<Table> inputs, Table table, AnalysisContext context) {
        List<PlanColumn> columns = new ArrayList<>();
        List<Column> visible = new ArrayList<>();
        for (Out out : outs) {
            PlanColumn column = new PlanColumn(context.freshId(out.name()), out.type());
            columns.add(column);
            visible.add(new Column(out.name(), column.id(), column.type(), out.origins()));
        }
        PlanColumn place = new PlanColumn(context.freshId("input"), ValueType.INTEGER);
        columns.add(place);
        List<OrderKey> order = new ArrayList<>(List.of(OrderKey.ascending(place)));
        Map<OrderKey, PlanColumn> keys = new HashMap<>();
        for (Table input : inputs) {
            for (OrderKey key : input.order()) {
                PlanColumn column = new PlanColumn(context.freshId(key.column().id()), key.column().type());
                keys.put(key, column);
                columns.add(column);
                order.add(new OrderKey(column.expr(), key.descending()));
            }
        }
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            plans.add(input(i, outs, inputs, columns, keys, table, context));
        }
        return new Table(new Plan.Union(plans, columns), visible, order, Optional.empty(), Optional.empty());
    }

    private static Plan input(int index, List<Out> outs, List<Table> inputs, List<PlanColumn> columns,
            Map<OrderKey, PlanColumn> keys, Table table, AnalysisContext context) {
        List<NamedExpr> expressions = new ArrayList<>();
        for (int c = 0; c < outs.size(); c++) {
            Column source = outs.get(c).sources().get(index);
            ValueType type = columns.get(c).type();
            Expr value = source == null ? new Expr.Literal(null, type)
                    : Unpivot.value(source, type, table, context);
            expressions.add(new NamedExpr(context.freshId(columns.get(c).id()), value));
        }
        expressions.add(new NamedExpr(context.freshId("input"), new Expr.Literal((long) index, ValueType.INTEGER)));
        for (int i = 0; i < inputs.size(); i++) {
            for (OrderKey key : inputs.get(i).order()) {
                Expr value = i == index ? key.column() : new Expr.Literal(null, key.column().type());
                expressions.add(new NamedExpr(context.freshId(keys.get(key).id()), value));
            }
        }
        return new Plan.Project(inputs.get(index).plan(), expressions);
    }
}
