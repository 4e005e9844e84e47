package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Operation;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Values replaced by a map of values, by the nearest of a list, or by the most frequent of those spelt alike; in place. */
final class Standardize implements Transform {

    private static final double THRESHOLD = 0.8;

    private static final Operation MAPPED = Operation.of("map_value", Storage.TEXT, a -> {
        String mapped = JsonText.members((String) a[1]).get((String) a[0]);
        return mapped == null ? a[0] : JsonText.text(mapped);
    }, Storage.TEXT, Storage.TEXT);

    /** More would make each value a work of its own. */
    private static final int MOST_SPELLINGS = 10_000;

    private static final Operation NEAREST = Operation.of("nearest_value", Storage.TEXT, a -> {
        String text = (String) a[0];
        String nearest = text.isEmpty() ? null : Spellings.of((String) a[1]).nearest(text, (Double) a[2]);
        return nearest == null ? text : nearest;
    }, Storage.TEXT, Storage.TEXT, Storage.DECIMAL);

    private static final Operation CLUSTER_KEY = Operation.of("cluster_key", Storage.TEXT,
            a -> Similarity.key((String) a[0], (String) a[1]), Storage.TEXT, Storage.TEXT);

    /** What the cluster is called, or the text itself where it belongs to none. */
    private static final Operation OF_CLUSTER = Operation.of("text_of_cluster", Storage.TEXT,
            a -> a[0] == null ? a[2] : a[1], Storage.TEXT, Storage.TEXT, Storage.TEXT).nullAware()
            .sql("CASE WHEN {0} IS NULL THEN {2} ELSE {1} END");

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("standardize")
            .doc("Gives values that mean the same one spelling. With mapping, values that equal an input exactly become its "
                    + "output. With with, a value becomes the nearest of the listed texts, or of the first column of a "
                    + "dataset (its first 10,000 different values), case and blanks around aside, the first of equally near "
                    + "ones, if at least threshold of its characters agree: 1 less the edits through "
                    + "the longer text's length. With cluster, values that are alike become the most frequent of them "
                    + "(the lowest of equally frequent ones): fingerprint compares the words, whatever their order, case, "
                    + "accents and symbols; ngram the pairs of neighbouring characters; sound the primary code of "
                    + "DOUBLEMETAPHONE. Other values, null and '' stay.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .optional("mapping", ParameterKind.PAIRS, "['input','output'],…")
            .optional("with", ParameterKind.TEXTS_OR_DATASET, "the spellings wanted, or the dataset that has them")
            .optional("threshold", ParameterKind.NUMBER, "0.8", "with: how alike, from 0 to 1")
            .keyword("cluster", "", "what alike means", "fingerprint", "ngram", "sound")
            .optional("artifactTable", ParameterKind.DATASET, "the map's name in a package; has no text form")
            .optional("targetmappingId", ParameterKind.TEXT, "the map's id in a package; has no text form")
            .optional("as", ParameterKind.NEW_NAMES, "a record of the names; ignored")
            .example("a", List.of("NY", "ny", "∅"), "standardize col: a mapping: ['NY','New York']", "a",
                    List.of("New York", "ny", "∅"))
            .example("a", List.of("new yorc", "Bostn", "Lima", "\"\"", "∅"),
                    "standardize col: a with: 'New York','Boston' threshold: 0.75", "a",
                    List.of("New York", "Boston", "Lima", "\"\"", "∅"))
            .example(TransformExample.Dataset.of("Cities", "city", List.of("New York", "Boston")), "a|b",
                    List.of("NEW YORK |1", "Bostonn|2", "Lima|3", "∅|4"),
                    "standardize with: Cities col: a threshold: 0.85", "a|b",
                    List.of("New York|1", "Boston|2", "Lima|3", "∅|4"))
            .example("a", List.of("York, New", "New York", "new york", "New York", "-", "\"\"", "∅"),
                    "standardize col: a cluster: fingerprint", "a",
                    List.of("New York", "New York", "New York", "New York", "-", "\"\"", "∅"))
            .example("a", List.of("Smyth", "Smith"), "standardize col: a cluster: sound", "a", List.of("Smith", "Smith"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"),
                    "standardize col: a mapping: ['1','one'],['x','none']", "a", List.of("one", "none", "\"\"", "∅"))
            .boundary("a", List.of("abcd", "abcx", "abxx"), "standardize col: a with: 'abcd' threshold: 0.75", "a",
                    List.of("abcd", "abcd", "abxx"))
            .tie("a", List.of("b"), "standardize col: a with: 'ab','ba' threshold: 0.5", "a", List.of("ab"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        List<String> ways = Stream.of("mapping", "with", "cluster").filter(arguments::has).toList();
        if (ways.size() > 1) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span(ways.get(1)), "standardize goes by "
                    + ways.get(0) + " or by " + ways.get(1) + ", not by both", "make two steps of it");
        }
        if (ways.isEmpty()) {
            context.warning(ProblemCode.UNSUPPORTED_STEP, arguments.step().verbSpan(),
                    "this standardize step names a map that the text doesn't hold, so it is skipped",
                    "write the map: mapping: ['input','output'],…");
            return table;
        }
        Table result = table;
        for (String way : ways) {
            result = switch (way) {
                case "mapping" -> mapped(arguments, table, context);
                case "with" -> nearest(arguments, table, context);
                default -> clustered(arguments, table, context);
            };
        }
        return result;
    }

    private static Table mapped(StepArguments arguments, Table table, AnalysisContext context) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Pairs.Pair pair : Pairs.of(arguments.expressions("mapping"))) {
            String input = text(pair.key(), context);
            map.putIfAbsent(input, JsonText.quote(text(pair.value(), context)));
        }
        Expr encoded = new Expr.Literal(JsonText.ofMembers(map), ValueType.TEXT);
        return TextEdit.apply(arguments.columns("col"), table, context,
                text -> context.call(MAPPED, List.of(text, encoded), ValueType.TEXT, table));
    }

    private static Table nearest(StepArguments arguments, Table table, AnalysisContext context) {
        double threshold = arguments.number("threshold").orElse(THRESHOLD);
        if (threshold < 0 || threshold > 1) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("threshold"),
                    "threshold is a share, from 0 to 1", "0.8 wants four of five characters to agree");
        }
        Expr least = new Expr.Literal(threshold, ValueType.DECIMAL);
        List<Node> with = arguments.nodes("with");
        if (with.size() == 1 && with.get(0) instanceof Node.Column word) {
            String name = word.dataset().map(dataset -> dataset + "." + word.name()).orElse(word.name());
            return fromDataset(context.dataset(name, word.span()), least, arguments, table, context);
        }
        List<String> texts = with.stream()
                .flatMap(node -> node instanceof Node.Array array ? array.elements().stream() : Stream.of(node))
                .map(node -> text(node, context)).toList();
        Expr list = new Expr.Literal(JsonText.ofTexts(texts), ValueType.TEXT);
        return TextEdit.apply(arguments.columns("col"), table, context,
                text -> context.call(NEAREST, List.of(text, list, least), ValueType.TEXT, table));
    }

    /** Every row gets the dataset's values beside it, as one array. */
    private static Table fromDataset(Table dataset, Expr least, StepArguments arguments, Table table,
            AnalysisContext context) {
        if (dataset.columns().isEmpty()) {
            return table; // not known
        }
        Formula formula = Formula.at(arguments.span("with"));
        Grouping grouping = new Grouping(List.of(), dataset, context);
        grouping.value("spellings", formula.call("UNIQUE",
                formula.call("PARSESTRING", formula.column(dataset.columns().get(0))), formula.number(MOST_SPELLINGS)));
        Table spellings = grouping.table();
        Expr list = spellings.columns().get(0).expr();
        Plan beside = new Plan.Join(table.plan(), spellings.plan(), Plan.Join.Kind.LEFT, List.of(), List.of(), null);
        return TextEdit.apply(arguments.columns("col"), table.withPlan(beside), context,
                text -> context.call(NEAREST, List.of(text, list, least), ValueType.TEXT, table));
    }

    private static Table clustered(StepArguments arguments, Table table, AnalysisContext context) {
        Formula formula = Formula.at(arguments.span("cluster"));
        Node mode = formula.call("MODE", formula.call("PARSESTRING", formula.edited()));
        Expr cluster = new Expr.Literal(arguments.text("cluster", ""), ValueType.TEXT);
        Draft draft = new Draft(table, context);
        Map<Column, Column> edited = new LinkedHashMap<>();
        for (Column column : arguments.columns("col")) {
            Expr text = context.text(column.expr(), table);
            Expr key = context.call(CLUSTER_KEY, List.of(text, cluster), ValueType.TEXT, table);
            Expr name = draft.lift(context.analyze(mode, context.scope(table).editing(column)), List.of(key),
                    RowOrder.of(table));
            Column result = draft.column(column.name(), context.call(OF_CLUSTER,
                    List.of(key, context.text(name, table), text), ValueType.TEXT, table), column.origins());
            edited.put(column, result.typed(new ValueType(column.type().type(), Storage.TEXT)));
        }
        return draft.table(Placement.replaced(table, edited));
    }

    private static String text(Node node, AnalysisContext context) {
        if (node instanceof Node.Text text) {
            return text.plain();
        }
        if (node instanceof Node.Number number) {
            return number.text();
        }
        if (!(node instanceof Node.Unknown)) {
            context.error(ProblemCode.INVALID_PARAMETER, node.span(), "a value of the map is text in quotes", null);
        }
        return "";
    }
}
