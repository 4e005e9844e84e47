package io.drover.conformance;

import static io.drover.conformance.Compressed.bzip2;
import static io.drover.conformance.SourceFiles.rows;
import static io.drover.job.spec.JobSpec.SourceOptions.DETECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.spark.SparkEngine;
import io.drover.spark.SparkPlanRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are not as the others: kept and told, or the end of the job where that is wanted. */
class BadRecordsTest {
    private final SourceFiles files;

    BadRecordsTest(@TempDir Path folder) {
        this.files = new SourceFiles(folder);
    }

    @Test
    void bytesThatAreNotTheEncodingsAreReplacedAndTold() throws IOException {
        files.write("bad.csv", "id,name\n1,\u00e9x\n".getBytes(StandardCharsets.ISO_8859_1));
        SourceFiles.Ending ending = files.read(DETECT, "", "bad.csv");
        assertThat(ending.text()).isEqualTo("id,name\n1,\uFFFDx\n");
        assertThat(ending.warnings()).singleElement().asString()
                .startsWith("bad.csv: 1 byte sequences are not UTF-8").contains("record 2");
    }

    @Test
    void rowsOfOtherLengthsAreKeptAndTold() throws IOException {
        files.write("uneven.csv", "a,b\n1,2\n3,4,5\n6\n7,8\n");
        SourceFiles.Ending ending = files.read(DETECT, "", "uneven.csv");
        assertThat(ending.text()).isEqualTo("a,b\n1,2\n3,\"4,5\"\n6,\n7,8\n");
        assertThat(ending.warnings()).containsExactly(
                "uneven.csv: 1 record has fewer fields than columns, the missing ones are null (record 4)",
                "uneven.csv: 1 record has more fields than columns, the last column took the rest (record 3)");
    }

    @Test
    void jsonLinesWithALineThatIsNone() throws IOException {
        files.write("a.jsonl", "{\"id\":1,\"in\":{\"x\":[1,null]}}\nnonsense\n{\"id\":2.50,\"in\":null}\n");
        SourceFiles.Ending ending = files.read(DETECT, "", "a.jsonl");
        assertThat(ending.text()).isEqualTo("id,in\n1,\"{\"\"x\"\":[1,null]}\"\n,\n2.50,\n");
        assertThat(ending.warnings()).singleElement().asString().contains("a.jsonl", "not JSON objects", "record 2");
    }

    @Test
    void headersThatDifferAreToldAndNoColumnTakesAnothersValues() throws IOException {
        files.write("in/1.csv", "id,name,city\n1,Ann,Rome\n");
        files.write("in/2.csv", "id,city\n2,Oslo\n" + "3,Bonn\n".repeat(4000));
        files.write("in/3.csv", "4,Eve,Lima\n");
        files.write("in/4.csv", "");
        files.write("in/5.csv", "id,label,city\n5,Bob,Kiel\n");
        SourceFiles.Ending ending = files.read(DETECT, "", "in");
        assertThat(ending.text()).isEqualTo("id,name,city\n1,Ann,Rome\n2,,Oslo\n" + "3,,Bonn\n".repeat(4000)
                + "4,Eve,Lima\n5,Bob,Kiel\n");
        assertThat(ending.warnings()).containsExactly(
                "in/2.csv: the header has the columns in other places (id, city), they are read by their names; name is not there,"
                        + " so null",
                "in/3.csv: the first record has none of the names of the header (id, name, city) and is read as data",
                "in/5.csv: the header has label and not name, the columns are read by their position");
        assertRefused("in/2.csv: the header has the columns in other places", failing(null), "in");
    }

    @Test
    void badRecordsFailTheJobWhereThatIsWanted() throws IOException {
        String fine = "a,b\n" + "1,\"two\nlines\"\n".repeat(3000);
        files.write("fine.csv", fine);
        files.assertRead(fine, failing(null), "", "fine.csv");
        files.write("long.csv", fine + "1,2,3\n");
        assertRefused("long.csv: 1 record has more fields than columns, the last column took the rest (record 3002)",
                failing(null), "long.csv");
        files.write("short.csv", fine + "1\n");
        assertRefused("short.csv: 1 record has fewer fields", failing(null), "fine.csv", "short.csv");
        files.write("inch.csv", "a,b\n1,5\" pipe\" x\n2,\"x\"y\n3,\"x \"\"y\"\"\"\r\n4,\"\"\n");
        assertThat(files.read(DETECT, "", "inch.csv").warnings()).containsExactly(
                "inch.csv: 2 records have quotes that don't enclose a whole field (record 2, 3)");
        assertThat(files.read(failing(null), "", "inch.csv").error().message()).contains(
                "inch.csv: 1 record has quotes that don't enclose a whole field (record 2). The source is read with badRecords=fail");
        files.write("open.csv", "a,b\n1,2\n2,\"x\n3,4\n");
        assertRefused("open.csv: a quote in record 3 is never closed", failing(null), "open.csv");
        files.write("bytes.csv", "a,b\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("bytes.csv: 1 byte sequences are not UTF-8", failing(null), "bytes.csv");
        // Also in a column that nobody asks for.
        assertThat(files.read(failing(null), "drop col: b", "bytes.csv").error().code()).isEqualTo(JobCode.BAD_RECORDS.id());
        files.write("odd.csv", Arrays.copyOf("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE), 15));
        assertRefused("odd.csv: 1 byte sequences are not UTF-16LE", failing("UTF-16LE"), "odd.csv");
        files.write("lines.jsonl", "{\"a\":1}\n{\"a\":\n");
        assertRefused("lines.jsonl: 1 records are not JSON objects", failing(null), "lines.jsonl");
        assertThat(files.read(new SourceOptions(null, null, null, null, null, "auto", null, "drop"), "", "fine.csv").error().message())
                .contains("unknown badRecords \"drop\"; known are keep, fail");
    }

    /** Whichever of its pieces and files meets one first. */
    @Test
    void theFirstBadRecordIsToldAndEndsTheJob() throws Exception {
        Random random = new Random(8);
        String fine = rows(random, 6_000, "\n", true);
        String bad = rows(random, 3_000, "\n", true) + "short\n" + rows(random, 2_000, "\n", true) + "long,er,1\n";
        files.write("in/1.csv", fine);
        files.write("in/2.csv.bz2", bzip2(fine, 1));
        files.write("in/3.csv", fine + bad.substring(bad.indexOf('\n') + 1) + bad);
        files.write("in/4.csv", "id,text\n1,2,3\n");
        files.write("in/5.csv.bz2", bzip2(bad, 1));
        String told = "1 record has fewer fields than columns, the missing ones are null (record ";
        for (int round = 0; round < 3; round++) {
            assertThat(files.read(failing(null), "", "in").error().message()).contains("in/3.csv: " + told + "9002). The source is read");
        }
        assertThat(files.read(failing(null), "", "in/5.csv.bz2").error().message()).contains("in/5.csv.bz2: " + told + "3002)");
        assertThat(files.read(failing(null), "", "in/4.csv", "in/3.csv").error().message()).contains("in/3.csv: " + told + "9002)");
        // Also for what asks for data while the job is planned.
        assertThat(files.read(failing(null), "pivot col: text value: COUNT() group: id", "in/5.csv.bz2").error().message())
                .contains("in/5.csv.bz2: " + told + "3002)");
        files.write("early.csv", "id,text\nshort\n" + rows(random, 150_000, "\n", false));
        AtomicInteger tasks = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart task) {
                tasks.incrementAndGet();
            }
        };
        SparkContext spark = SparkPlanRunner.session().sparkContext();
        spark.addSparkListener(listener);
        try {
            assertThat(files.readBy(new SparkEngine(SparkPlanRunner.session()), failing(null), "", "early.csv").error().message())
                    .contains("early.csv: " + told + "2)");
            spark.listenerBus().waitUntilEmpty();
        } finally {
            spark.removeSparkListener(listener);
        }
        assertThat(tasks).as("of " + files.tasksThatRead("", DETECT, "early.csv")).hasValueLessThan(60);
        assertThat(files.tasksThatRead("", DETECT, "early.csv")).isGreaterThan(120);
    }

    private static SourceOptions failing(String encoding) {
        return new SourceOptions(null, null, null, null, encoding, "auto", null, "fail");
    }

    private void assertRefused(String warning, SourceOptions options, String... uris) throws IOException {
        SourceFiles.Ending ending = files.read(options, "", uris);
        assertThat(ending.text()).isNull();
        assertThat(ending.error().code()).isEqualTo(JobCode.BAD_RECORDS.id());
        assertThat(ending.error().message()).contains(warning, "badRecords=fail");
        SourceOptions keeping = new SourceOptions(null, null, null, null, options.encoding(), "auto", null, "keep");
        assertThat(files.read(keeping, "", uris).warnings()).as("kept and told").anyMatch(told -> told.contains(warning));
    }
}
