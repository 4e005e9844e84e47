package io.drover.job.flowpackage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.flowpackage.PackagedNode.Dataset;
import io.drover.job.flowpackage.PackagedNode.PathParameter;
import io.drover.job.flowpackage.PackagedNode.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters in the paths of a package's datasets, as the product's API and packages write them. */
class PathParameterTest {
    private static FlowPackage read(String runParameters) {
        return TestingPackage.of("flow_p.json", """
                {"type": "flow", "data": {"flows": [{"id": 1, "name": "p",
                  "flownodes": [{"id": 10, "scriptId": 1, "wrangled": false}, {"id": 11, "scriptId": 2, "wrangled": true}],
                  "flowedges": [{"id": 1, "inFlowNodeId": 10, "outFlowNodeId": 11, "outPortId": null}],
                  "recipes": [{"id": 1, "name": "in", "steps": []}, {"id": 2, "name": "out", "steps": []}],
                  "datasources": [{"id": 5, "type": "hdfs", "path": "/in/x-y.csv", "isDynamic": true,
                    "dynamicPath": "/in/-.csv", "parsingScriptId": 1,
                    "storageLocation": {"fullUri": "hdfs:///in/x-y.csv", "type": "hdfs", "path": "/in/x-y.csv"},
                    "runParameters": %s}],
                  "outputobjects": [{"flowNodeId": 11, "execution": "photon", "isAdhoc": true, "writesettings": [
                    {"path": "hdfs:///out/.csv", "format": "csv", "action": "create", "runParameters": [
                      {"runParameterEdit": {"overrideKey": "region", "insertionIndices": [{"index": 5, "order": 0}],
                        "value": {"variable": {"value": "west"}}}}]}]}],
                  "flowrunparameteroverrides": [{"overrideKey": "region", "value": {"variable": {"value": "east"}}}]}]}}
                """.formatted(runParameters)).read();
    }

    private static String parameter(String name, int index, String value) {
        return "{\"type\": \"path\", \"runParameterEdit\": {\"overrideKey\": " + name
                + ", \"insertionIndices\": [{\"index\": " + index + ", \"order\": 0}], \"value\": " + value + "}}";
    }

    private static Dataset dataset(FlowPackage pack) {
        return (Dataset) pack.flows().get(0).node("10").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"pattern\": {\"wildcard\": {\"value\": \"a*\"}}}          | wildcard | a*",
        "{\"pattern\": {\"wildcard\": {}}}                           | wildcard | *",
        "{\"pattern\": {\"regex\": {\"value\": \"[0-9]{2}\"}}}       | pattern  | /[0-9]{2}/",
        "{\"pattern\": {\"wrangle\": {\"value\": \"{digit}+\"}}}     | pattern  | `{digit}+`",
        "{\"dateRange\": {\"timezone\": \"Europe/Berlin\", \"formats\": [\"YYYY-MM-DD\"], \"last\": {\"unit\": \"days\", "
                + "\"number\": 7}}} | datetime | YYYY-MM-DD last 7 days in Europe/Berlin",
        "{\"dateRange\": {\"timezone\": \"UTC\", \"formats\": [\"yyyyMMdd\", \"yyyy-MM-ddTHH\"], \"last\": {\"unit\": "
                + "\"weeks\", \"number\": 2}}} | datetime | yyyyMMdd or yyyy-MM-dd'T'HH last 2 weeks",
        "{\"dateRange\": {\"formats\": [\"d MMM yyyy\"], \"from\": \"2026-01-01\", \"to\": \"2026-01-31\"}} "
                + "| datetime | \"d MMM yyyy\" from 2026-01-01 to 2026-01-31",
        "{\"dateRange\": {\"timezone\": \"Europe/Berlin\", \"formats\": [\"yyyy\"], \"from\": \"2026-01-01T00:00:00Z\"}} "
                + "| datetime | yyyy from 2026-01-01T01:00 in Europe/Berlin"})
    void rulesAreTakenOver(String value, String kind, String rule) {
        FlowPackage pack = read("[" + parameter("null", 5, value) + "," + parameter("\"region\"", 4,
                "{\"variable\": {\"value\": \"west\"}}") + "]");
        Dataset dataset = dataset(pack);
        assertThat(dataset.parameters()).containsExactly(new PathParameter("region", "variable", "east"),
                new PathParameter(kind + "1", kind, rule));
        assertThat(dataset.template()).isEqualTo("hdfs:///in/{region}-{" + kind + "1}.csv");
        assertThat(dataset.uri()).isEqualTo("hdfs:///in/east-" + (kind.equals("wildcard") ? rule : "{" + kind + "1}")
                + ".csv");
        assertThat(pack.issues()).noneMatch(issue -> issue.what().startsWith("parameters of"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"pattern\": {\"regex\": {\"value\": \"(?=x)y\"}}}   | part: \"/(?=x)y/\": look-around and back-references can't",
        "{\"selector\": {\"value\": \"x\"}}                    | part: it is of no kind that is known here (selector)",
        "{\"dateRange\": {\"formats\": [\"yyyy\"], \"last\": {\"unit\": \"fortnights\", \"number\": 1}}} "
                + "| part: \"last 1 fortnights\" is none of",
        "{\"dateRange\": {\"formats\": [\"yyyy\"], \"timezone\": \"Mars\"}} | part: its time zone \"Mars\"",
        "{\"dateRange\": {\"formats\": [\"yyyy\"], \"next\": {}}}           | part: its date range has next",
        "{\"dateRange\": {\"formats\": [\"yyyy\"], \"last\": {\"unit\": \"weeks\", \"number\": 1, \"dow\": 1}}} "
                + "| part: its date range counts weeks from a day of the week"})
    void whatIsUnknownIsToldAndTheOneFileIsRead(String value, String message) {
        FlowPackage pack = read("[" + parameter("\"part\"", 5, value) + "]");
        assertThat(dataset(pack).template()).isNull();
        assertThat(dataset(pack).uri()).isEqualTo("hdfs:///in/x-y.csv");
        assertThat(pack.issues()).filteredOn(issue -> issue.what().equals("parameters of its path")).singleElement()
                .satisfies(issue -> assertThat(issue.message()).contains(message.strip())
                        .endsWith("; the one file /in/x-y.csv is read instead"));
    }

    @Test
    void anOutputsPathHasTheFlowsValue() {
        Recipe recipe = (Recipe) read("[]").flows().get(0).node("11").orElseThrow();
        assertThat(recipe.outputs().get(0).writeSettings()).extracting(PackagedOutput.WriteSetting::path)
                .isEqualTo(List.of("hdfs:///out/east.csv"));
    }
}
