package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power may go between any two operations: what one rests on has to be on the disk before it. */
class DurableOrderTest {
    @TempDir
    Path folder;

    private List<String> trace;

    @Test
    void eachStageIsOnTheDiskBeforeTheNextRestsOnIt() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("longer.csv"), "old\n");
        Files.createDirectory(out.resolve("parts"));
        FaultPlan plan = FaultPlan.at(Fault.CRASH, -1);
        List<JobSpec.Output> outputs = List.of(
                TestingPublication.output("o1", "fault://" + out + "/longer.csv", Action.APPEND, true, FileFormat.CSV,
                        Compression.NONE, false),
                TestingPublication.output("o2", "fault://" + out + "/parts", Action.OVERWRITE, false, FileFormat.CSV,
                        Compression.NONE, false));
        TestingPublication job = new TestingPublication(URI.create("fault://" + folder + "/job"), 9,
                plan.configuration(new Configuration(), 60_000));
        job.prepare(1, outputs);
        assertThat(job.publish(1, outputs, List.of(List.of("1"), List.of("2"))))
                .isInstanceOf(PublishOutcome.Done.class);
        trace = plan.trace().stream().map(line -> line.replaceAll("fault:" + folder + "/", "")
                .replaceAll("9-1-[0-9a-f]{8}", "T").replaceAll("json[.][-0-9a-f]{36}[.]tmp", "tmp")).toList();
        plan.end();

        int noted = at("replace job/attempt-1/publishing.json");
        assertBefore(noted, at("mkdirs out/.drover/T"));
        int decided = at("replace out/.drover/T/journal.json");
        for (String synced : List.of("sync out/.drover/T/o2/part-00000.csv", "sync out/.drover/T/o2/part-00001.csv",
                "sync out/.drover/T/o2", "sync out/.drover/T/joined-0", "sync out/.drover/T/.journal.tmp")) {
            assertBefore(at(synced), decided);
        }
        assertThat(trace.get(decided + 1)).isEqualTo("sync out/.drover/T");
        int first = at("replace out/longer.csv");
        int aside = at("move out/.drover/T/old-1");
        int second = at("move out/parts");
        assertBefore(decided + 1, first);
        assertBefore(aside, second);
        int done = trace.lastIndexOf("replace out/.drover/T/journal.json");
        assertThat(done).isGreaterThan(decided);
        int inPlace = trace.lastIndexOf("sync out");
        assertBefore(first, inPlace);
        assertBefore(second, inPlace);
        assertBefore(inPlace, done);
        int published = at("replace job/published.json");
        assertBefore(done, published);
        assertThat(trace.get(published + 1)).isEqualTo("sync job");
        assertBefore(published + 1, at("delete out/.drover/T/old-1"));
    }

    private int at(String operation) {
        assertThat(trace).contains(operation);
        return trace.indexOf(operation);
    }

    private void assertBefore(int earlier, int later) {
        assertThat(earlier).as(trace.get(earlier) + " before " + trace.get(later)).isLessThan(later);
    }
}
