package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person uses it, on the local engine. */
class DroverCommandTest {
    private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int drover(String... arguments) {
        return DroverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void runsAChainOfRecipes() throws IOException {
        Path output = folder.resolve("strikes.csv");
        int code = drover("run", EXAMPLES.resolve("bird-strikes").toString(), "--dataset", "strikes by state",
                "--output", output.toString());
        assertThat(err.toString()).doesNotContain("Exception");
        assertThat(code).isEqualTo(ExitCode.SUCCESS);
        List<String> lines = Files.readAllLines(output);
        assertThat(lines.get(0)).isEqualTo("state,strikes,serious,serious_share,cost,large,medium,small,species,airports,"
                + "strikes_per_airport,latitude");
        assertThat(lines.get(1)).isEqualTo("Texas,1495,31,2.1%,7798739,45,640,810,21,209,7.15,31.48");
        assertThat(Files.list(folder)).containsExactly(output);
    }

    @Test
    void aParameterChangesTheResult() throws IOException {
        Path output = folder.resolve("strikes.csv");
        assertThat(drover("run", EXAMPLES.resolve("bird-strikes").toString(), "--dataset", "strikes by state",
                "--param", "first_year=1995", "--output", output.toString()))
                .as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        String texas = Files.readAllLines(output).stream().filter(line -> line.startsWith("Texas,")).findFirst()
                .orElseThrow();
        assertThat(Integer.parseInt(texas.split(",")[1])).isBetween(1, 1494);
    }

    @Test
    void rulesOfPathsThatAreWrongAreToldTogether() throws IOException {
        file("flow.yaml", """
                datasets:
                  days:
                    uri: in/{day}-{part}-{kind}.csv
                    parameters:
                      day: {type: datetime, value: yyyy-XX}
                      part: {type: pattern, value: /(/}
                      kind: {type: something}
                recipes:
                  all: {input: days}
                """);
        assertThat(drover("run", folder.toString(), "--output", folder.resolve("x.csv").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("datasets.days.parameters.day.value: ", "datasets.days.parameters.part.value: ",
                "datasets.days.parameters.kind.type: variable, wildcard, pattern or datetime");
    }

    @Test
    void createKeepsWhatIsThere() throws IOException {
        Path recipe = file("double.wrangle", "derive value: n * 2 as: 'm'\n");
        Path input = file("in.csv", "n,s\n1,a\n2,\"b,c\"\nx,\n");
        Path output = folder.resolve("result.csv");
        String[] run = {"run", recipe.toString(), "--input", input.toString(), "--output", output.toString()};
        assertThat(drover(run)).isEqualTo(ExitCode.SUCCESS);
        assertThat(drover(run)).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(output)).isEqualTo("n,m,s\n1,2,a\n2,4,\"b,c\"\nx,,\n");
        assertThat(Files.readString(folder.resolve("result_1.csv"))).isEqualTo(Files.readString(output));
    }

    @Test
    void runsOnASheetOfAWorkbook() throws IOException {
        Path workbook = Path.of("..", "job", "src", "test", "resources", "io", "drover", "job", "source", "orders.xlsx")
                .toAbsolutePath().normalize();
        Path recipe = file("month.wrangle", "derive value: MONTH(day) as: 'month'\n");
        Path output = folder.resolve("result.csv");
        assertThat(drover("run", recipe.toString(), "--input", workbook + ";sheet=Orders%202020", "--output",
                output.toString())).as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(output)).isEqualTo(
                "id,day,month,note\n1,1/1/2020,1,\"a, \"\"b\"\"\"\n2,2/1/2020,2,\n3,,,\"two\nlines\"\n");
        assertThat(drover("run", recipe.toString(), "--input", workbook + ";sheet=Nope", "--output",
                folder.resolve("o.csv").toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("no sheet \"Nope\"; it has About, Orders 2020").contains("DROVER-J203");
    }

    @Test
    void tellsEveryErrorOfARecipeAtOnce() throws IOException {
        Path recipe = file("bad.wrangle", "derve value: n as: 'a'\nderive value: UPER(s) as: 'b'\nset col: nn value: 1\n");
        Path input = file("in.csv", "n,s\n1,a\n");
        assertThat(drover("check", recipe.toString(), "--input", input.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString())
                .contains("line 1, column 1").contains("derive")
                .contains("line 2, column 15").contains("UPPER");
        assertThat(drover("run", recipe.toString(), "--input", input.toString(),
                "--output", folder.resolve("o.csv").toString())).isEqualTo(ExitCode.FAILED);
        assertThat(folder.resolve("o.csv")).doesNotExist();
    }

    @Test
    void onlyAHeaderOptionThatWasGivenIsSaidToBeIgnored() throws IOException {
        Path recipe = file("lines.wrangle", "splitrows col: column1 on: '\\n'\n");
        Path input = file("in.csv", "n,s\n1,a\n");
        assertThat(drover("check", recipe.toString(), "--input", input.toString())).isEqualTo(ExitCode.SUCCESS);
        assertThat(out.toString()).isEqualTo("no errors\n");
        assertThat(drover("check", recipe.toString(), "--input", input + ";header=true")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out.toString()).contains("its option header=true is ignored [DROVER-R160]");
    }

    @Test
    void aRecipeAloneTakesTheParametersThatItIsGiven() throws IOException {
        Path recipe = file("year.wrangle", "derive value: DATE($the_year, 1, 2) as: 'd'\n");
        Path input = file("in.csv", "n,s\n1,a\n");
        Path output = folder.resolve("o.csv");
        assertThat(drover("run", recipe.toString(), "--input", input.toString(), "--param", "the_year=2019",
                "--output", output.toString())).as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(output)).isEqualTo("n,s,d\n1,a,2019-01-02\n");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        assertThat(drover("rum")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("run");
        assertThat(drover("run", folder.resolve("none.wrangle").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("none.wrangle");
    }

    @Test
    void parquetIsRefusedOnPhotonWithTheReason() throws IOException {
        Path recipe = file("same.wrangle", "// nothing\n");
        Path input = file("in.csv", "n\n1\n");
        assertThat(drover("run", recipe.toString(), "--input", input.toString(), "--output",
                folder.resolve("o.pqt").toString())).isNotEqualTo(ExitCode.SUCCESS);
        assertThat(err.toString()).contains("spark");
    }

    @Test
    void explainsAFunction() {
        assertThat(drover("functions", "left")).isEqualTo(ExitCode.SUCCESS);
        assertThat(out.toString()).contains("LEFT(s, n)");
        assertThat(drover("functions", "lefft")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean LEFT");
    }
}
