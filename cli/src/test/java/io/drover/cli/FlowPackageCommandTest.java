package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.launcher.Launcher;
import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages to and from a server, by the command, with jobs on the local engine. */
class FlowPackageCommandTest {
    private static final Path DOCUMENTS = Path.of("..", "job", "src", "test", "resources", "io", "drover", "job",
            "flowpackage");

    @TempDir
    static Path folder;

    private static Launcher launcher;
    private static Path packed;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        launcher = Launcher.start(LauncherSettings.under(folder.resolve("home")).withAddress("127.0.0.1", 0)
                .withAllowedPaths(List.of(folder.toString()))
                .withUsers(List.of(new LauncherSettings.FirstUser("ann@example.org", "Ann", "correct horse", false, null,
                        List.of("a-token")))));
        Files.writeString(folder.resolve("token"), "a-token");
        Files.writeString(folder.resolve("orders.csv"), "\"id\",\"qty\",\"customer\"\n\"1\",\"2\",\"a\"\n\"2\",\"5\",\"c\"\n");
        Files.writeString(folder.resolve("customers.csv"), "key;name\na;ACME\nc;Zeta\n");
        packed = folder.resolve("orders.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
            zip.putNextEntry(new ZipEntry("flow_Orders.json5"));
            zip.write(Files.readAllBytes(DOCUMENTS.resolve("orders.json5")));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("artifact_310.data"));
            zip.write("{\"input\":\"ACME\",\"output\":\"Acme\"}\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    static void stop() {
        launcher.close();
    }

    private int drover(String... arguments) {
        return DroverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int onServer(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", launcher.baseUri().toString(), "--token-file", folder.resolve("token").toString()));
        return drover(all.toArray(String[]::new));
    }

    @Test
    void aPackageRunsOnAServerAndComesBackAsAPackage() throws IOException {
        assertThat(onServer("flow", "import", packed.toString(),
                "--input", "orders.csv=file://" + folder + "/orders.csv",
                "--input", "customers.csv=file://" + folder + "/customers.csv")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Orders").contains("Enriched").contains("Report");
        assertThat(err.toString()).contains("warning: 'Report' (output)").doesNotContain("(dataset)");

        Path output = folder.resolve("report.csv");
        assertThat(onServer("job", "submit", "Report", "--engine", "photon", "--output", "file://" + output, "--watch"))
                .as(out.toString() + err).isZero();
        assertThat(Files.readString(output)).isEqualTo("id,qty,total,name\n1,2,6,Acme\n2,5,15,Zeta\n");

        Path exported = folder.resolve("exported.zip");
        assertThat(onServer("flow", "export", "Orders", "--file", exported.toString())).as(err.toString()).isZero();
        Path again = folder.resolve("again.csv");
        assertThat(drover("run", exported.toString(), "--dataset", "Report", "--output", again.toString()))
                .as(err.toString()).isZero();
        assertThat(again).hasSameTextualContentAs(output);
    }

    @Test
    void aDryRunAndMistakesKeepNothing() {
        assertThat(onServer("flow", "import", packed.toString(), "--dry-run")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("would be flow");
        assertThat(onServer("flow", "import", packed.toString(), "--input", "orders.cvs=file:///x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean");
        assertThat(onServer("flow", "import", folder.resolve("orders.csv").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("the file is not a zip");
        assertThat(onServer("flow", "list", "--json")).isZero();
        assertThat(out.toString()).doesNotContain("orders.cvs");
    }
}
