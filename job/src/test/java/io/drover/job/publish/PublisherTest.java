package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What publishing makes of part files, on the local file system. */
class PublisherTest {
    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration();
    private Path out;
    private LocalFolder readers;
    private int jobs;

    @BeforeEach
    void out() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
        readers = new LocalFolder(out);
    }

    private JobSpec.Output output(String name, Action action, boolean single, FileFormat format, Compression compression,
            boolean header) {
        return TestingPublication.output("o" + name.replace('/', '-') + action, "file://" + out + "/" + name, action, single, format,
                compression, header);
    }

    private synchronized TestingPublication job() {
        jobs++;
        return new TestingPublication(folder.resolve("job" + jobs).toUri(), jobs, configuration);
    }

    private PublishOutcome publish(List<JobSpec.Output> outputs, List<List<String>> parts) throws IOException {
        TestingPublication job = job();
        job.prepare(1, outputs);
        return job.publish(1, outputs, parts);
    }

    private void publishes(JobSpec.Output output, List<List<String>> parts) throws IOException {
        assertThat(publish(List.of(output), parts)).isInstanceOf(PublishOutcome.Done.class);
        assertThat(readers.isClean()).isTrue();
    }

    private static JobFailure failure(PublishOutcome outcome) {
        assertThat(outcome).isInstanceOf(PublishOutcome.NotDone.class);
        return ((PublishOutcome.NotDone) outcome).failure();
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + ": " + text).isZero();
        return text;
    }

    /** By the system's own tool, as people read it. */
    private String decompressed(String name, Compression compression) throws Exception {
        String tool = compression == Compression.GZIP ? "gzip" : "bzip2";
        run(tool, "-t", out.resolve(name).toString());
        return run(tool, "-dc", out.resolve(name).toString());
    }

    private static String name(Compression compression) {
        return compression == Compression.GZIP ? "r.csv.gz" : "r.csv.bz2";
    }

    /** An overwritten folder would take away what is staged in it, and the record of what was decided. */
    @Test
    void outputsInOneAnotherAreRefused() throws Exception {
        Files.createDirectory(out.resolve("a"));
        Files.writeString(out.resolve("a/old.csv"), "old\n");
        JobSpec.Output inner = output("a/b.csv", Action.OVERWRITE, true, FileFormat.CSV, Compression.NONE, false);
        JobSpec.Output outer = output("a", Action.OVERWRITE, false, FileFormat.CSV, Compression.NONE, false);
        JobSpec.Output staged = output("a/.drover/b.csv", Action.CREATE, true, FileFormat.CSV, Compression.NONE, false);
        for (List<JobSpec.Output> outputs : List.of(List.of(inner, outer), List.of(outer, inner), List.of(staged))) {
            assertThatThrownBy(() -> publish(outputs, List.of(List.of("1"))))
                    .isInstanceOfSatisfying(JobFailure.class,
                            e -> assertThat(e.code()).isEqualTo(JobCode.TARGET_UNSUPPORTED.id()));
        }
        assertThat(out.resolve("a")).isDirectoryNotContaining(path -> !path.endsWith("old.csv"));
        assertThat(readers.isClean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "BZIP2"})
    void compressedPartsAreJoinedAndAppendedMemberByMember(Compression compression) throws Exception {
        String name = name(compression);
        publishes(output(name, Action.CREATE, true, FileFormat.CSV, compression, true),
                List.of(List.of("1,a"), List.of("2,b", "3,c"), List.of()));
        assertThat(decompressed(name, compression)).isEqualTo("h1,h2\n1,a\n2,b\n3,c\n");
        byte[] before = Files.readAllBytes(out.resolve(name));
        publishes(output(name, Action.APPEND, true, FileFormat.CSV, compression, true), List.of(List.of("4,d")));
        assertThat(decompressed(name, compression)).isEqualTo("h1,h2\n1,a\n2,b\n3,c\n4,d\n");
        assertThat(Arrays.copyOf(Files.readAllBytes(out.resolve(name)), before.length)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "BZIP2"})
    void rowsDontStickToALastLineWithoutItsEnd(Compression compression) throws Exception {
        String name = name(compression);
        Files.write(out.resolve(name), TestingParts.compressed("old,1\nold,2", compression));
        publishes(output(name, Action.APPEND, true, FileFormat.CSV, compression, false), List.of(List.of("new,1")));
        assertThat(decompressed(name, compression)).isEqualTo("old,1\nold,2\nnew,1\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "BZIP2"})
    void aFileOfNoRowsIsAWholeFileAndGetsAHeaderWhenRowsCome(Compression compression) throws Exception {
        String name = name(compression);
        publishes(output(name, Action.CREATE, true, FileFormat.CSV, compression, false), List.of(List.of()));
        assertThat(Files.size(out.resolve(name))).isPositive();
        assertThat(decompressed(name, compression)).isEmpty();
        publishes(output(name, Action.APPEND, true, FileFormat.CSV, compression, true), List.of(List.of("1,a")));
        assertThat(decompressed(name, compression)).isEqualTo("h1,h2\n1,a\n");
        publishes(output(name, Action.APPEND, true, FileFormat.CSV, compression, true), List.of(List.of()));
        assertThat(decompressed(name, compression)).isEqualTo("h1,h2\n1,a\n");
    }

    @Test
    void whatIsNoCompressedFileIsNotAppendedTo() throws Exception {
        Files.writeString(out.resolve("r.csv.gz"), "plain text\n");
        JobFailure failure = failure(publish(List.of(output("r.csv.gz", Action.APPEND, true, FileFormat.CSV,
                Compression.GZIP, false)), List.of(List.of("1"))));
        assertThat(failure.code()).isEqualTo(JobCode.NOT_PUBLISHED.id());
        assertThat(failure.getMessage()).contains("r.csv.gz", "not a whole gzip file");
        assertThat(out.resolve("r.csv.gz")).hasContent("plain text");
        assertThat(readers.isClean()).isTrue();
    }

    @Test
    void aHeaderWithAQuoteInAFileWithoutQuotesIsOneLine() throws Exception {
        Files.writeString(out.resolve("r.csv"), "old\n");
        JobSpec.Output settings = new JobSpec.Output("o", "file://" + out + "/r.csv", Action.APPEND, FileFormat.CSV,
                Compression.NONE, true, true, ",", false, true);
        JobSpec.Output plain = new JobSpec.Output(settings.id(), settings.path(), settings.action(), settings.format(),
                settings.compression(), true, true, ",", true, true);
        for (JobSpec.Output output : List.of(settings, plain)) {
            boolean quotes = output.hasQuotes();
            TestingPublication job = job();
            job.prepare(1, List.of(output));
            Publisher publisher = new Publisher(job.directory(), job.spec(1, List.of(output)), configuration);
            publisher.begin();
            String text = (quotes ? "\"a\nb\"" : "6\" pipe") + "\nnew," + quotes + "\n";
            Path part = Path.of(publisher.directory(output).toUri().getPath(), "part-00000.csv");
            Files.writeString(part, text);
            assertThat(publisher.publish(List.of(new StagedOutput(output, 1,
                    List.of(new StagedFile(part.toUri().toString(), 1, text.length())), 1, true))))
                    .isInstanceOf(PublishOutcome.Done.class);
        }
        assertThat(Files.readAllLines(out.resolve("r.csv"))).containsExactlyInAnyOrder("old", "new,true", "new,false");
    }

    @Test
    void severalOutputsGoToSeveralFolders() throws Exception {
        List<JobSpec.Output> outputs = List.of(
                output("a/one.csv", Action.CREATE, true, FileFormat.CSV, Compression.NONE, false),
                output("b/two.json.gz", Action.CREATE, false, FileFormat.JSON, Compression.GZIP, false),
                output("b/three", Action.OVERWRITE, false, FileFormat.AVRO, Compression.SNAPPY, false),
                output("c/d/four", Action.APPEND, false, FileFormat.PQT, Compression.NONE, false));
        assertThat(publish(outputs, List.of(List.of("1"), List.of("2")))).isInstanceOf(PublishOutcome.Done.class);
        List<String> both = List.of("1", "2");
        assertThat(readers.rows()).isEqualTo(Map.of("a/one.csv", both, "b/two.json.gz/part", both,
                "b/two.json.gz/_SUCCESS", List.of(), "b/three/part", both, "b/three/_SUCCESS", List.of(),
                "c/d/four/part", both, "c/d/four/_SUCCESS", List.of()));
        assertThat(readers.files()).noneMatch(file -> file.toString().contains(".drover"));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void outputsToOnePathFollowOneAnother(Action action) throws Exception {
        for (boolean single : List.of(true, false)) {
            String name = action + "-" + single;
            List<JobSpec.Output> outputs = new ArrayList<>();
            for (String id : List.of("1", "2")) {
                outputs.add(TestingPublication.output(id, "file://" + out + "/" + name, action, single, FileFormat.JSON,
                        Compression.NONE, false));
            }
            assertThat(publish(outputs, List.of(List.of("1"), List.of("2")))).isInstanceOf(PublishOutcome.Done.class);
            Map<String, List<String>> rows = readers.rows();
            String suffix = single ? "" : "/part";
            switch (action) {
                case CREATE -> assertThat(rows).containsEntry(name + suffix, List.of("1", "2"))
                        .containsEntry(name + "_1" + suffix, List.of("1", "2"));
                case APPEND -> assertThat(rows.get(name + suffix)).containsExactlyInAnyOrder("1", "2", "1", "2");
                case OVERWRITE -> assertThat(rows).containsEntry(name + suffix, List.of("1", "2"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AVRO", "PQT"})
    void stagedFilesAreHeldAgainstWhatTheEngineSays(FileFormat format) throws Exception {
        Files.writeString(Files.createDirectory(out.resolve("r")).resolve("part-0"), "old\n");
        JobSpec.Output output = output("r", Action.OVERWRITE, false, format, Compression.NONE, false);
        byte[] whole = TestingParts.file(format, Compression.NONE, List.of("1", "2", "3"));
        assertThat(stagedAs(output, whole, 4)).contains("has 3 rows instead of 4");
        assertThat(stagedAs(output, new byte[0], 0)).contains("is not a whole");
        // A cut Avro file seems to have fewer rows, a cut Parquet file has no footer.
        assertThat(stagedAs(output, Arrays.copyOf(whole, whole.length - 5), 3))
                .containsAnyOf("has 0 rows instead of 3", "is not a whole Parquet file");
        if (format == FileFormat.PQT) {
            byte[] footer = whole.clone();
            Arrays.fill(footer, whole.length - 150, whole.length - 100, (byte) 0xff);
            assertThat(stagedAs(output, footer, 3)).contains("is not a whole Parquet file");
        }
        assertThat(readers.rows()).isEqualTo(Map.of("r/part", List.of("old")));
        publishes(output, List.of(List.of()));
        assertThat(readers.rows()).containsEntry("r/part", List.of());
    }

    private String stagedAs(JobSpec.Output output, byte[] bytes, long rows) throws IOException {
        TestingPublication job = job();
        job.prepare(1, List.of(output));
        Publisher publisher = new Publisher(job.directory(), job.spec(1, List.of(output)), configuration);
        publisher.begin();
        Path part = Path.of(publisher.directory(output).toUri().getPath(), "part-00000");
        Files.write(part, bytes);
        JobFailure failure = failure(publisher.publish(List.of(new StagedOutput(output, 1,
                List.of(new StagedFile(part.toUri().toString(), rows, bytes.length)), rows, true))));
        assertThat(failure.code()).isEqualTo(JobCode.STAGED_INVALID.id());
        assertThat(readers.isClean()).isTrue();
        return failure.getMessage();
    }

    @Test
    void anOutputWithoutAnyFileIsNone() throws Exception {
        JobFailure failure = failure(publish(List.of(output("r.csv", Action.CREATE, true, FileFormat.CSV,
                Compression.NONE, false)), List.of()));
        assertThat(failure.code()).isEqualTo(JobCode.STAGED_INVALID.id());
        assertThat(readers.files()).isEmpty();
    }

    @Test
    void anOverwrittenTargetKeepsItsPermissions() throws Exception {
        for (boolean single : List.of(true, false)) {
            Path target = out.resolve("r" + single);
            String permissions = single ? "rw-------" : "rwx------";
            if (single) {
                Files.createFile(target);
            } else {
                Files.createDirectory(target);
            }
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
            publishes(output("r" + single, Action.OVERWRITE, single, FileFormat.CSV, Compression.NONE, false),
                    List.of(List.of("1")));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target))).isEqualTo(permissions);
        }
    }

    @Test
    void fiftyAtOnceCreateFiftyLocations() throws Exception {
        List<PublishOutcome> outcomes = atOnce(50, output("r.csv", Action.CREATE, true, FileFormat.CSV,
                Compression.NONE, true));
        assertThat(outcomes).allMatch(PublishOutcome.Done.class::isInstance);
        Map<String, List<String>> rows = readers.rows();
        assertThat(rows).hasSize(50).containsKeys("r.csv", "r_1.csv", "r_49.csv");
        assertThat(rows.values().stream().map(file -> file.get(1))).doesNotHaveDuplicates();
        assertThat(rows.values()).allMatch(file -> file.size() == 3 && file.get(2).equals(file.get(1) + "b"));
        outcomes.forEach(outcome -> {
            String uri = ((PublishOutcome.Done) outcome).outputs().get(0).uri();
            assertThat(Path.of(URI.create(uri).getPath())).exists();
        });
    }

    @Test
    void whatSeveralAppendAtOnceIsAllThere() throws Exception {
        Files.writeString(out.resolve("r.csv"), "old\n");
        atOnce(20, output("r.csv", Action.APPEND, true, FileFormat.CSV, Compression.NONE, false));
        assertThat(readers.rows().get("r.csv")).hasSize(41).doesNotHaveDuplicates().startsWith("old");
        Files.createDirectory(out.resolve("parts"));
        atOnce(20, output("parts", Action.APPEND, false, FileFormat.AVRO, Compression.NONE, false));
        assertThat(readers.rows().get("parts/part")).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void ofTwoThatOverwriteAtOnceOneIsLeftWhole() throws Exception {
        for (boolean single : List.of(true, false)) {
            for (int i = 0; i < 5; i++) {
                atOnce(2, output("r" + single, Action.OVERWRITE, single, FileFormat.CSV, Compression.NONE, false));
                List<String> left = readers.rows().get("r" + single + (single ? "" : "/part"));
                assertThat(left).hasSize(2);
                assertThat(left.get(1)).isEqualTo(left.get(0) + "b");
            }
        }
    }

    @Test
    void processesThatPublishToTheSamePlaceAtOnceLoseNothing() throws Exception {
        int each = 8;
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), PublishingProcess.class.getName(),
                    folder.toString(), String.valueOf(100 * (i + 1)), String.valueOf(each)).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log" + i).toFile()).start());
        }
        for (int i = 0; i < 3; i++) {
            assertThat(processes.get(i).waitFor()).as(Files.readString(folder.resolve("log" + i))).isZero();
        }
        Map<String, List<String>> rows = readers.rows();
        assertThat(rows.remove("longer.csv")).hasSize(2 * 3 * each).doesNotHaveDuplicates();
        assertThat(rows.values()).allMatch(file -> file.size() == 2 && file.get(1).equals(file.get(0) + "b"));
        assertThat(rows.remove("replaced.csv")).isNotNull();
        assertThat(rows).hasSize(3 * each).containsKeys("created.csv", "created_1.csv", "created_" + (3 * each - 1) + ".csv");
        assertThat(rows.values()).doesNotHaveDuplicates();
        assertThat(readers.isClean()).isTrue();
    }

    /** Each with two rows of its own, in two parts. */
    private List<PublishOutcome> atOnce(int count, JobSpec.Output output) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            List<Future<PublishOutcome>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                TestingPublication job = job();
                String row = "row" + jobs;
                job.prepare(1, List.of(output));
                futures.add(pool.submit(() -> job.publish(1, List.of(output),
                        List.of(List.of(row), List.of(row + "b")))));
            }
            List<PublishOutcome> outcomes = new ArrayList<>();
            for (Future<PublishOutcome> future : futures) {
                outcomes.add(future.get());
            }
            assertThat(outcomes).allMatch(PublishOutcome.Done.class::isInstance);
            assertThat(readers.isClean()).isTrue();
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }
}
