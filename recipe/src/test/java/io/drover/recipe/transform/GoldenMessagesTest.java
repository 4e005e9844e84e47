package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.analysis.CompilationRequest.Content;
import io.drover.recipe.analysis.CompilationRequest.Source;
import io.drover.recipe.analysis.CompilationRequest.SourceColumn;
import io.drover.recipe.analysis.CompilationRequest.Structure;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Files of other tables, which belong to no code. */
    private static final List<String> TABLES = List.of("no-columns", "one-table", "three-tables");

    @Test
    void everyCodeHasAFile() {
        assertThat(Arrays.stream(ProblemCode.values()).filter(code -> !Files.isRegularFile(file(code))))
                .as("codes without a file in " + GoldenFile.FOLDER).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> theMessagesAreAsWritten() {
        return Stream.concat(
                Arrays.stream(ProblemCode.values()).map(code -> DynamicTest.dynamicTest(
                        code + " " + code.id(), () -> check(file(code), "[" + code.id() + "]"))),
                TABLES.stream().map(name -> DynamicTest.dynamicTest(name, () -> check(file(name), ""))));
    }

    /** Has everything said once. */
    static void sayAll() throws IOException {
        List<Path> files = Stream.concat(Arrays.stream(ProblemCode.values()).map(GoldenMessagesTest::file),
                TABLES.stream().map(GoldenMessagesTest::file)).toList();
        for (Path file : files) {
            String text = Files.readString(file);
            problems(text.substring(0, text.indexOf("== problems\n")));
        }
    }

    private static Path file(ProblemCode code) {
        return file(code.id());
    }

    private static Path file(String name) {
        return GoldenFile.FOLDER.resolve(name + ".golden");
    }

    /** @param part of what has to be said */
    private static void check(Path file, String part) throws IOException {
        String text = Files.readString(file);
        int end = text.indexOf("== problems\n");
        assertThat(end).as("%s has a section == problems", file).isPositive();
        String given = text.substring(0, end);
        String expected = text.substring(end + "== problems\n".length());
        String actual = problems(given);
        if ("write".equals(System.getProperty("drover.golden"))) {
            Files.writeString(file, given + "== problems\n" + actual);
            return;
        }
        assertThat(actual).isEqualTo(expected);
        assertThat(actual).contains(part);
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
                case "table" -> {
                    if (words.length == 2) {
                        tester.table(words[1], List.of(), List.of());
                    } else {
                        tester.table(words[1], words[2], body.lines().toArray(String[]::new));
                    }
                }
                case "file" -> tester.file(words[1], new Source(words[1], words[1],
                        List.of(new SourceColumn("x", ColumnType.STRING)), Structure.AUTO, Content.DELIMITED, true, false),
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
        return tester.compile(recipe).problems().stream().map(problem -> WrongRecipesTest.line(problem.problem()))
                .collect(Collectors.joining());
    }
}
