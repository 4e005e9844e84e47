package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.Report;
import io.drover.job.engine.Engine;
import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.photon.PhotonEngine;
import io.drover.spark.SparkEngine;
import io.drover.spark.SparkPlanRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;

/** Files that a test writes, and what jobs on both engines make of them. */
final class SourceFiles {
    private final Path folder;
    private final RecipeJobs jobs;
    private int outputs;

    /** @param folder that all names are relative to */
    SourceFiles(Path folder) {
        this.folder = folder;
        this.jobs = new RecipeJobs(folder.resolve(".drover-test"));
    }

    /**
     * How a job ended.
     *
     * @param text of the output; null if there is none
     * @param warnings each once, sorted, with files by their names
     */
    record Ending(String text, Report report, List<String> warnings) {

        /** Null if there is none. */
        Report.Failure error() {
            return report.jobs().get(0).error();
        }
    }

    static SourceOptions options(String format, String delimiter, Boolean header, String encoding) {
        return new SourceOptions(format, delimiter, header, null, encoding, "auto", null);
    }

    /** Rows of about 20 bytes that compress badly, so that blocks of 100 kB and pieces are about as long. */
    static String rows(Random random, int count, String lineEnd, boolean quoted) {
        StringBuilder rows = new StringBuilder("id,text" + lineEnd);
        for (int i = 0; i < count; i++) {
            String text = Long.toString(random.nextLong() >>> 1, 36);
            rows.append(i).append(',').append(quoted && random.nextInt(4) == 0
                    ? "\"" + text + lineEnd + i + ",\"\"" + text + "\"\"" + lineEnd + lineEnd + "\"" : text).append(lineEnd);
        }
        return rows.toString();
    }

    void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Ending readBy(Engine engine, SourceOptions options, String recipe, String... names) throws IOException {
        Path out = folder.resolve(".out/" + ++outputs + ".csv");
        List<String> uris = Arrays.stream(names).map(name -> folder.toUri() + name).toList();
        Report report = jobs.run(engine, RecipeJobs.source(options, uris), recipe, List.of(RecipeJobs.csv(out)));
        List<String> warnings = report.warnings().stream().distinct().sorted()
                .map(warning -> warning.replace(folder.toUri().toString(), "").replace("file:" + folder + "/", "")).toList();
        return new Ending(Files.exists(out) ? Files.readString(out) : null, report, warnings);
    }

    /** What both engines make of them, which must be the same. */
    Ending read(SourceOptions options, String recipe, String... names) throws IOException {
        Ending photon = readBy(new PhotonEngine(), options, recipe, names);
        Ending spark = readBy(new SparkEngine(SparkPlanRunner.session()), options, recipe, names);
        assertThat(spark.text()).as("spark, told " + spark.error()).isEqualTo(photon.text());
        assertThat(spark.warnings()).isEqualTo(photon.warnings());
        assertThat(spark.report().rows()).isEqualTo(photon.report().rows());
        assertThat(spark.error()).isEqualTo(photon.error());
        return photon;
    }

    void assertRead(String expected, SourceOptions options, String recipe, String... names) throws IOException {
        Ending ending = read(options, recipe, names);
        assertThat(ending.text()).as(String.valueOf(ending.error())).isEqualTo(expected);
        assertThat(ending.report().warnings()).isEmpty();
    }

    /** Both engines say that the file can't be read from some record on, each perhaps from another. */
    void assertDamaged(String name, String told) throws IOException {
        for (Engine engine : List.of(new PhotonEngine(), new SparkEngine(SparkPlanRunner.session()))) {
            Ending ending = readBy(engine, SourceOptions.DETECT, "", name);
            assertThat(ending.text()).as(name).isNull();
            assertThat(ending.error().code()).as(name + ": " + ending.error()).isEqualTo(JobCode.UNREADABLE_INPUT.id());
            assertThat(ending.error().message()).contains(name + told);
        }
    }

    /** In how many tasks a job on Spark reads them: those of its largest stage. */
    int tasksThatRead(String recipe, SourceOptions options, String... names) throws Exception {
        AtomicInteger most = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onStageSubmitted(SparkListenerStageSubmitted stage) {
                most.accumulateAndGet(stage.stageInfo().numTasks(), Math::max);
            }
        };
        SparkContext spark = SparkPlanRunner.session().sparkContext();
        spark.addSparkListener(listener);
        try {
            readBy(new SparkEngine(SparkPlanRunner.session()), options, recipe, names);
            spark.listenerBus().waitUntilEmpty();
        } finally {
            spark.removeSparkListener(listener);
        }
        return most.get();
    }
}
