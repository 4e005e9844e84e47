package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.analysis.CompilationRequest.Source;
import io.drover.recipe.analysis.CompilationRequest.SourceColumn;
import io.drover.recipe.analysis.CompilationRequest.Structure;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What people read for each code: a file holds a recipe with mistakes and, behind {@code == problems}, all that is said of
 * it, found in one pass. {@code == table NAME COLUMNS} and {@code == file NAME} give it data, else it has {@code orders}.
 * Run with {@code -Ddrover.golden=write}, the files are written anew: read the difference before it is committed.
 */
class GoldenMessagesTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "drover", "recipe", "message");

    @Test
    void everyCodeHasAFile() {
        assertThat(Arrays.stream(ProblemCode.values()).filter(code -> !Files.isRegularFile(file(code))))
                .as("codes without a file in " + FOLDER).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> theMessagesAreAsWritten() {
        return Arrays.stream(ProblemCode.values()).map(code -> DynamicTest.dynamicTest(
                code + " " + code.id(), () -> check(code, Files.readString(file(code)))));
    }

    private static Path file(ProblemCode code) {
        return FOLDER.resolve(code.id() + ".golden");
    }

    private static void check(ProblemCode code, String text) throws IOException {
        int end = text.indexOf("== problems\n");
        assertThat(end).as("%s has a section == problems", code).isPositive();
        String given = text.substring(0, end);
        String expected = text.substring(end + "== problems\n".length());
        String actual = problems(given);
        if ("write".equals(System.getProperty("drover.golden"))) {
            Files.writeString(file(code), given + "== problems\n" + actual);
            return;
        }
        assertThat(actual).isEqualTo(expected);
        assertThat(actual).contains("[" + code.id() + "]");
    }

    private static String problems(String given) {
        RecipeTester tester = new RecipeTester();
        String recipe = "";
        boolean data = false;
        for (String section : given.split("(?m)^== ")) {
            int line = section.indexOf('\n');
            String head = line < 0 ? section : section.substring(0, line);
            String body = line < 0 ? "" : section.substring(line + 1);
            String[] words = head.split(" ", 3);
            switch (words[0]) {
                case "table" -> tester.table(words[1], words[2], body.lines().toArray(String[]::new));
                case "file" -> tester.file(words[1], new Source(words[1], words[1],
                        List.of(new SourceColumn("x", ColumnType.STRING)), Structure.AUTO, true, true, false),
                        new SourceRows(body.lines().map(record -> List.of(record)).toList(), 1, "/" + words[1]));
                case "parameter" -> tester.parameter(words[1], words[2]);
                case "recipe" -> recipe = body;
                default -> assertThat(section).as("what a file begins with").isEmpty();
            }
            data |= List.of("table", "file").contains(words[0]);
        }
        if (!data) {
            tester.table("orders", "id:Integer|qty:Integer|name|state|day:Datetime", "1|5|Ann|CA|2020-01-02")
                    .table("Other", "id:Integer|v", "1|x");
        }
        List<String> lines = new ArrayList<>();
        tester.compile(recipe).problems().forEach(problem -> lines.add(
                (problem.problem().isError() ? "error " : "warning ") + problem.problem().render()));
        return lines.stream().map(each -> each + "\n").collect(Collectors.joining());
    }
}
