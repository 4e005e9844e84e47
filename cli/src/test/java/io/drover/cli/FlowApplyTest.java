package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.launcher.Launcher;
import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drover flow apply} against a server, and a job on what it put there. */
class FlowApplyTest {
    @TempDir
    Path folder;

    private Launcher launcher;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("token"), "issued-token");
        launcher = Launcher.start(LauncherSettings.under(folder.resolve("home")).withAddress("127.0.0.1", 0)
                .withPhoton(LauncherSettings.Photon.onClassPath(System.getProperty("java.class.path")))
                .withAllowedPaths(List.of("file://" + folder))
                .withUsers(List.of(new LauncherSettings.FirstUser(
                        "user@example.org", "User", "correct horse", false, null, List.of("issued-token")))));
    }

    @AfterEach
    void stop() {
        launcher.close();
    }

    private String drover(String... arguments) {
        out.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server";
        all[arguments.length + 1] = launcher.baseUri().toString();
        all[arguments.length + 2] = "--token-file";
        all[arguments.length + 3] = folder.resolve("token").toString();
        int code = DroverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), all);
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        return out.toString();
    }

    private Path flow(String name, String states) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.writeString(directory.resolve("people.csv"), "who,state\nann,a\nbob,b\n");
        Files.writeString(directory.resolve("states.csv"), "code,label\n" + states);
        Files.writeString(directory.resolve("flow.yaml"), """
                name: People
                datasets:
                  people: {uri: people.csv}
                  states: {uri: states.csv}
                recipes:
                  labelled:
                    input: people
                    script: |
                      lookup with: states col: state key: states.code
                """);
        return directory;
    }

    @Test
    void aPathsRulesSelectTheSameFilesHereAndOnTheServer() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("rules"));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (String name : List.of("eu/" + today + "-1.csv", "eu/" + today + "-x.csv", "us/" + today + "-1.csv",
                "eu/" + today.minusDays(1) + "-2.csv", "eu/" + today.minusDays(40) + "-3.csv")) {
            Path file = directory.resolve("in").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "id\n" + name + "\n");
        }
        Files.writeString(directory.resolve("flow.yaml"), """
                name: Rules
                datasets:
                  days:
                    uri: in/{region}/{day}-{part}.csv
                    types: {id: String}
                    parameters:
                      region: us
                      day: {type: datetime, value: yyyy-MM-dd last 10 days}
                      part: {type: pattern, value: '{digit}'}
                recipes:
                  labelled: {input: days, script: ''}
                """);
        List<String> expected = List.of("id", "eu/" + today.minusDays(1) + "-2.csv", "eu/" + today + "-1.csv");
        Path here = folder.resolve("here.csv");
        assertThat(DroverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), "run",
                directory.toString(), "--param", "region=eu", "--output", here + ";header=true;asSingleFile=true"))
                .as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readAllLines(here)).isEqualTo(expected);
        Path moved = Files.move(directory.resolve("in"), directory.resolve("moved"));
        assertThat(DroverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), "run",
                directory.toString(), "--input", "days=" + moved + "/{region}/{day}-{part}.csv", "--param", "region=eu",
                "--output", here + ";header=true;asSingleFile=true;action=overwrite"))
                .as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readAllLines(here)).isEqualTo(expected);
        Files.move(moved, directory.resolve("in"));

        drover("flow", "apply", directory.toString());
        Path there = folder.resolve("there.csv");
        drover("job", "submit", "labelled", "--engine", "photon", "--watch", "--no-profile", "--param", "region=eu",
                "--output", "file://" + there + ";header=true;asSingleFile=true");
        assertThat(Files.readAllLines(there)).isEqualTo(expected);
        assertThat(run("default.csv")).containsExactly("id", "us/" + today + "-1.csv");
    }

    @Test
    void aJobIsShownWithWhatHappenedToIt() throws IOException {
        drover("flow", "apply", flow("shown", "a,Alabama\n").toString());
        String id = drover("job", "submit", "labelled", "--engine", "photon", "--watch", "--no-profile", "--output",
                "file://" + folder.resolve("shown.csv") + ";asSingleFile=true").strip();
        assertThat(drover("job", "show", id)).contains("Job group " + id + ": Complete").contains("shown.csv")
                .containsPattern("AT +ATTEMPT +EVENT +HISTORY").containsPattern("- +accepted +Accepted from .* for photon")
                .containsPattern("1 +complete +The driver reported: published");
        assertThat(new ObjectMapper().readTree(drover("job", "show", id, "--json")).path("history").path("data"))
                .extracting(event -> event.path("event").asText()).startsWith("accepted").endsWith("complete");
    }

    @Test
    void aFirstRunIsToldWhichOptionsItNeeds() throws IOException {
        drover("flow", "apply", flow("first", "a,Alabama\n").toString());
        int code = DroverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), "job", "submit", "labelled",
                "--output", "file://" + folder.resolve("never.csv"), "--server", launcher.baseUri().toString(),
                "--token-file", folder.resolve("token").toString());
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("/overrides/profiler: overrides.profiler is required")
                .contains("a first run needs --engine, --output, and --profile or --no-profile");
    }

    private List<String> run(String output) throws IOException {
        Path target = folder.resolve(output);
        drover("job", "submit", "labelled", "--engine", "photon", "--watch", "--no-profile", "--output",
                "file://" + target + ";header=true;asSingleFile=true");
        return Files.readAllLines(target);
    }

    @Test
    void aSourceThatMovedTakesThePlaceOfTheOldOne() throws IOException {
        String first = drover("flow", "apply", flow("here", "a,Alabama\nb,Bavaria\n").toString());
        assertThat(drover("flow", "apply", folder.resolve("here").toString())).isEqualTo(first);
        assertThat(run("one.csv")).containsExactly("who,state,label", "ann,a,Alabama", "bob,b,Bavaria");

        assertThat(drover("flow", "apply", flow("there", "a,Alaska\n").toString())).isEqualTo(first);
        assertThat(run("two.csv")).containsExactly("who,state,label", "ann,a,Alaska", "bob,b,");
    }
}
