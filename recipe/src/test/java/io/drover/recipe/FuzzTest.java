package io.drover.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.pattern.InvalidPatternException;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.syntax.RecipePrinter;
import io.drover.recipe.syntax.json.TaskImporter;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.TypeName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What strangers may send: any bytes as a recipe, a task, a pattern or a datetime format. Problems and the exceptions of
 * this language may come out, nothing else, and soon. Each input runs on a thread with the stack of a server's.
 */
class FuzzTest {

    /** Far above what any input needs, even on a busy machine; what grows exponentially is far above it. */
    private static final int SECONDS = 60;

    private static final long STACK_BYTES = 1 << 20;
    private static final long SEED = 20261124;

    private static final List<String> CORPUS = corpus();
    private static final List<String> PIECES = List.of("(", ")", "[", "]", "{", "}", "'", "\"", "`", "/", "\\", ":", ",", "~",
            "*", "-", "!", "$", "$col", "${", "==", "&&", "||", "?", "\n", "\r", "\0", "\uFEFF", "😀", "\uD800", "é",
            "\u2028", "//", "NULL()", "1e999", "9223372036854775808", "{any}", "{start}", "(?<=a)b", "\\1", "$9", "'%'",
            "current_dataset.", " as: ", " col: *", " value: ", " on: ", "group: ", "limit: 999999999999", "limit: -1",
            "-1", "0", "SUM(", "PREV(a, 1)", "SESSION(", "[[", "MISSING.", "~a", "splitrows col: column1 on: '\\n'\n");

    @Property(seed = "" + SEED, tries = 400, shrinking = ShrinkingMode.OFF)
    void anyBytesAreARecipeOrProblems(@ForAll byte[] bytes) throws Exception {
        compile(new String(bytes, StandardCharsets.UTF_8));
        compile(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Property(seed = "" + SEED, tries = 1500, shrinking = ShrinkingMode.OFF)
    void mutatedRecipesCompileAndRunOrSayWhyNot(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        StringBuilder recipe = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            recipe.append(mutated(CORPUS.get(random.nextInt(CORPUS.size())), random)).append('\n');
        }
        compile(recipe.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{", "!", "-", "IF(", "a+", "a?", "a?b:", "[a,", "{'as': ", "ABS(", "'", "`", "$", ",",
        "a.", "a~", "a==", "NOT(", "((a)+", "CASE(["})
    void deepNestingEndsInAProblem(String piece) throws Exception {
        for (int depth : new int[] {199, 5_000, 50_000}) {
            compile("derive value: " + piece.repeat(depth));
            compile("derive value: " + piece.repeat(depth) + "1" + closing(piece).repeat(depth) + " as: 'x'");
            compile("union with: b mapping: " + piece.repeat(depth));
        }
    }

    /** Whatever a function does with its first argument, many of them in each other are compiled and run in time. */
    @Test
    void everyFunctionMayStandInItself() throws Exception {
        for (FunctionEntry entry : Catalogue.standard().entries()) {
            String call = entry.examples().get(0).call();
            int open = call.indexOf('(');
            int comma = call.indexOf(',', open);
            String rest = comma < 0 ? ")" : call.substring(comma);
            if (open > 0 && entry.maximumArguments() > 0 && rest.chars().filter(c -> c == '[').count() == rest.chars().filter(c -> c == ']').count()) {
                for (int depth : new int[] {8, 30}) {
                    compile("derive value: " + call.substring(0, open + 1).repeat(depth) + "b" + rest.repeat(depth) + " as: 'x'");
                }
            }
        }
    }

    @Test
    void longLinesAndListsAreReadInTime() throws Exception {
        compile("derive value: '" + "x".repeat(2_000_000) + "' as: 'y'");
        compile("drop col: " + "a,".repeat(200_000) + "b");
        compile("drop col: a" + " drop: 1".repeat(100_000));
        compile("drop col: a\n".repeat(100_000));
        compile("set col: a value: " + "MERGE([".repeat(150) + "a" + "])".repeat(150));
        compile("derive value: IN(a, [" + "'v',".repeat(50_000) + "'w'])");
        compile("derive value: CASE([" + "a == 1, 'v',".repeat(5_000) + "'w'])");
        compile("filter row: " + "a == 'x' || ".repeat(900) + "a == 'y' action: Keep");
        compile("filter row: " + "a == 'x' && b == 'y' || ".repeat(999) + "a == 'y' action: Keep");
        compile("derive value: a" + " + a".repeat(298));
        compile("set col: a value: a + 1\n".repeat(3_000));
        compile("set col: b value: IFMISSING($col, 'x')\n".repeat(500));
        compile("x".repeat(3_000_000));
        compile("\n".repeat(3_000_000));
        compile("// " + "\uD83D\uDE00".repeat(500_000));
    }

    @Property(seed = "" + SEED, tries = 1500, shrinking = ShrinkingMode.OFF)
    void tasksOfAnyFormAreStepsOrProblems(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        JsonNode task = random.nextInt(4) == 0 ? json(random, 0) : task(random);
        bounded(task.toString(), () -> read(task));
    }

    @Test
    void deepTasksAreProblems() throws Exception {
        for (int depth : new int[] {500, 20_000}) {
            JsonNode array = JsonNodeFactory.instance.textNode("x");
            JsonNode call = constant("x");
            for (int i = 0; i < depth; i++) {
                array = JsonNodeFactory.instance.arrayNode().add(array);
                ObjectNode function = JsonNodeFactory.instance.objectNode();
                function.put("kind", "func").put("type", "Upper").putObject("parameters").set("col", call);
                call = function;
            }
            ObjectNode nested = JsonNodeFactory.instance.objectNode();
            nested.put("kind", "task").put("type", "Derive").putObject("parameters").set("value", call);
            bounded("a task with calls " + depth + " deep", () -> read(nested));
            ObjectNode listed = JsonNodeFactory.instance.objectNode();
            listed.put("kind", "task").put("type", "Derive").putObject("parameters").set("value", array);
            bounded("a task with arrays " + depth + " deep", () -> read(listed));
        }
    }

    @Property(seed = "" + SEED, tries = 1500, shrinking = ShrinkingMode.OFF)
    void patternsMatchInTimeOrSayWhyNot(@ForAll("patterns") String source) throws Exception {
        for (Regex.Kind kind : Regex.Kind.values()) {
            bounded(kind + " " + source, () -> search(kind, source));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(a|", "(?:", "[", "a{1,9}", "(a*)*", "((a+)+", "{any}", "%", "#", "\\", "|", "(?=a", "(?<=", "a?",
        "{[", "(.*a){9}", "a{999}", "(a{99}){99}"})
    void deepAndRepeatedPatternsMatchInTimeOrSayWhyNot(String piece) throws Exception {
        for (int times : new int[] {25, 3_000, 50_000}) {
            for (Regex.Kind kind : Regex.Kind.values()) {
                bounded(kind + " " + piece + " * " + times, () -> search(kind, piece.repeat(times)));
                bounded(kind + " " + piece + " closed * " + times,
                        () -> search(kind, piece.repeat(times) + "a" + closing(piece).repeat(times)));
            }
        }
    }

    @Property(seed = "" + SEED, tries = 2000, shrinking = ShrinkingMode.OFF)
    void datetimeFormatsReadAndPrintOrSayWhyNot(@ForAll("datetimeFormats") String pattern, @ForAll String text, @ForAll long millis)
            throws Exception {
        bounded("format " + pattern, () -> {
            for (Format.Datetime format : List.of(Format.annotation(pattern), Format.java(pattern))) {
                try {
                    DatetimeFormat compiled = DatetimeFormat.of(format);
                    compiled.parse(text, 2026);
                    // What is in range prints; what was printed is read by a format that has all of it, or refused.
                    String printed = compiled.format(Math.floorMod(millis, 1_000_000_000_000L));
                    compiled.parse(printed, 2026);
                } catch (InvalidFormatException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        });
    }

    @Test
    void longDatetimeFormatsAreReadInTime() throws Exception {
        for (String piece : List.of("y", "yyyy", "*", "'", "''", "SS.", "shortMonth", "😀", "\\", "(")) {
            String pattern = piece.repeat(100_000);
            bounded("format " + piece + "…", () -> {
                for (Format.Datetime format : List.of(Format.annotation(pattern), Format.java(pattern))) {
                    try {
                        DatetimeFormat.of(format).parse("2020".repeat(100_000), 2026);
                    } catch (InvalidFormatException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                }
            });
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> pieces = Arbitraries.of("a", "b", "(", ")", "(?:", "|", "*", "+", "?", "{2}", "{1,}", "{,3}", "{9999}", "[", "]",
                "^", "$", ".", "\\d", "\\w", "\\b", "\\", "\\1", "(?=", "(?!", "(?<=", "(?<n>", "(?i)", "[^", "a-z", "z-a", "{any}",
                "{start}", "{end}", "{![a]}", "{[ab]}", "%", "#", "{digit}+", "{email}", "{url}", "(a+)+", "(a|a)*", "(.*)*", "\0",
                "😀", "\\p{L}", "\\Q", "\\E", "[[:alpha:]]", "\\x{10FFFF}", "\\cA", "\\u00e9");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(14).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> datetimeFormats() {
        Arbitrary<String> pieces = Arbitraries.of("yyyy", "yy", "y", "MM", "M", "mm", "m", "dd", "d", "D", "EEE", "EEEE", "HH", "hh", "ss", "SSS",
                "SS", "SS.sss", "a", "X", "XXX", "*", "-", "/", ":", " ", "'T'", "''", "'", "shortMonth", "longMonth", "q", "é", "\0");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(10).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(12));
    }

    private static void compile(String recipe) throws Exception {
        bounded(recipe, () -> {
            Map<String, SourceRows> rows = Map.of("s", SourceRows.of(List.of(List.of("1", "x y", "[1,{\"k\":2}]"),
                    List.of("", "2020-01-02", "{}"))), "t", SourceRows.of(List.of(List.of("1", "z"))));
            List<CompilationRequest.Source> sources = List.of(
                    CompilationRequest.Source.of("s", "s", List.of(column("a", TypeName.INTEGER), column("b", TypeName.STRING),
                            column("c", TypeName.STRING))),
                    CompilationRequest.Source.of("t", "t", List.of(column("a", TypeName.INTEGER), column("v", TypeName.STRING))));
            ReferenceEngine engine = new ReferenceEngine(rows);
            var dataset = new CompilationRequest.Dataset("d", "d", CompilationRequest.Input.source("s"),
                    Map.of("B", CompilationRequest.Input.source("t")), recipe);
            Compilation compilation = new RecipeCompiler().compile(new CompilationRequest(sources, List.of(dataset), "d", Map.of("p", "1"),
                    Instant.parse("2026-01-15T12:00:00Z"), engine));
            compilation.problems().forEach(problem -> assertThat(problem.render()).isNotBlank());
            Table table = compilation.target().orElseThrow();
            if (!compilation.hasErrors()) {
                engine.table(table);
            }
        });
    }

    private static CompilationRequest.SourceColumn column(String name, TypeName type) {
        return new CompilationRequest.SourceColumn(name, ColumnType.of(type));
    }

    private static void search(Regex.Kind kind, String source) {
        try {
            Regex regex = Regex.of(kind, source);
            for (String text : List.of("", "a".repeat(2_000) + "!", "ab1 x@y.zz ".repeat(100), "😀\uD800\n")) {
                regex.find(text);
                regex.findAll(text, 50);
                regex.replaceAll(text, regex.replacement("<$0>"));
            }
        } catch (InvalidPatternException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static List<FunctionParameter> parametersOf(String function) {
        return Catalogue.standard().find(function).map(entry -> entry.parameters()).orElse(List.of());
    }

    private static void read(JsonNode task) {
        TaskImporter.Imported imported = new TaskImporter(FuzzTest::parametersOf)
                .read(task, name -> Optional.empty());
        imported.problem().ifPresent(problem -> assertThat(problem.render()).isNotBlank());
        imported.step().ifPresent(step -> assertThat(RecipePrinter.print(step)).isNotBlank());
    }

    /** Runs on a thread of its own, which is left behind if it doesn't end. */
    private static void bounded(String input, Runnable action) throws Exception {
        FutureTask<Void> task = new FutureTask<>(action, null);
        Thread thread = new Thread(null, task, "fuzz", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        String shown = input.length() > 300 ? input.substring(0, 300) + "… (" + input.length() + ")" : input;
        try {
            task.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            AssertionError hang = new AssertionError("takes more than " + SECONDS + " s: " + shown);
            hang.setStackTrace(thread.getStackTrace());
            throw hang;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError(shown, e.getCause());
        }
    }

    private static String mutated(String recipe, Random random) {
        StringBuilder text = new StringBuilder(recipe);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(6));
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, piece);
                case 2 -> text.replace(at, end, piece);
                case 3 -> text.insert(at, text.substring(at, end));
                case 4 -> text.insert(at, CORPUS.get(random.nextInt(CORPUS.size())));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    private static String closing(String piece) {
        StringBuilder closing = new StringBuilder();
        for (int i = piece.length() - 1; i >= 0; i--) {
            switch (piece.charAt(i)) {
                case '(' -> closing.append(')');
                case '[' -> closing.append(']');
                case '{' -> closing.append('}');
                default -> { }
            }
        }
        return closing.toString();
    }

    /** Every documented step and call, over the columns that there are. */
    private static List<String> corpus() {
        List<String> corpus = new ArrayList<>();
        TransformCatalogue.standard().transforms().forEach(transform -> transform.declaration().examples()
                .forEach(example -> corpus.add(example.step())));
        Catalogue.standard().entries().forEach(entry -> entry.examples()
                .forEach(example -> corpus.add("derive value: " + example.call() + " as: 'x'")));
        corpus.addAll(List.of("derive type: multiple value: ROLLINGSUM(a, 1, 1) group: b order: -a as: 'x'",
                "join with: B col: a = current_dataset.a, v = B.v row: current_dataset.a == B.a type: left",
                "lookup with: B col: current_dataset.a key: B.a", "union with: B",
                "pivot col: b value: SUM(a), COUNT() group: a limit: 3", "unnest col: c keys: '[1].k', 'k'", "flatten col: c"));
        return corpus;
    }

    private static final List<String> KINDS = List.of("task", "constant", "column", "variable", "array", "matrix", "map",
            "enumerable", "bundle", "table", "func", "what");
    private static final List<String> TYPES = List.of("String", "Integer", "Float", "Bool", "Pattern", "Regex", "Column", "Wildcard",
            "ColumnRange", "Variable", "Array", "Matrix", "Map", "Enumerable", "Upper", "If", "Case", "Negate", "Equal", "");

    private static JsonNode task(Random random) {
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        List<String> verbs = List.of("Derive", "Set", "Join", "Union", "Lookup", "Rename", "Split", "Header", "Filter", "Pivot", "Comment",
                "SetType", "GroupBy", "Select", "Load", "Nothing", "");
        task.put("kind", "task").put("type", verbs.get(random.nextInt(verbs.size())));
        ObjectNode parameters = task.putObject("parameters");
        List<String> names = List.of("col", "value", "as", "on", "type", "with", "mapping", "row", "group", "order", "keys", "comment");
        for (int i = random.nextInt(4); i > 0; i--) {
            parameters.set(names.get(random.nextInt(names.size())), value(random, 0));
        }
        if (random.nextInt(5) == 0) {
            task.set(List.of("parameters", "type", "kind", "annotations").get(random.nextInt(4)), json(random, 0));
        }
        return task;
    }

    private static JsonNode value(Random random, int depth) {
        if (random.nextInt(8) == 0) {
            return json(random, depth);
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", KINDS.get(random.nextInt(KINDS.size()))).put("type", TYPES.get(random.nextInt(TYPES.size())));
        if (random.nextInt(3) == 0) {
            ObjectNode parameters = node.putObject("parameters");
            for (String name : List.of("lhs", "rhs", "col", "predicate")) {
                if (depth < 5 && random.nextBoolean()) {
                    parameters.set(name, value(random, depth + 1));
                }
            }
        }
        node.set("value", depth < 5 && random.nextBoolean()
                ? JsonNodeFactory.instance.arrayNode().add(value(random, depth + 1)).add(value(random, depth + 1))
                : json(random, depth));
        return node;
    }

    private static JsonNode constant(String value) {
        return new ObjectMapper().createObjectNode().put("kind", "constant").put("type", "String").put("value", value);
    }

    private static JsonNode json(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 4 ? 6 : 8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(random.nextDouble() * 1e300);
            case 4 -> nodes.textNode(PIECES.get(random.nextInt(PIECES.size())));
            case 5 -> nodes.textNode("");
            case 6 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(json(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(List.of("kind", "type", "value", "parameters", "as", "x").get(random.nextInt(6)), json(random, depth + 1));
                }
                yield object;
            }
        };
    }
}
