package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Help, odd paths, the standard input, and what is said of a wrong command line. */
class CommandLineTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int drover(String... arguments) {
        return DroverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void helpDescribesEveryCommandOptionAndParameter() {
        List<String> bare = new ArrayList<>();
        undescribed(new CommandLine(new DroverCommand()).getCommandSpec(), bare);
        assertThat(bare).isEmpty();
    }

    private static void undescribed(CommandSpec spec, List<String> bare) {
        if (spec.usageMessage().description().length == 0) {
            bare.add(spec.qualifiedName());
        }
        spec.args().stream().filter(arg -> !arg.hidden() && arg.description().length == 0)
                .forEach(arg -> bare.add(spec.qualifiedName() + " " + arg.paramLabel() + arg));
        spec.subcommands().values().forEach(command -> undescribed(command.getCommandSpec(), bare));
    }

    @Test
    void aRecipeMayComeFromTheStandardInput() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), "n\n1\n");
        Path output = folder.resolve("o.csv");
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("derive value: n + 1 as: 'm'\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(drover("run", "-", "--input", input.toString(), "--output", output.toString()))
                    .as(err.toString()).isEqualTo(ExitCode.SUCCESS);
            System.setIn(new ByteArrayInputStream("derive value: k as: 'm'\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(drover("check", "-", "--input", input.toString())).isEqualTo(ExitCode.USAGE);
        } finally {
            System.setIn(before);
        }
        assertThat(Files.readString(output)).isEqualTo("n,m\n1,2\n");
        assertThat(out.toString()).contains("error: recipe: line 1, column 15:");
    }

    @Test
    void pathsMayHoldBlanksQuotesAndAnyLetters() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("it's a “fôlder” & %20 #1"));
        Path recipe = Files.writeString(odd.resolve("my réc ipe.wrangle"), "derive value: n + 1 as: 'm'\n");
        Path input = Files.writeString(odd.resolve("in put — ñ.csv"), "n\n1\n");
        Path output = odd.resolve("out put 'ü'.csv");
        assertThat(drover("run", recipe.toString(), "--input", "my in=" + input, "--output", output.toString()))
                .as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(output)).isEqualTo("n,m\n1,2\n");
    }

    @Test
    void aPathOfAnInputTakesTheParametersThatAreGiven() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("in/u*s.csv"), "a\n1\n");
        Files.writeString(folder.resolve("in/uks.csv"), "a\n2\n");
        Path recipe = Files.writeString(folder.resolve("r.wrangle"), "keep row: a < ${most}\n");
        String[] run = {"run", recipe.toString(), "--input", folder + "/in/{my region}.{csv,tsv}", "--param", "most=9",
            "--output", folder.resolve("o.csv") + ";asSingleFile=true;header=true"};
        assertThat(drover(run)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("{my region} has no value; --param my region=VALUE gives it one");
        String[] with = Arrays.copyOf(run, run.length + 2);
        with[run.length] = "--param";
        with[run.length + 1] = "my region=u*s";
        assertThat(drover(with)).as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(folder.resolve("o.csv")).hasContent("a\n1");
    }

    @Test
    void whatAFileHoldsDoesNotSteerTheTerminal() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), "a\u001b[31mred\u0007,b\n1,2\n");
        Path recipe = Files.writeString(folder.resolve("r.wrangle"), "derive value: id as: 'k'\n");
        assertThat(drover("check", recipe.toString(), "--input", input.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(drover("run", recipe.toString(), "--input", input.toString(), "--output",
                folder.resolve("o.csv").toString())).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("unknown column id; columns are a\uFFFD[31mred\uFFFD, b");
        assertThat(err.toString()).contains("unknown column id; columns are a\uFFFD[31mred\uFFFD, b");
    }

    @Test
    void aRecipeThatIsNoUtf8IsToldWithItsLine() throws IOException {
        Path recipe = folder.resolve("word.wrangle");
        Files.write(recipe, "header\nderive value: 1 as: \u0093m\u0094\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(drover("check", recipe.toString(), "--input", "in.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("word.wrangle as UTF-8: line 2 has the byte 0x93; save it as UTF-8");
    }

    @Test
    void wrongWordsAreToldWithTheNearestRightOne() {
        assertThat(drover("rum")).isEqualTo(ExitCode.USAGE);
        assertThat(drover("run", "--outptu", "x", "y.wrangle")).isEqualTo(ExitCode.USAGE);
        assertThat(drover("functions", "UPER")).isEqualTo(ExitCode.USAGE);
        assertThat(drover("run", "nosuch.wrangle")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("drover run").contains("--output").contains("did you mean UPPER?")
                .contains("there is no nosuch.wrangle: a flow directory, a package, a .wrangle recipe or -")
                .doesNotContain("Exception");
    }
}
