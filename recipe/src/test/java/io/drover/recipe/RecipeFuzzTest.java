package io.drover.recipe;

import static io.drover.recipe.Fuzzing.PIECES;
import static io.drover.recipe.Fuzzing.SEED;
import static io.drover.recipe.Fuzzing.bounded;
import static io.drover.recipe.Fuzzing.closing;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes as a recipe, and documented recipes with mistakes: they compile and run, or problems say why not. */
class RecipeFuzzTest {

    private static final List<String> CORPUS = corpus();

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
}
