package io.drover.job.flowpackage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.flowpackage.PackageIssue.Severity;
import io.drover.job.flowpackage.PackagedNode.Dataset;
import io.drover.job.flowpackage.PackagedNode.PathParameter;
import io.drover.job.flowpackage.PackagedNode.Recipe;
import io.drover.job.flowpackage.PackagedOutput.Publication;
import io.drover.job.flowpackage.PackagedOutput.WriteSetting;
import io.drover.recipe.type.TypeSpelling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Packages as the product exports them; the documents are made in the shape of public ones. */
class PackageReaderTest {
    private static final byte[] VALUE_MAP =
            "{\"input\":\"ACME'S Inc\",\"output\":\"Acme\"}\n{\"input\":\"acme\",\"output\":\"Acme\"}\n"
                    .getBytes(StandardCharsets.UTF_8);

    private static FlowPackage orders() {
        return TestingPackage.of("flow_Orders.json5", TestingPackage.resource("orders.json5"))
                .with("artifact_310.data", VALUE_MAP).read();
    }

    private static <T extends PackagedNode> T node(FlowPackage pack, String id, Class<T> kind) {
        return kind.cast(pack.flows().get(0).node(id).orElseThrow());
    }

    @Test
    void datasetsAreReadAsTheirStructuringSays() {
        Dataset orders = node(orders(), "70", Dataset.class);
        assertThat(orders.name()).isEqualTo("orders.csv");
        assertThat(orders.uri()).isEqualTo("hdfs:///in/orders 2021.csv");
        assertThat(orders.size()).isEqualTo(42);
        assertThat(orders.options().structure()).isEqualTo("raw");
        assertThat(orders.structuring()).isEqualTo("""
                splitrows on: '\\n' col: column1 quote: '"' quoteEscapeChar: '"'
                split col: column1 type: on on: ',' limit: 2 quote: '"' as: 'column2', 'column3', 'column4'
                replace col: * type: on on: `{start}"|"{end}` with: '' global: true
                header sanitize: false
                """);
    }

    @Test
    void parametersOfPathsHaveTheFlowsValues() {
        Dataset customers = node(orders(), "71", Dataset.class);
        assertThat(customers.template()).isEqualTo("s3://b/in/{region}/customers.csv");
        assertThat(customers.uri()).isEqualTo("s3://b/in/east/customers.csv");
        assertThat(customers.parameters()).containsExactly(new PathParameter("region", "variable", "east"));
        assertThat(orders().flows().get(0).parameters()).isEqualTo(Map.of("factor", "3"));
    }

    @Test
    void recipesReadWhatTheEdgesSay() {
        Recipe enriched = node(orders(), "72", Recipe.class);
        assertThat(enriched.description()).isEqualTo("with the customer's name");
        assertThat(enriched.input()).contains("70");
        assertThat(enriched.references()).isEqualTo(Map.of("Customers – 2.csv", "71"));
        assertThat(enriched.script()).isEqualTo("""
                // names
                join with: Customers – 2.csv type: left col: id = current_dataset.id, qty = current_dataset.qty, \
                name = Customers – 2.csv.name row: current_dataset.customer == Customers – 2.csv.key
                standardize col: name mapping: ['ACME\\'S Inc', 'Acme'], ['acme', 'Acme']
                """);
        Recipe report = node(orders(), "73", Recipe.class);
        assertThat(report.input()).contains("72");
        assertThat(report.script()).isEqualTo("derive type: single value: qty * $factor as: 'total'\n");
    }

    @Test
    void outputsKeepTheirSettings() {
        assertThat(node(orders(), "73", Recipe.class).outputs()).containsExactly(new PackagedOutput("photon", true,
                true, null, null,
                List.of(new WriteSetting("hdfs://n:9000/out/report.csv", "overwrite", "csv", "none", true, true, "|",
                        null, "_increment", true, true)),
                List.of(new Publication(List.of("public"), "report", "postgres", "dropAndLoad"))));
    }

    @Test
    void whatIsLeftBehindIsTold() {
        assertThat(orders().issues().stream().map(PackageIssue::render)).containsExactly(
                "'Report' (output): the path's parameters have their values written in: hdfs://n:9000/out/report.csv",
                "'Report' (output): the file hdfs://n:9000/out/x.hyper is left behind: format \"hyper\" is not one of csv,"
                        + " json, avro, pqt",
                "'Report' (output): a second output of the same kind is left behind",
                "flow 'Orders' (webhookflowtasks): 1 left behind: webhooks call other systems and aren't taken over",
                "flow 'Orders' (notes): 1 left behind: notes on the canvas aren't taken over");
        assertThat(orders().issues().toString()).doesNotContain("s3cret");
    }

    @Test
    void aStepThatCannotBeMappedKeepsItsPlace() {
        FlowPackage pack = TestingPackage.of("flow.json5", TestingPackage.resource("orders.json5")
                .replace("type: 'Multiply'", "type: 'Frobnicate'")).read();
        assertThat(node(pack, "72", Recipe.class).script()).contains(
                "unsupported step: 'Standardize' reason: 'the package lacks the map of values that it applies'\n");
        List<PackageIssue> errors = pack.issues(Severity.ERROR);
        assertThat(errors).extracting(PackageIssue::object).containsExactly("Enriched", "Report");
        assertThat(errors).extracting(issue -> issue.step().getAsInt()).containsExactly(3, 1);
        assertThat(errors).extracting(PackageIssue::what).containsExactly("Standardize", "derive");
        assertThat(errors.get(1).message()).contains("FROBNICATE").contains("DROVER-R130");
    }

    @Test
    void joinsWithNothingAreTold() {
        FlowPackage pack = TestingPackage.of("flow.json5", TestingPackage.resource("orders.json5")
                .replace("{ id: 2, inFlowNodeId: 71, outFlowNodeId: 72, outPortId: 1 },", "")).read();
        assertThat(pack.issues(Severity.ERROR).get(0).render()).startsWith("'Enriched', step 2 (Join): it reads the"
                + " recipe's input 1, which nothing feeds");
    }

    @Test
    void theOlderLayoutIsReadToo() {
        FlowPackage pack = TestingPackage.of("flow_434.json", TestingPackage.resource("older.json")).read();
        assertThat(pack.primaryFlows()).containsExactly("434");
        Dataset cdr = node(pack, "1", Dataset.class);
        assertThat(cdr.uri()).isEqualTo("hdfs:///in/cdr.txt");
        assertThat(cdr.options().encoding()).isEqualTo("windows-1252");
        assertThat(cdr.structuring()).isEmpty();
        Dataset codes = node(pack, "2", Dataset.class);
        assertThat(codes.relational()).isTrue();
        assertThat(codes.uri()).isEqualTo("jdbc:default/codes");
        assertThat(codes.types().values()).extracting(TypeSpelling::print)
                .containsExactly("String", "Datetime(yyyy*mm*dd)");
        assertThat(node(pack, "3", Recipe.class).script()).isEqualTo("""
                splitrows on: '\\n' col: column1
                lookup with: codes col: current_dataset.column1 key: codes.code as: 'at'
                """);
        assertThat(node(pack, "4", Recipe.class).input()).contains("3");
        assertThat(node(pack, "4", Recipe.class).outputs()).extracting(PackagedOutput::adhoc).containsExactly(false);
        assertThat(node(pack, "4", Recipe.class).outputs().get(0).writeSettings().get(0).path())
                .isEqualTo("hdfs:///out/cdr.csv.gz");
        assertThat(pack.issues(Severity.WARNING)).extracting(PackageIssue::what)
                .containsExactly("database table", "output");
    }

    @Test
    void nodesOfOneNameGetNamesThatMeanOne() {
        String document = TestingPackage.resource("orders.json5").replace("'Customers – 2.csv'", "'orders.csv'");
        FlowPackage pack = TestingPackage.of("f.json5", document).read();
        assertThat(node(pack, "70", Dataset.class).name()).isEqualTo("orders.csv");
        assertThat(node(pack, "71", Dataset.class).name()).isEqualTo("orders.csv (2)");
        assertThat(node(pack, "72", Recipe.class).references()).isEqualTo(Map.of("orders.csv (2)", "71"));
        FlowPackage odd = TestingPackage.of("f.json5", TestingPackage.resource("orders.json5")
                .replace("'Customers – 2.csv'", "'Customers, with: \\'all\\''")).read();
        assertThat(node(odd, "71", Dataset.class).name()).isEqualTo("Customers_ with_ _all_");
        assertThat(odd.issues().get(0).render()).isEqualTo("'Customers, with: 'all'': is named 'Customers_ with_ _all_'"
                + " here: recipes refer to it, and their text can't hold its name");
        assertThat(odd.issues(Severity.ERROR).stream().filter(issue -> !issue.what().equals("Standardize"))).isEmpty();
    }

    @Test
    void aRecipeMayHaveNoInput() {
        FlowPackage pack = TestingPackage.of("f.json5", TestingPackage.resource("orders.json5")
                .replace("{ id: 3, inFlowNodeId: 72, outFlowNodeId: 73, outPortId: null },", "")).read();
        assertThat(node(pack, "73", Recipe.class).input()).isEmpty();
        assertThat(pack.issues(Severity.ERROR)).extracting(PackageIssue::object).contains("Report");
    }

    @Test
    void anEmptyFlowIsOne() {
        assertThat(TestingPackage.of("flow_5.json", "{\"metadata\":{},\"data\":{\"flows\":[{\"id\":5,\"name\":\"e\"}],"
                + "\"editablescripts\":[]}}").read().flows()).extracting(PackagedFlow::name).containsExactly("e");
    }
}
