package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Lets single file-system operations of a publication go wrong and then does what a launcher, a person or another attempt
 * does. The oracle: after the fault a reader sees the old output or the new one, complete; after recovery the same, and
 * nothing else is left; after another attempt the new rows are there exactly once.
 */
public final class FaultMatrix {
    /** What is at the output's path before. */
    public enum Target { NONE, FILE, DIRECTORY, /** A file, and a directory at its first parallel name. */ BOTH }

    /**
     * How an output is written.
     *
     * @param second whether the job replaces a file in another folder, too
     */
    public record Layout(
            FileFormat format, Compression compression, boolean single, boolean header, boolean second) {
        public Layout(FileFormat format, Compression compression, boolean single, boolean header) {
            this(format, compression, single, header, false);
        }

        String name() {
            String name = switch (format) {
                case CSV -> "result.csv";
                case JSON -> "result.json";
                case AVRO -> "result.avro";
                case PQT -> "result.pqt";
            };
            return name + switch (compression) {
                case NONE, SNAPPY -> "";
                case GZIP -> ".gz";
                case BZIP2 -> ".bz2";
            };
        }

        @Override
        public String toString() {
            return format + "/" + compression + (single ? "/single" : "/parts") + (header ? "/header" : "")
                    + (second ? "/second" : "");
        }
    }

    /** One kind of publication. */
    public record Case(Fault fault, Action action, Layout layout, Target target) {
        @Override
        public String toString() {
            return fault + " " + action + " " + layout + " on " + target;
        }
    }

    private enum Remedy { ATTEMPT, LAUNCHER, PERSON }

    private static final List<String> OLD = List.of("old,1", "old,2");
    private static final String SECOND = "/second/result.csv";
    /** About as many operations as a recovery has. */
    private static final int RECOVERY = 60;
    private static final List<List<String>> NEW = List.of(List.of("new,1", "new,2"), List.of("new,3"));

    private static final String FAILURES = "(?s).*(crash|error|reply lost|dead|exists|missing|no file|may not publish"
            + "|does not exist|doesn't exist|not found|Cannot).*";

    private final Configuration base;
    private final String plainRoot;
    private final String faultyRoot;
    private final long leaseMillis;
    private final AtomicInteger runs = new AtomicInteger();

    /**
     * @param plainRoot URI of an existing folder, without a slash at the end
     * @param faultyRoot the same folder under the scheme {@code fault}
     */
    public FaultMatrix(Configuration base, String plainRoot, String faultyRoot, long leaseMillis) {
        this.base = base;
        base.size(); // reads the defaults once, not in every copy
        this.plainRoot = plainRoot;
        this.faultyRoot = faultyRoot;
        this.leaseMillis = leaseMillis;
    }

    /** All legal ways to write an output; with a header where that makes a difference. */
    public static List<Layout> layouts() {
        List<Layout> layouts = new ArrayList<>();
        for (boolean single : List.of(true, false)) {
            for (Compression compression : List.of(Compression.NONE, Compression.GZIP, Compression.BZIP2)) {
                layouts.add(new Layout(FileFormat.CSV, compression, single, true));
                layouts.add(new Layout(FileFormat.JSON, compression, single, false));
            }
        }
        for (Compression compression : List.of(Compression.NONE, Compression.SNAPPY)) {
            layouts.add(new Layout(FileFormat.AVRO, compression, false, false));
            layouts.add(new Layout(FileFormat.PQT, compression, false, false));
        }
        layouts.add(new Layout(FileFormat.CSV, Compression.NONE, true, false, true));
        layouts.add(new Layout(FileFormat.CSV, Compression.NONE, false, false, true));
        return layouts;
    }

    public static List<Case> cases(List<Layout> layouts) {
        List<Case> cases = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            for (Action action : Action.values()) {
                for (Layout layout : layouts) {
                    for (Target target : Target.values()) {
                        cases.add(new Case(fault, action, layout, target));
                    }
                }
            }
        }
        return cases;
    }

    /** How many publications were disturbed until now. */
    public int runs() {
        return runs.get();
    }

    /** Which of the operations a run takes that takes some: another each day, so that a week or so takes them all. */
    public static int slice() {
        return Integer.getInteger("drover.faults.slice", (int) LocalDate.now(ZoneOffset.UTC).toEpochDay());
    }

    /** Disturbs every {@code stride}-th operation; which ones depends on the case and the slice. */
    public void check(Case one, int stride) throws Exception {
        int offset = Math.floorMod(one.toString().hashCode() + slice(), stride);
        int at = offset;
        while (run(one, at)) {
            runs.incrementAndGet();
            at += stride;
        }
        assertThat(at).as("operations").isGreaterThan(20);
    }

    /** False if the publication ended before the operation that should have gone wrong. */
    private boolean run(Case one, int at) throws Exception {
        String folder = "/" + one.toString().replaceAll("[^A-Za-z0-9]+", "-") + at;
        Disturbed run = new Disturbed(one, at, folder);
        boolean reached = run.check();
        HadoopFiles files = HadoopFiles.of(URI.create(plainRoot), base);
        files.delete(new Path(plainRoot + folder));
        return reached;
    }

    private final class Disturbed {
        private final Case one;
        private final Layout layout;
        private final String folder;
        private final FaultPlan plan;
        private final FaultPlan sound = FaultPlan.at(Fault.CRASH, -1);
        private final Configuration faulty;
        private final Configuration launcher;
        private final Remedy remedy;
        /** The first try to recover dies, too. */
        private final FaultPlan again;
        private final List<JobSpec.Output> outputs;
        private final HadoopFiles plain;

        Disturbed(Case one, int at, String folder) throws IOException {
            this.one = one;
            this.layout = one.layout();
            this.folder = folder;
            this.plan = FaultPlan.at(one.fault(), at);
            this.faulty = plan.configuration(base, leaseMillis);
            this.launcher = sound.configuration(base, leaseMillis);
            this.remedy = Remedy.values()[at % Remedy.values().length];
            this.again = FaultPlan.at(Fault.CRASH, Math.floorMod((one + "/" + at).hashCode(), RECOVERY));
            this.outputs = new ArrayList<>(List.of(TestingPublication.output("o1",
                    faultyRoot + folder + "/out/" + layout.name(), one.action(), layout.single(), layout.format(),
                    layout.compression(), layout.header())));
            if (layout.second()) {
                outputs.add(TestingPublication.output("o2", faultyRoot + folder + SECOND, Action.OVERWRITE, true,
                        FileFormat.CSV, Compression.NONE, false));
            }
            this.plain = HadoopFiles.of(URI.create(plainRoot), base);
        }

        private TestingPublication job(Configuration process) {
            return new TestingPublication(URI.create(faultyRoot + folder + "/job"), 9, process);
        }

        boolean check() throws Exception {
            try {
                return disturb();
            } catch (AssertionError | IOException | RuntimeException e) {
                throw new AssertionError(
                        one + ", " + plan + ", " + remedy + " with " + again + ": " + e.getMessage(), e);
            } finally {
                again.end();
                plan.end();
                sound.end();
            }
        }

        private boolean disturb() throws Exception {
            prepareTarget();
            Map<String, List<String>> before = visible();
            boolean refused = one.action() != Action.CREATE && otherKind();
            Map<String, List<String>> wanted = refused ? before : wanted();
            job(launcher).prepare(1, outputs);
            FutureTask<PublishOutcome> first = new FutureTask<>(() -> job(faulty).publish(1, outputs, NEW));
            if (one.fault() == Fault.STALL) {
                Thread process = new Thread(first, "stalled");
                process.start();
                while (!plan.awaitSleep(1) && process.isAlive()) {
                    Thread.onSpinWait();
                }
            } else {
                first.run();
            }
            Optional<PublishOutcome> outcome = first.isDone() ? outcome(first) : Optional.empty();
            readersSee(before, wanted);
            if (outcome.isPresent() && outcome.get() instanceof PublishOutcome.Done) {
                assertThat(visible()).isEqualTo(wanted);
            }
            if (outcome.isPresent() && outcome.get() instanceof PublishOutcome.NotDone) {
                assertThat(visible()).isEqualTo(before);
            }
            remedy(before, wanted);
            job(launcher).prepare(3, outputs);
            PublishOutcome again = job(launcher).publish(3, outputs, NEW);
            if (refused) {
                assertThat(again).isInstanceOf(PublishOutcome.NotDone.class);
            } else {
                assertThat(again).isInstanceOf(PublishOutcome.Done.class);
            }
            assertThat(visible()).isEqualTo(wanted);
            plan.wake();
            outcome(first);
            assertThat(visible()).isEqualTo(wanted);
            leavesNothing();
            return plan.reached();
        }

        /** Empty if the process died. */
        private Optional<PublishOutcome> outcome(FutureTask<PublishOutcome> task) throws Exception {
            try {
                return Optional.of(task.get());
            } catch (ExecutionException e) {
                assertThat(e.getCause()).hasMessageMatching(FAILURES);
                return Optional.empty();
            }
        }

        private void remedy(Map<String, List<String>> before, Map<String, List<String>> wanted) throws IOException {
            JobDirectory directory = job(launcher).directory();
            if (remedy == Remedy.ATTEMPT) {
                job(launcher).prepare(2, outputs);
            } else {
                directory.raiseFence(2);
            }
            try {
                Configuration dies = again.configuration(base, leaseMillis);
                switch (remedy) {
                    case ATTEMPT -> job(dies).publish(2, outputs, NEW);
                    case LAUNCHER -> Recovery.settle(job(dies).directory(), dies);
                    case PERSON -> Recovery.recover(URI.create(faultyRoot + folder + "/out"), dies);
                }
            } catch (IOException | RuntimeException e) {
                assertThat(e).hasMessageMatching(FAILURES);
            }
            readersSee(before, wanted);
            switch (remedy) {
                case ATTEMPT -> {
                    return;
                }
                case LAUNCHER -> {
                    Optional<List<OutputResult>> published = Recovery.settle(directory, launcher);
                    assertThat(visible()).isEqualTo(published.isPresent() ? wanted : before);
                    leavesLocksAtMost();
                }
                case PERSON -> {
                    Recovery.recover(URI.create(faultyRoot + folder + "/out"), launcher);
                    assertThat(visible()).isIn(before, wanted);
                }
            }
        }

        /** Where no file system can do it in one step, the gap is seen for what it is. */
        private void readersSee(Map<String, List<String>> before, Map<String, List<String>> wanted) throws IOException {
            Map<String, List<String>> now = visible();
            assertThat(now.get(SECOND)).as(SECOND).isIn(before.get(SECOND), wanted.get(SECOND));
            Map<String, List<String>> old = new TreeMap<>(before);
            Map<String, List<String>> whole = new TreeMap<>(wanted);
            for (Map<String, List<String>> each : List.of(now, old, whole)) {
                each.remove(SECOND);
            }
            if (now.equals(old) || now.equals(whole)) {
                return;
            }
            if (one.action() == Action.APPEND && !layout.single() && one.target() == Target.DIRECTORY) {
                assertThat(now).doesNotContainKey(layout.name() + "/_SUCCESS");
            } else if (one.action() == Action.OVERWRITE && !layout.single() && one.target() == Target.DIRECTORY) {
                assertThat(now).isEmpty();
            } else {
                throw new AssertionError("a reader sees " + now);
            }
        }

        private boolean otherKind() {
            return switch (one.target()) {
                case NONE -> false;
                case FILE, BOTH -> !layout.single();
                case DIRECTORY -> layout.single();
            };
        }

        private void prepareTarget() throws IOException {
            plain.makeDirectories(new Path(plainRoot + folder + "/out"));
            if (layout.second()) {
                plain.makeDirectories(new Path(plainRoot + folder + SECOND).getParent());
                plain.writeExclusively(new Path(plainRoot + folder + SECOND),
                        TestingParts.file(FileFormat.CSV, Compression.NONE, OLD));
            }
            switch (one.target()) {
                case NONE -> { }
                case FILE -> old(layout.name());
                case DIRECTORY -> oldDirectory(layout.name());
                case BOTH -> {
                    old(layout.name());
                    oldDirectory(parallel(1));
                }
            }
        }

        private void oldDirectory(String name) throws IOException {
            plain.makeDirectories(new Path(plainRoot + folder + "/out/" + name));
            old(name + "/part-00000");
            plain.writeExclusively(new Path(plainRoot + folder + "/out/" + name + "/_SUCCESS"), new byte[0]);
        }

        private void old(String name) throws IOException {
            plain.writeExclusively(new Path(plainRoot + folder + "/out/" + name),
                    TestingParts.file(layout.format(), layout.compression(), withHeader(OLD)));
        }

        private List<String> withHeader(List<String> rows) {
            List<String> all = new ArrayList<>();
            if (layout.header()) {
                all.add(TestingParts.HEADER);
            }
            all.addAll(rows);
            return all;
        }

        private String parallel(int number) {
            return layout.name().replaceFirst("\\.", "_" + number + ".");
        }

        private Map<String, List<String>> wanted() throws IOException {
            Map<String, List<String>> wanted = new TreeMap<>(visible());
            boolean taken = one.target() != Target.NONE;
            String name = layout.name();
            if (one.action() == Action.CREATE && taken) {
                name = parallel(one.target() == Target.BOTH ? 2 : 1);
            }
            List<String> rows = new ArrayList<>();
            boolean adds = one.action() == Action.APPEND && taken;
            if (adds) {
                rows.addAll(withHeader(OLD));
            }
            for (int i = 0; i < NEW.size(); i++) {
                boolean headed = layout.single() ? i == 0 && !adds : true;
                rows.addAll(headed ? withHeader(NEW.get(i)) : NEW.get(i));
            }
            if (layout.single()) {
                wanted.put(name, rows);
            } else {
                wanted.put(name + "/part", rows.stream().sorted().toList());
                wanted.put(name + "/_SUCCESS", List.of());
            }
            if (layout.second()) {
                wanted.put(SECOND, NEW.stream().flatMap(List::stream).toList());
            }
            return wanted;
        }

        private Map<String, List<String>> visible() throws IOException {
            Map<String, List<String>> tree = new TreeMap<>();
            if (layout.second()) {
                tree.put(SECOND, TestingParts.rows(plain.read(new Path(plainRoot + folder + SECOND))));
            }
            Path out = new Path(plainRoot + folder + "/out");
            for (FileStatus status : plain.list(out)) {
                String name = status.getPath().getName();
                if (name.startsWith(".")) {
                    continue;
                }
                if (status.isFile()) {
                    tree.put(name, TestingParts.rows(plain.read(status.getPath())));
                    continue;
                }
                for (FileStatus part : plain.list(status.getPath())) {
                    boolean isPart = part.getPath().getName().startsWith("part-");
                    List<String> rows = new ArrayList<>(TestingParts.rows(plain.read(part.getPath())));
                    List<String> known = tree.getOrDefault(name + "/part", List.of());
                    rows.addAll(isPart ? known : List.of());
                    tree.put(name + "/" + (isPart ? "part" : part.getPath().getName()), rows.stream().sorted().toList());
                }
            }
            return tree;
        }

        /**
         * Who died while recovering counts as alive here, and who died while it wrote its lock can't be told: what they
         * hold is free only when its lease is over.
         */
        private void leavesLocksAtMost() throws IOException {
            Set<String> hidden = hidden();
            assertThat(hidden).allMatch(path -> path.matches(".*/\\.drover/(lock.*)?"));
            if (!again.reached()) {
                for (String path : hidden) {
                    byte[] lock = path.endsWith("/") ? null : plain.read(new Path(path));
                    assertThat(lock == null ? "" : new String(lock, StandardCharsets.UTF_8)).doesNotContain("parents");
                }
            }
        }

        private void leavesNothing() throws IOException {
            leavesLocksAtMost();
            for (JobSpec.Output output : hidden().isEmpty() ? List.<JobSpec.Output>of() : outputs) {
                Recovery.recover(URI.create(output.path()), launcher);
            }
            assertThat(hidden()).isEmpty();
        }

        private Set<String> hidden() throws IOException {
            Set<String> hidden = new LinkedHashSet<>();
            List<FileStatus> found = new ArrayList<>(plain.list(new Path(plainRoot + folder + "/out")));
            found.addAll(plain.list(new Path(plainRoot + folder + SECOND).getParent()));
            for (FileStatus status : found) {
                if (status.getPath().getName().startsWith(".")) {
                    hidden.add(status.getPath() + "/");
                    plain.list(status.getPath()).forEach(child -> hidden.add(child.getPath().toString()));
                }
            }
            return hidden;
        }
    }
}
