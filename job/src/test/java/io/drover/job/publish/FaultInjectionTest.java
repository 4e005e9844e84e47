package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets every single file-system operation of a publication go wrong, in every way, and then does what a launcher does:
 * starts another attempt. The oracle: before it, a reader sees the old output or the new one, complete; after it, the new
 * rows are there exactly once and nothing else is left.
 */
class FaultInjectionTest {
    private static final String OLD = "old,1\nold,2\n";
    private static final String NEW = "new,1\nnew,2\nnew,3\n";

    enum Target { NONE, FILE, DIRECTORY }

    @TempDir
    Path folder;

    private final Configuration configuration = FaultyFileSystem.configuration();

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (FaultyFileSystem.Fault fault : FaultyFileSystem.Fault.values()) {
            for (Action action : Action.values()) {
                for (boolean single : List.of(true, false)) {
                    for (Target target : Target.values()) {
                        cases.add(Arguments.of(fault, action, single, target));
                    }
                }
            }
        }
        return cases.stream();
    }

    @AfterEach
    void disarm() {
        FaultyFileSystem.disarm();
    }

    @ParameterizedTest(name = "{0} {1} single={2} on {3}")
    @MethodSource("cases")
    void losesAndDoublesNothing(FaultyFileSystem.Fault fault, Action action, boolean single, Target target)
            throws IOException {
        boolean otherKind = action != Action.CREATE
                && (single && target == Target.DIRECTORY || !single && target == Target.FILE);
        int at = 0;
        while (run(fault, at, action, single, target, otherKind)) {
            at++;
        }
        assertThat(at).as("operations").isGreaterThan(20);
    }

    /** False if the publication ended before the operation that should have failed. */
    private boolean run(FaultyFileSystem.Fault fault, int at, Action action, boolean single, Target target,
            boolean otherKind) throws IOException {
        Path run = folder.resolve("run" + at);
        Path location = run.resolve("out/result.csv");
        prepare(location, target);
        Map<String, String> before = tree(run.resolve("out"));
        String path = "fault://" + location;
        List<JobSpec.Output> outputs = List.of(TestingPublication.output("o1", path, action, single));
        TestingPublication publication =
                new TestingPublication(URI.create("fault://" + run.resolve("job")), configuration);
        publication.prepare(1, outputs);

        FaultyFileSystem.arm(fault, at);
        PublishOutcome first = null;
        try {
            first = publication.publish(1, outputs, List.of(NEW));
        } catch (IOException | RuntimeException e) {
            assertThat(e).hasMessageMatching("(?s).*(crash|error|reply lost|dead|exists|missing|no file).*");
        }
        boolean hit = FaultyFileSystem.operations() > at;
        String where = fault + " at " + at + ": " + FaultyFileSystem.last();
        FaultyFileSystem.disarm();

        Map<String, String> wanted = otherKind ? before : expected(action, single, target);
        Map<String, String> now = visible(run.resolve("out"));
        boolean appendsParts = action == Action.APPEND && !single && target == Target.DIRECTORY;
        boolean swapsDirectory = action == Action.OVERWRITE && !single && target == Target.DIRECTORY;
        if (!now.equals(before) && !rows(now).equals(rows(wanted))) {
            if (appendsParts) {
                assertThat(now.keySet()).as(where).doesNotContain("result.csv/_SUCCESS");
            } else if (swapsDirectory) {
                assertThat(now).as(where).isEmpty();
            } else {
                fail("%s: a reader sees %s", where, now);
            }
        }
        if (first instanceof PublishOutcome.Done) {
            assertThat(rows(now)).as(where).isEqualTo(rows(wanted));
        }
        if (first instanceof PublishOutcome.NotDone) {
            assertThat(now).as(where).isEqualTo(before);
        }

        publication.prepare(2, outputs);
        PublishOutcome second = publication.publish(2, outputs, List.of(NEW));
        if (otherKind) {
            assertThat(second).as(where).isInstanceOf(PublishOutcome.NotDone.class);
        } else {
            assertThat(second).as(where).isInstanceOf(PublishOutcome.Done.class);
        }
        assertThat(rows(tree(run.resolve("out")))).as(where).isEqualTo(rows(wanted));
        assertThat(tree(run.resolve("out")).keySet()).as(where)
                .noneMatch(name -> name.contains(".drover") || name.contains(".tmp") || name.endsWith(".crc"));
        assertThat(run.resolve("out/.drover")).as(where).doesNotExist();
        delete(run);
        return hit;
    }

    private static void prepare(Path location, Target target) throws IOException {
        Files.createDirectories(location.getParent());
        switch (target) {
            case NONE -> { }
            case FILE -> Files.writeString(location, OLD);
            case DIRECTORY -> {
                Files.createDirectory(location);
                Files.writeString(location.resolve("part-00000.csv"), OLD);
                Files.createFile(location.resolve("_SUCCESS"));
            }
        }
    }

    private static Map<String, String> expected(Action action, boolean single, Target target) {
        Map<String, String> result = new TreeMap<>();
        boolean parallel = action == Action.CREATE && target != Target.NONE;
        boolean added = action == Action.APPEND && target != Target.NONE;
        if (parallel) {
            put(result, "result.csv", target == Target.FILE, OLD);
        }
        put(result, parallel ? "result_1.csv" : "result.csv", single, (added ? OLD : "") + NEW);
        return result;
    }

    private static void put(Map<String, String> result, String name, boolean file, String content) {
        if (file) {
            result.put(name, content);
        } else {
            result.put(name + "/part", content);
            result.put(name + "/_SUCCESS", "");
        }
    }

    /** Parts of a directory taken together. */
    private static Map<String, String> rows(Map<String, String> tree) {
        Map<String, String> rows = new TreeMap<>();
        tree.forEach((name, content) -> rows.merge(name.replaceAll("/part.*", "/part"), content, String::concat));
        return rows;
    }

    private static Map<String, String> visible(Path out) throws IOException {
        Map<String, String> tree = tree(out);
        tree.keySet().removeIf(name -> name.contains(".drover"));
        return tree;
    }

    private static Map<String, String> tree(Path out) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(out.relativize(file).toString(), Files.readString(file));
            }
        }
        return tree;
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
