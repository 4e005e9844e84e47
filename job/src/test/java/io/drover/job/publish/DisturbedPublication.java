package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.publish.FaultMatrix.Case;
import io.drover.job.publish.FaultMatrix.Layout;
import io.drover.job.publish.FaultMatrix.Place;
import io.drover.job.publish.FaultMatrix.Target;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One publication of which one file-system operation goes wrong, and then what a launcher, a person or another attempt does.
 * The oracle: after the fault a reader sees the old output or the new one, complete; after recovery the same, and
 * nothing else is left; after another attempt the new rows are there exactly once.
 */
final class DisturbedPublication {
    private enum Remedy { ATTEMPT, LAUNCHER, PERSON }

    private static final List<String> OLD = List.of("old,1", "old,2");
    private static final String SECOND = "/second/result.csv";
    /** About as many operations as a recovery has. */
    private static final int RECOVERY = 60;
    private static final List<List<String>> NEW = List.of(List.of("new,1", "new,2"), List.of("new,3"));

    private final Place place;
    private final Case one;
    private final int at;
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
    private Map<String, List<String>> before;
    private Map<String, List<String>> wanted;
    /** By the publisher, because something of the other kind is there. */
    private boolean refused;
    private FutureTask<PublishOutcome> first;

    /**
     * @param at the operation that goes wrong; none if it is negative
     */
    DisturbedPublication(Place place, Case one, int at) throws IOException {
        this.place = place;
        this.one = one;
        this.at = at;
        this.layout = one.layout();
        this.folder = "/" + one.toString().replaceAll("[^A-Za-z0-9]+", "-") + (at < 0 ? "-sound" : at);
        this.plan = FaultPlan.at(one.fault(), at);
        this.faulty = plan.configuration(place.base(), place.leaseMillis());
        this.launcher = sound.configuration(place.base(), place.leaseMillis());
        this.remedy = Remedy.values()[Math.floorMod(at, Remedy.values().length)];
        this.again = FaultPlan.at(Fault.CRASH, Math.floorMod((one + "/" + at).hashCode(), RECOVERY));
        this.outputs = new ArrayList<>(List.of(TestingPublication.output("o1",
                place.faulty() + folder + "/out/" + layout.name(), one.action(), layout.single(), layout.format(),
                layout.compression(), layout.header())));
        if (layout.second()) {
            outputs.add(TestingPublication.output("o2", place.faulty() + folder + SECOND, Action.OVERWRITE, true,
                    FileFormat.CSV, Compression.NONE, false));
        }
        this.plain = HadoopFiles.of(URI.create(place.plain()), place.base());
    }

    private TestingPublication job(Configuration process) {
        return new TestingPublication(URI.create(place.faulty() + folder + "/job"), 9, process);
    }

    Case one() {
        return one;
    }

    int at() {
        return at;
    }

    @Override
    public String toString() {
        return one + ", " + plan + ", " + remedy + " with " + again;
    }

    /** Until it has ended, died or fallen asleep. */
    void begin() throws Exception {
        told(() -> {
            prepareTarget();
            before = visible();
            refused = one.action() != Action.CREATE && otherKind();
            wanted = refused ? before : wanted();
            job(launcher).prepare(1, outputs);
            first = new FutureTask<>(() -> job(faulty).publish(1, outputs, NEW));
            if (one.fault() != Fault.STALL) {
                first.run();
                return;
            }
            Thread process = new Thread(first, "stalled");
            process.start();
            while (!plan.awaitSleep(1) && process.isAlive()) {
                Thread.onSpinWait();
            }
        });
    }

    /** Lets one that has fallen asleep go on; what it does then counts as the first that went wrong. */
    void goOn() {
        plan.wake();
    }

    /** The first attempt ends by itself, whatever that takes. */
    void awaitEnd() throws Exception {
        told(() -> outcome());
    }

    /** The oracle. */
    void settle() throws Exception {
        told(() -> {
            Optional<PublishOutcome> outcome = first.isDone() ? outcome() : Optional.empty();
            readersSee();
            if (outcome.isPresent() && outcome.get() instanceof PublishOutcome.Done) {
                assertThat(visible()).isEqualTo(wanted);
            }
            if (outcome.isPresent() && outcome.get() instanceof PublishOutcome.NotDone) {
                assertThat(visible()).isEqualTo(before);
            }
            remedy();
            job(launcher).prepare(3, outputs);
            PublishOutcome last = job(launcher).publish(3, outputs, NEW);
            if (refused) {
                assertThat(last).isInstanceOf(PublishOutcome.NotDone.class);
            } else {
                assertThat(last).isInstanceOf(PublishOutcome.Done.class);
            }
            assertThat(visible()).isEqualTo(wanted);
            plan.wake();
            outcome();
            assertThat(visible()).isEqualTo(wanted);
            leavesNothing();
        });
    }

    /** Removes all that it has made. */
    void end() throws IOException {
        again.end();
        plan.end();
        sound.end();
        plain.delete(new Path(place.plain() + folder));
    }

    /** The operation that went wrong, without what is another in each run; empty if it wasn't reached. */
    String hit() {
        return canonical(plan.hit());
    }

    /** All operations of the first attempt, without what is another in each run or in each format. */
    List<String> operations() throws Exception {
        assertThat(outcome()).as("the outcome of %s", this).isPresent();
        return plan.trace().stream().map(this::canonical).toList();
    }

    private String canonical(String operation) {
        return operation.replaceAll(" \\S*" + Pattern.quote(folder), " ")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
                .replaceAll("\\b(9-[0-9])-[0-9a-f]{8}\\b", "$1-TOKEN")
                .replaceAll("\\.(csv|json|avro|pqt)(\\.gz|\\.bz2)?", "");
    }

    private interface Steps {
        void run() throws Exception;
    }

    private void told(Steps steps) throws Exception {
        try {
            steps.run();
        } catch (AssertionError | IOException | RuntimeException e) {
            throw new AssertionError(this + ": " + e.getMessage(), e);
        }
    }

    /** Empty if the process died. */
    private Optional<PublishOutcome> outcome() throws Exception {
        try {
            return Optional.of(first.get());
        } catch (ExecutionException e) {
            assertThat(e.getCause()).hasMessageMatching(place.failures());
            return Optional.empty();
        }
    }

    private void remedy() throws IOException {
        JobDirectory directory = job(launcher).directory();
        if (remedy == Remedy.ATTEMPT) {
            job(launcher).prepare(2, outputs);
        } else {
            directory.raiseFence(2);
        }
        try {
            Configuration dies = again.configuration(place.base(), place.leaseMillis());
            switch (remedy) {
                case ATTEMPT -> job(dies).publish(2, outputs, NEW);
                case LAUNCHER -> Recovery.settle(job(dies).directory(), dies);
                case PERSON -> Recovery.recover(URI.create(place.faulty() + folder + "/out"), dies);
            }
        } catch (IOException | RuntimeException e) {
            assertThat(e).hasMessageMatching(place.failures());
        }
        readersSee();
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
                Recovery.recover(URI.create(place.faulty() + folder + "/out"), launcher);
                assertThat(visible()).isIn(before, wanted);
            }
        }
    }

    /** Where no file system can do it in one step, the gap is seen for what it is. */
    private void readersSee() throws IOException {
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
        plain.makeDirectories(new Path(place.plain() + folder + "/out"));
        if (layout.second()) {
            plain.makeDirectories(new Path(place.plain() + folder + SECOND).getParent());
            plain.writeExclusively(new Path(place.plain() + folder + SECOND),
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
        plain.makeDirectories(new Path(place.plain() + folder + "/out/" + name));
        old(name + "/part-00000");
        plain.writeExclusively(new Path(place.plain() + folder + "/out/" + name + "/_SUCCESS"), new byte[0]);
    }

    private void old(String name) throws IOException {
        plain.writeExclusively(new Path(place.plain() + folder + "/out/" + name),
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
            tree.put(SECOND, TestingParts.rows(plain.read(new Path(place.plain() + folder + SECOND))));
        }
        Path out = new Path(place.plain() + folder + "/out");
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
        List<FileStatus> found = new ArrayList<>(plain.list(new Path(place.plain() + folder + "/out")));
        found.addAll(plain.list(new Path(place.plain() + folder + SECOND).getParent()));
        for (FileStatus status : found) {
            if (status.getPath().getName().startsWith(".")) {
                hidden.add(status.getPath() + "/");
                plain.list(status.getPath()).forEach(child -> hidden.add(child.getPath().toString()));
            }
        }
        return hidden;
    }
}
