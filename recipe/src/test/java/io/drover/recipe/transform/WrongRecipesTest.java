package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recipes as people write them who are tired, know SQL or paste from elsewhere, and all that is said of each. In the file a
 * recipe follows {@code == TITLE}, its messages follow {@code --}; {@code {U+00A0}} stands for that character. Run with
 * {@code -Ddrover.golden=write}, the file is written anew: read the difference before it is committed.
 */
class WrongRecipesTest {
    private static final Path FILE =
            Path.of("src", "test", "resources", "io", "drover", "recipe", "message", "wrong-recipes.golden");
    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]{4})}");

    private record Case(String title, String recipe, String messages) {}

    @TestFactory
    Stream<DynamicTest> whatIsSaidIsAsWritten() throws IOException {
        List<Case> cases = cases();
        if ("write".equals(System.getProperty("drover.golden"))) {
            StringBuilder text = new StringBuilder();
            cases.forEach(each -> text.append("== ").append(each.title()).append('\n').append(each.recipe())
                    .append("--\n").append(messages(each.recipe())));
            Files.writeString(FILE, text);
            cases = cases();
        }
        assertThat(cases).hasSizeGreaterThan(60);
        return cases.stream().map(each -> DynamicTest.dynamicTest(each.title(),
                () -> assertThat(messages(each.recipe())).isEqualTo(each.messages())));
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String section : Files.readString(FILE).split("(?m)^== ")) {
            if (!section.isEmpty()) {
                int title = section.indexOf('\n');
                int end = section.indexOf("\n--\n", title);
                assertThat(end).as("the line -- in %s", section).isPositive();
                cases.add(new Case(section.substring(0, title), section.substring(title + 1, end + 1),
                        section.substring(end + 4)));
            }
        }
        return cases;
    }

    private static String messages(String written) {
        String recipe = CHARACTER.matcher(written).replaceAll(match ->
                java.util.regex.Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
        RecipeTester tester = new RecipeTester()
                .table("orders", "id:Integer|qty:Integer|unit price:Float|name|state|day:Datetime|tags:Array",
                        "1|5|1.5|Ann|CA|2020-01-02|[1]")
                .table("states", "code|state name|region", "CA|California|West");
        StringBuilder messages = new StringBuilder();
        tester.compile(recipe).problems().forEach(problem -> messages.append(
                problem.problem().isError() ? "error " : "warning ").append(problem.problem().render()).append('\n'));
        return messages.toString();
    }
}
