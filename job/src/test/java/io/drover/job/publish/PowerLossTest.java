package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.Report.OutputResult;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power goes after every operation of a publication, on a disk that has forgotten what wasn't synced: all of it, or any
 * part. Readers see the old output or the new one; recovery brings the one or the other about, whatever it says outlives
 * the next loss of power, and another attempt has the rows there exactly once. The same when one operation had failed
 * before, and the publication had reported its end. {@code -Ddrover.faults=all} lets more parts survive.
 */
@Execution(ExecutionMode.CONCURRENT)
class PowerLossTest {
    private static final boolean ALL = System.getProperty("drover.faults", "").equals("all");
    private static final int SURVIVALS = ALL ? 12 : 3;
    private static final long LEASE_MILLIS = 6;
    private static final List<List<String>> NEW = List.of(List.of("new,1", "new,2"), List.of("new,3"));
    private static final List<String> OLD = List.of("old,1");
    private static final String SUCCESS = "_SUCCESS";
    private static final Configuration BASE = new Configuration();
    private static final AtomicInteger LOSSES = new AtomicInteger();

    /** One kind of publication. */
    record Case(Fault fault, Action action, boolean single, boolean old) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Fault fault : List.of(Fault.CRASH, Fault.ERROR, Fault.LOST_REPLY)) {
            for (Action action : Action.values()) {
                for (boolean single : List.of(true, false)) {
                    for (boolean old : List.of(true, false)) {
                        cases.add(new Case(fault, action, single, old));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatWasDecidedOrReportedOutlivesIt(Case one) throws Exception {
        for (int survival = 0; survival < SURVIVALS; survival++) {
            int at = 0;
            while (new Run(one, at, survival).check()) {
                at++;
            }
            assertThat(at).as("operations").isGreaterThan(20);
        }
    }

    @AfterAll
    static void count() {
        System.out.println("loss of power: " + LOSSES + " publications of " + cases().count() + " cases");
    }

    private static final class Run {
        private final Case one;
        private final int survival;
        private final SplittableRandom random;
        private final String name;
        private final DiskBackend disk;
        private final FaultPlan plan;
        private final FaultPlan sound = FaultPlan.at(Fault.CRASH, -1);
        private final Configuration faulty;
        private final Configuration later;
        private final JobSpec.Output output;

        Run(Case one, int at, int survival) {
            this.one = one;
            this.survival = survival;
            this.random = new SplittableRandom(31L * at + survival);
            this.name = "disk-" + Integer.toHexString(one.hashCode()) + "-" + at + "-" + survival;
            this.disk = DiskBackend.add(name);
            this.plan = FaultPlan.at(one.fault(), at);
            this.faulty = plan.configuration(BASE, LEASE_MILLIS);
            this.later = sound.configuration(BASE, LEASE_MILLIS);
            this.output = TestingPublication.output("o", "fault://" + name + target(), one.action(), one.single(),
                    FileFormat.CSV, Compression.NONE, false);
        }

        private String target() {
            return one.single() ? "/out/result.csv" : "/out/result";
        }

        private TestingPublication job(Configuration process) {
            return new TestingPublication(URI.create("fault://" + name + "/job"), 9, process);
        }

        /** First nothing, then what chance wants. */
        private Predicate<Integer> survives() {
            return change -> survival > 0 && random.nextBoolean();
        }

        /** False if the publication ended before the operation that should have gone wrong. */
        boolean check() throws Exception {
            try {
                return disturb();
            } catch (AssertionError | IOException | RuntimeException e) {
                throw new AssertionError(one + ", " + plan + ", survival " + survival + ": " + e.getMessage(), e);
            } finally {
                plan.end();
                sound.end();
                disk.remove();
            }
        }

        private boolean disturb() throws Exception {
            disk.mkdirs(new Path("/out"));
            if (one.old()) {
                prepareOld();
            }
            Map<String, List<String>> before = visible();
            assertThat(before.isEmpty()).isEqualTo(!one.old());
            job(later).prepare(1, List.of(output));
            PublishOutcome outcome = null;
            try {
                outcome = job(faulty).publish(1, List.of(output), NEW);
            } catch (IOException | RuntimeException e) {
                // Before it began to publish, or dead.
            }
            disk.losePower(survives());
            LOSSES.incrementAndGet();
            readersSee(before);
            job(later).directory().raiseFence(2);
            boolean published = settle();
            if (one.fault() != Fault.CRASH && outcome instanceof PublishOutcome.Done) {
                assertThat(published).as("reported as done").isTrue();
            }
            if (one.fault() != Fault.CRASH && outcome instanceof PublishOutcome.NotDone) {
                assertThat(published).as("reported as not done").isFalse();
            }
            assertThat(visible()).isEqualTo(published ? wanted(before) : before);
            disk.losePower(survives());
            readersSee(before);
            assertThat(settle()).as("published, after another loss").isEqualTo(published);
            assertThat(visible()).isEqualTo(published ? wanted(before) : before);
            job(later).prepare(3, List.of(output));
            assertThat(job(later).publish(3, List.of(output), NEW)).isInstanceOf(PublishOutcome.Done.class);
            assertThat(visible()).isEqualTo(wanted(before));
            disk.losePower(survives());
            assertThat(settle()).as("published in the end").isTrue();
            assertThat(visible()).isEqualTo(wanted(before));
            return plan.reached();
        }

        private boolean settle() throws IOException {
            Optional<List<OutputResult>> published = Recovery.settle(job(later).directory(), later);
            return published.isPresent();
        }

        private void prepareOld() throws IOException {
            Path file = new Path(one.single() ? target() : target() + "/part-old.csv");
            disk.mkdirs(file.getParent());
            write(file, String.join("\n", OLD) + "\n");
            if (!one.single()) {
                write(new Path(target(), SUCCESS), "");
            }
            disk.sync(file.getParent());
        }

        private void write(Path file, String text) throws IOException {
            try (FSDataOutputStream out = disk.create(file)) {
                out.writeBytes(text);
                out.hsync();
            }
        }

        /** The rows by target, and a directory's mark of success. */
        private Map<String, List<String>> visible() throws IOException {
            Map<String, List<String>> found = new TreeMap<>();
            for (FileStatus status : disk.list(new Path("/out"))) {
                String file = status.getPath().getName();
                if (file.startsWith(".")) {
                    continue;
                }
                if (status.isFile()) {
                    found.put(file, rows(status.getPath()));
                    continue;
                }
                List<String> rows = new ArrayList<>();
                for (FileStatus part : disk.list(status.getPath())) {
                    if (part.getPath().getName().equals(SUCCESS)) {
                        found.put(file + "/" + SUCCESS, rows(part.getPath()));
                    } else {
                        rows.addAll(rows(part.getPath()));
                    }
                }
                found.put(file, rows.stream().sorted().toList());
            }
            return found;
        }

        private List<String> rows(Path file) throws IOException {
            try (FSDataInputStream in = disk.open(file)) {
                return TestingParts.rows(in.readAllBytes());
            } catch (FileNotFoundException e) {
                throw new AssertionError(file + " is listed and can't be opened", e);
            }
        }

        private Map<String, List<String>> wanted(Map<String, List<String>> before) {
            List<String> rows = NEW.stream().flatMap(List::stream).toList();
            Map<String, List<String>> wanted = new TreeMap<>(before);
            String to = one.single() ? "result.csv" : "result";
            if (one.old() && one.action() == Action.CREATE) {
                to = one.single() ? "result_1.csv" : "result_1";
            } else if (one.old() && one.action() == Action.APPEND) {
                // In a directory by value: "new" is before "old".
                rows = one.single() ? Stream.concat(OLD.stream(), rows.stream()).toList()
                        : Stream.concat(rows.stream(), OLD.stream()).toList();
            }
            wanted.put(to, rows);
            if (!one.single()) {
                wanted.put(to + "/" + SUCCESS, List.of());
            }
            return wanted;
        }

        /** Where no file system can do it in one step, the gap is seen for what it is. */
        private void readersSee(Map<String, List<String>> before) throws IOException {
            Map<String, List<String>> now = visible();
            if (now.equals(before) || now.equals(wanted(before))) {
                return;
            }
            if (one.old() && !one.single() && one.action() == Action.APPEND) {
                assertThat(now).as("while parts arrive").doesNotContainKey("result/" + SUCCESS);
            } else if (one.old() && !one.single() && one.action() == Action.OVERWRITE) {
                assertThat(now).as("between two renames").isEmpty();
            } else {
                throw new AssertionError("a reader sees " + now);
            }
        }
    }
}
