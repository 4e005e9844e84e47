package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe of a flow package, run without a server. */
class PackageRunTest {
    private static final Path DOCUMENTS = Path.of("..", "job", "src", "test", "resources", "io", "drover", "job",
            "flowpackage");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path orders;
    private Path customers;

    @BeforeEach
    void files() throws IOException {
        orders = Files.writeString(folder.resolve("my orders.csv"),
                "\"id\",\"qty\",\"customer\"\n\"1\",\"2\",\"a,b\"\n\"2\",\"5\",\"c\"\n");
        customers = Files.writeString(folder.resolve("customers.csv"), "key;name\na,b;ACME'S Inc\nc;Zeta\n");
    }

    private int drover(String... arguments) {
        return DroverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private Path packed(String document) throws IOException {
        Path file = folder.resolve("package.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("flow_Orders.json5"));
            zip.write(document.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("artifact_310.data"));
            zip.write("{\"input\":\"ACME'S Inc\",\"output\":\"Acme\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String document() throws IOException {
        return Files.readString(DOCUMENTS.resolve("orders.json5"));
    }

    @Test
    void runsARecipeWithAllBeforeIt() throws IOException {
        Path output = folder.resolve("o.csv");
        int code = drover("run", packed(document()).toString(), "--dataset", "Report",
                "--input", "orders.csv=" + orders, "--input", "6=" + customers, "--output", output.toString());
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(output)).isEqualTo("id,qty,total,name\n1,2,6,Acme\n2,5,15,Zeta\n");
        assertThat(drover("run", folder.resolve("package.zip").toString(), "--param", "factor=10",
                "--input", "orders 2021.csv=" + orders, "--input", "Customers – 2.csv=" + customers,
                "--output", output + ";action=overwrite")).as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(output)).contains("1,2,20,Acme");
    }

    @Test
    void runsADatasetAsItsStructuringLeavesIt() throws IOException {
        Path output = folder.resolve("o.csv");
        assertThat(drover("run", packed(document()).toString(), "--dataset", "orders.csv", "--input",
                "orders.csv=" + orders, "--output", output.toString())).as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(output)).isEqualTo("id,qty,customer\n1,2,\"a,b\"\n2,5,c\n");
    }

    @Test
    void asksForWhatCannotBeReadFromHere() throws IOException {
        assertThat(drover("run", packed(document()).toString(), "--dataset", "Report", "--input",
                "orders.csv=" + orders, "--output", folder + "/o.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--input \"Customers – 2.csv=URI\"   for s3://b/in/{region}/customers.csv")
                .doesNotContain("orders 2021");
        assertThat(drover("run", folder.resolve("package.zip").toString(), "--dataset", "Reprot"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean 'Report'?");
        assertThat(drover("run", folder.resolve("package.zip").toString(), "--input", "custmers.csv=x"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void noJobRunsOverAStepThatWasNotMapped() throws IOException {
        Path output = folder.resolve("o.csv");
        assertThat(drover("run", packed(document().replace("'Standardize'", "'Clusterize'")).toString(),
                "--dataset", "Report", "--input", "orders.csv=" + orders, "--input", "6=" + customers,
                "--output", output.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("warning: 'Enriched', step 3 (Clusterize): unknown transform clusterize")
                .contains("DROVER-R116");
        assertThat(output).doesNotExist();
    }

    @Test
    void checksAllThatAPackageEndsIn() throws IOException {
        assertThat(drover("check", packed(document()).toString(), "--input", "orders.csv=" + orders, "--input",
                "6=" + customers)).as(out.toString() + err).isEqualTo(ExitCode.SUCCESS);
        assertThat(out.toString()).contains("no errors");
    }

    @Test
    void aRecipeMayGoOnWithTheStructuring() throws IOException {
        // The dataset's own steps stop after splitrows; the recipe's split and header make columns, which get types then.
        String load = "{task: {type: 'Load', annotations: {hidden: true}, outputName: 'o', parameters: {location: {kind:"
                + " 'constant', type: 'String', value: '%s'}, format: {kind: 'func', type: 'FormatBlob'}}}},";
        String text = "{kind: 'constant', type: 'String', value: '%s'}";
        String document = "{data: {flows: [{id: 1, name: 'f', flownodes: [{id: 1, scriptId: 1, wrangled: false}, {id: 2,"
                + " scriptId: 2, wrangled: true}], flowedges: [{id: 1, inFlowNodeId: 1, outFlowNodeId: 2}], recipes: [{id: 1,"
                + " name: 'n.txt', steps: [" + load.formatted("id://5") + "{task: {type: 'SplitRows', parameters: {on: "
                + text.formatted("\\n") + ", col: {kind: 'column', value: 'column1'}}}}]}, {id: 2, name: 'Sorted', steps: ["
                + load.formatted("portId://null") + "{task: {type: 'Split', parameters: {col: {kind: 'column', value:"
                + " 'column1'}, on: " + text.formatted(";") + "}}}, {task: {type: 'Header', parameters: {}}},"
                + " {task: {type: 'Sort', parameters: {order: {kind: 'column', value: 'n'}}}}]}],"
                + " datasources: [{id: 5, path: '/n.txt', type: 'hdfs', parsingScriptId: 1}]}]}}";
        Path numbers = Files.writeString(folder.resolve("n.txt"), "n;s\n10;a\n9;b\n");
        Path output = folder.resolve("o.csv");
        assertThat(drover("run", packed(document).toString(), "--input", "n.txt=" + numbers, "--output",
                output.toString())).as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(output)).isEqualTo("n,s\n9,b\n10,a\n");
    }

    @Test
    void whatIsNoPackageIsSaidSo() throws IOException {
        Path file = Files.writeString(folder.resolve("x.zip"), "no zip");
        assertThat(drover("run", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("x.zip: the file is not a zip").contains("DROVER-P101")
                .doesNotContain("Exception");
        assertThat(drover("run", packed("{").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("DROVER-P104");
    }

    @Test
    void placesWhoseFileSystemIsNotHereAreAskedFor() throws IOException {
        // Hadoop knows the scheme adl, but its file system is another library.
        Path file = packed(document().replace("s3://b", "adl://a").replace("hdfs://n:9000/out/.csv", "adl://a/out/.csv"));
        assertThat(drover("check", file.toString(), "--input", "orders.csv=" + orders)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--input \"Customers – 2.csv=URI\"   for adl://a/in/{region}/customers.csv")
                .doesNotContain("Exception");
        assertThat(drover("run", file.toString(), "--dataset", "Report", "--input", "orders.csv=" + orders, "--input",
                "6=" + customers)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--output URI is wanted: 'Report' writes to places that can't be written from here: "
                + "adl://a/out/report.csv");
    }

    @Test
    void aParameterisedPathSelectsItsFiles() throws IOException {
        for (String name : List.of("eu/2026-01-30-1.csv", "eu/2026-01-31-2.csv", "eu/2026-01-31-x.csv", "eu/20260201-3.csv",
                "eu/2026-02-02-4.csv", "us/2026-01-31-5.csv")) {
            Path file = folder.resolve("in").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "id\n" + name + "\n");
        }
        String document = """
                {type: 'flow', data: {flows: [{id: 1, name: 'p',
                  flownodes: [{id: 10, scriptId: 1, wrangled: false}, {id: 11, scriptId: 2, wrangled: true}],
                  flowedges: [{id: 1, inFlowNodeId: 10, outFlowNodeId: 11, outPortId: null}],
                  recipes: [{id: 1, name: 'orders', steps: [
                      {task: {type: 'SplitRows', parameters: {on: {kind: 'constant', type: 'String', value: '\\n'},
                          col: {kind: 'column', type: 'Column', value: 'column1'}}}},
                      {task: {type: 'Header', parameters: {}}}]},
                    {id: 2, name: 'Report', steps: [{task: {type: 'Derive', parameters: {
                      value: {kind: 'func', type: 'FilePath', parameters: {}},
                      as: {kind: 'constant', type: 'String', value: 'file'}}}}]}],
                  datasources: [{id: 5, type: 'gs', bucket: 'b', path: '/in/eu/2026-01-31-2.csv', isDynamic: true,
                    dynamicPath: '/in//-.csv', parsingScriptId: 1,
                    storageLocation: {fullUri: 'gs://b/in/eu/2026-01-31-2.csv', path: '/in/eu/2026-01-31-2.csv'},
                    runParameters: [
                      {runParameterEdit: {overrideKey: 'region', insertionIndices: [{index: 4, order: 0}],
                        value: {variable: {value: 'us'}}}},
                      {runParameterEdit: {overrideKey: 'day', insertionIndices: [{index: 5, order: 0}],
                        value: {dateRange: {timezone: 'UTC', formats: ['YYYY-MM-DD', 'YYYYMMDD'], from: '2026-01-31',
                          to: '2026-02-01'}}}},
                      {runParameterEdit: {overrideKey: null, insertionIndices: [{index: 6, order: 0}],
                        value: {pattern: {regex: {value: '[0-9]+'}}}}}]}]}]}}
                """;
        Path output = folder.resolve("o.csv");
        assertThat(drover("run", packed(document).toString(), "--dataset", "Report", "--output", output.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("for gs://b/in/{region}/{day}-{pattern3}.csv");
        assertThat(drover("run", folder.resolve("package.zip").toString(), "--param", "region=eu", "--input",
                "orders=" + folder + "/in/{region}/{day}-{pattern3}.csv", "--output", output.toString()))
                .as(err.toString()).isEqualTo(ExitCode.SUCCESS);
        String in = folder + "/in/";
        assertThat(Files.readString(output)).isEqualTo("id,file\neu/2026-01-31-2.csv," + in + "eu/2026-01-31-2.csv\n"
                + "eu/20260201-3.csv," + in + "eu/20260201-3.csv\n");
    }
}
