package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.pattern.PatternTokens;
import io.drover.recipe.type.TypeName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code docs/language.md} says is so on every engine. */
class LanguagePageTest {
    private static final LanguagePage PAGE = read();

    private static LanguagePage read() {
        try {
            return new LanguagePage(Path.of("..", "docs", "language.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> recipes() {
        assertThat(PAGE.recipes()).isNotEmpty();
        return Engines.all().stream().flatMap(runner -> PAGE.recipes().stream().map(recipe ->
                DynamicTest.dynamicTest(runner.engine() + ": " + recipe.text(), () ->
                        assertThat(Recipes.run(runner, List.of(recipe.before()), recipe.text()).toString())
                                .isEqualTo(recipe.after().toString()))));
    }

    @TestFactory
    Stream<DynamicTest> formulas() {
        assertThat(PAGE.formulas()).isNotEmpty();
        return Engines.all().stream().flatMap(runner -> PAGE.formulas().stream().map(formula ->
                DynamicTest.dynamicTest(runner.engine() + ": " + formula.text(), () -> {
                    Recipes.Result result = Recipes.run(runner, List.of(formula.over()),
                            "derive value: " + formula.text() + " as: 'result'");
                    int place = result.columns().indexOf("result");
                    assertThat(result.rows()).extracting(row -> row.get(place)).isEqualTo(formula.results());
                })));
    }

    @TestFactory
    Stream<DynamicTest> typesTakeTheirValues() {
        return hold("type", name -> "ISVALID(v, '" + name + "')");
    }

    @TestFactory
    Stream<DynamicTest> formatsTakeTheirDates() {
        return hold("format", name -> "ISVALID(v, ['Datetime', '" + name + "'])");
    }

    @TestFactory
    Stream<DynamicTest> tokensTakeTheirTexts() {
        return hold("token", name -> "MATCHES(v, `{start}(" + name + "){end}`)");
    }

    @Test
    void everyTypeIsThere() {
        assertThat(names("type")).containsExactlyInAnyOrder(
                Arrays.stream(TypeName.values()).map(TypeName::recipeName).toArray(String[]::new));
    }

    @Test
    void everyTokenIsThere() {
        Set<String> tokens = PatternTokens.all().keySet().stream().map(name -> "{" + name + "}")
                .collect(Collectors.toSet());
        tokens.removeAll(List.of("{start}", "{end}"));
        assertThat(names("token")).containsAll(tokens);
    }

    private static List<String> names(String table) {
        return PAGE.values(table).stream().flatMap(each -> each.names().stream()).toList();
    }

    /** All values of a table of the page in one column, and a test for each name beside it: one run for an engine. */
    private static Stream<DynamicTest> hold(String table, UnaryOperator<String> test) {
        List<LanguagePage.Values> all = PAGE.values(table);
        List<String> values = List.copyOf(all.stream()
                .flatMap(each -> Stream.concat(each.passing().stream(), each.failing().stream()))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
        List<String> names = names(table);
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            steps.add("derive value: " + test.apply(names.get(i)) + " as: 'is" + i + "'");
        }
        Recipes.Input input = new Recipes.Input("t", List.of("v"), values.stream().map(List::of).toList());
        return Engines.all().stream().flatMap(runner -> {
            Recipes.Result result = Recipes.run(runner, List.of(input), String.join("\n", steps));
            return all.stream().map(each -> DynamicTest.dynamicTest(runner.engine() + ": " + each.names(), () -> {
                for (String name : each.names()) {
                    int place = result.columns().indexOf("is" + names.indexOf(name));
                    assertThat(values.stream().filter(value -> each.passing().contains(value)
                            != "true".equals(result.rows().get(values.indexOf(value)).get(place)))
                            .filter(value -> each.passing().contains(value) || each.failing().contains(value)))
                            .as("%s: judged otherwise than the page says", name).isEmpty();
                }
            }));
        });
    }
}
