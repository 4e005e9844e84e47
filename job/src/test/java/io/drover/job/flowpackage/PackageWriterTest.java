package io.drover.job.flowpackage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.flowpackage.PackagedNode.Dataset;
import io.drover.job.flowpackage.PackagedNode.PathParameter;
import io.drover.job.flowpackage.PackagedNode.Recipe;
import io.drover.job.flowpackage.PackagedNode.Reference;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written reads back as the same flows. */
class PackageWriterTest {
    private static FlowPackage again(FlowPackage pack) {
        byte[] written = PackageWriter.write(pack.flows(), pack.primaryFlows(), Instant.parse("2026-01-01T00:00:00Z"));
        return TestingPackage.read(written, PackageLimits.DEFAULT);
    }

    @Test
    void packagesOfTheProductReadBackAsTheSame() {
        for (String document : List.of("orders.json5", "older.json")) {
            FlowPackage first = TestingPackage.of(document, TestingPackage.resource(document))
                    .with("artifact_310.data", "{\"input\":\"a\",\"output\":\"b\"}".getBytes()).read();
            FlowPackage second = again(first);
            assertThat(second.primaryFlows()).isEqualTo(first.primaryFlows());
            assertThat(second.flows()).isEqualTo(first.flows());
            assertThat(second.issues()).isEmpty();
        }
    }

    @Test
    void referencesAndRulesOfPathsReadBack() {
        Dataset files = new Dataset("1", "11", "files", null, "file", false, "file:///in/x", "file:///in/{a}/{b}/{c}",
                List.of(new PathParameter("a", "variable", "x*"), new PathParameter("b", "wildcard", "*.csv"),
                        new PathParameter("c", "pattern", "`{digit}+`")),
                SourceOptions.DETECT, "", Map.of(), -1);
        PackagedFlow one = new PackagedFlow("7", "One", "first", Map.of("p", "v"), List.of(files, new Recipe("2", "Clean",
                null, Optional.of("1"), Map.of("files", "1"), "union with: files\n", List.of())));
        PackagedFlow two = new PackagedFlow("8", "Two", null, Map.of(), new ArrayList<>(List.of(
                new Reference("3", "Clean", "2"), new Recipe("4", "Last", "d", Optional.of("3"), Map.of(), "", List.of()))));
        FlowPackage pack = new FlowPackage(List.of(two, one), List.of("8"), List.of());
        assertThat(again(pack)).isEqualTo(pack);
        var definition = PackageDefinition.of(again(pack)).flow();
        assertThat(definition.recipes().get("Last").input()).isEqualTo("Clean");
        assertThat(definition.sources().get("files").parameters()).isEqualTo(Map.of("a", "x*"));
        assertThat(definition.sources().get("files").selections()).extracting(selection -> selection.name())
                .containsExactly("b", "c");
    }

    @Test
    void aRuleThatIsNoneIsTold() {
        Dataset files = new Dataset("1", "11", "files", null, "file", false, "file:///in/x", "file:///in/{a}",
                List.of(new PathParameter("a", "oracle", "?")), SourceOptions.DETECT, "", Map.of(), -1);
        FlowPackage read = again(new FlowPackage(List.of(new PackagedFlow("7", "One", null, Map.of(), List.of(files))),
                List.of("7"), List.of()));
        assertThat(((Dataset) read.flows().get(0).nodes().get(0)).template()).isNull();
        assertThat(read.issues()).extracting(PackageIssue::render).containsExactly("'files' (parameters of its path): the"
                + " oracle a is no rule that is known here; file:///in/x is read instead");
    }
}
