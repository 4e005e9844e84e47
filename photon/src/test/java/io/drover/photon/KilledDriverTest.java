package io.drover.photon;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.driver.Driver;
import io.drover.job.publish.Recovery;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.Dataset;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real driver processes are killed at random moments, most of them while they publish, for {@code -Ddrover.kill.seconds}.
 * Readers look at the targets all the while and may only see what was there before or the whole result; then the job is
 * recovered as a launcher does, or by another attempt alone, and its rows have to be there exactly once.
 */
class KilledDriverTest {
    private static final int SECONDS = Integer.getInteger("drover.kill.seconds", 25);
    private static final int ROWS = 2000;
    private static final String RECIPE = "derive type: single value: id * 2 as: 'twice'\n";

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("drover.kill.seed", System.nanoTime()));
    private final String result = rows();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong looks = new AtomicLong();

    private static String rows() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            text.append(i).append(',').append(2 * i).append('\n');
        }
        return text.toString();
    }

    /** One output and what may be found where it goes. */
    private record Target(JobSpec.Output settings, Path path, String old) {
        boolean single() {
            return settings.asSingleFile();
        }
    }

    private Target target(Path out, String name, Action action, boolean single, String old) throws IOException {
        Path path = out.resolve(name);
        if (old != null && single) {
            Files.writeString(path, old);
        } else if (old != null) {
            Files.writeString(Files.createDirectory(path).resolve("part-old.csv"), old);
        }
        return new Target(new JobSpec.Output(name.replace('.', '_'), path.toUri().toString(), action, FileFormat.CSV, Compression.NONE, false,
                single, ",", false, true), path, old);
    }

    @Test
    void readersSeeOldOrNewAndEveryRowIsThereOnce() throws Exception {
        StringBuilder input = new StringBuilder("id\n");
        for (int i = 0; i < ROWS; i++) {
            input.append(i).append('\n');
        }
        Files.writeString(folder.resolve("in.csv"), input);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Map<String, Integer> found = new TreeMap<>();
        int rounds = 0;
        for (; rounds < 3 || System.nanoTime() < end; rounds++) {
            found.merge(round(rounds), 1, Integer::sum);
        }
        System.out.println("killed drivers: " + rounds + " rounds, found " + found + ", readers looked " + looks
                + " times");
        assertThat(violations).isEmpty();
    }

    private String round(int round) throws Exception {
        Path run = Files.createDirectory(folder.resolve("run" + round));
        Path out = Files.createDirectory(run.resolve("out"));
        List<Target> targets = List.of(
                target(out, "created.csv", Action.CREATE, true, null),
                target(out, "created-parts", Action.CREATE, false, null),
                target(out, "replaced.csv", Action.OVERWRITE, true, "old\n"),
                target(out, "replaced-parts", Action.OVERWRITE, false, "old\n"),
                target(out, "longer.csv", Action.APPEND, true, "old\n"),
                target(out, "more-parts", Action.APPEND, false, "old\n"));
        JobDirectory directory = JobDirectory.at(run.resolve("job").toUri(), new Configuration());
        directory.prepare(spec(1, targets));
        boolean[] over = {false};
        var readers = Executors.newFixedThreadPool(2);
        List<Future<?>> reading = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            reading.add(readers.submit(() -> {
                while (!over[0]) {
                    look(targets);
                    LockSupport.parkNanos(200_000); // the driver needs the cores, too
                }
                return null;
            }));
        }
        String state;
        try {
            killSomewhere(directory, run);
            state = state(targets);
            if (random.nextBoolean()) {
                directory.raiseFence(2);
                boolean published = Recovery.settle(directory, new Configuration()).isPresent();
                assertThat(state(targets)).isEqualTo(published ? "new" : "old");
            }
            directory.prepare(spec(2, targets));
            assertThat(Driver.run(directory.uri(), new PhotonEngine(), new Configuration())).isEqualTo(Driver.PUBLISHED);
            assertThat(state(targets)).isEqualTo("new");
        } finally {
            over[0] = true;
            readers.shutdown();
            assertThat(readers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        for (Future<?> one : reading) {
            one.get();
        }
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrderElementsOf(
                    targets.stream().map(target -> target.path().getFileName().toString()).toList());
        }
        return state;
    }

    private JobSpec spec(int attempt, List<Target> targets) {
        return new JobSpec(JobSpec.VERSION, 7, attempt, "photon",
                new JobSpec.Jobs(1, LongStream.range(2, 2 + targets.size()).boxed().toList(), null),
                List.of(new JobSpec.Source("s1", "in", List.of(folder.resolve("in.csv").toUri().toString()),
                        new JobSpec.SourceOptions("csv", ",", true, "\"", "UTF-8", "auto", null), List.of())),
                List.of(new Dataset("d1", "clean", Dataset.Input.ofSource("s1"), Map.of(), RECIPE)),
                "d1", targets.stream().map(Target::settings).toList(), false, Map.of(), Jobs.NOW,
                JobSpec.Limits.DEFAULT);
    }

    private static String log(JobDirectory directory) throws IOException {
        byte[] text = directory.files().read(directory.attempt(1).log());
        return text == null ? "" : new String(text, StandardCharsets.UTF_8);
    }

    private void killSomewhere(JobDirectory directory, Path run) throws Exception {
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), PhotonMain.class.getName(),
                directory.uri().toString()).redirectErrorStream(true).redirectOutput(run.resolve("log").toFile()).start();
        try {
            String until = random.nextInt(4) == 0 ? "running" : "publishing";
            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(1)).until(() ->
                    !process.isAlive() || log(directory).contains(until));
            // Mostly a few milliseconds, at times up to a second: machines differ in how long it publishes.
            process.waitFor((long) (1e6 * Math.pow(random.nextDouble(), 3)), TimeUnit.MICROSECONDS);
        } finally {
            process.destroyForcibly(); // SIGKILL
            process.waitFor();
        }
    }

    /** "old" or "new" if all targets are that, else "between". */
    private String state(List<Target> targets) throws IOException {
        int fresh = 0;
        for (Target target : targets) {
            Map<String, String> now = read(target.path());
            if (now == null ? false : isNew(target, now)) {
                fresh++;
            } else if (!isOld(target, now)) {
                return "between";
            }
        }
        return fresh == 0 ? "old" : fresh == targets.size() ? "new" : "between";
    }

    private static boolean isOld(Target target, Map<String, String> now) {
        return target.old() == null ? now == null : now != null && now.equals(
                Map.of(target.single() ? "" : "part-old.csv", target.old()));
    }

    private boolean isNew(Target target, Map<String, String> now) {
        boolean adds = target.settings().action() == Action.APPEND;
        if (target.single()) {
            return result(now.get("")).equals((adds ? target.old() : "") + result);
        }
        Map<String, String> parts = new HashMap<>(now);
        return "".equals(parts.remove("_SUCCESS"))
                && (!adds || target.old().equals(parts.remove("part-old.csv")))
                && parts.size() == 1 && parts.values().iterator().next().equals(result);
    }

    private static String result(String text) {
        return text == null ? "" : text;
    }

    /** What one reader may find, at any instant. */
    private void look(List<Target> targets) throws IOException {
        for (Target target : targets) {
            Map<String, String> now = read(target.path());
            looks.incrementAndGet();
            boolean gap = !target.single() && switch (target.settings().action()) {
                // Between two renames there is no directory; and of one that is renamed while it's read, less may be seen.
                case OVERWRITE -> now == null || now.isEmpty();
                case APPEND -> now != null && !now.containsKey("_SUCCESS")
                        && now.values().stream().allMatch(part -> part.equals(result) || part.equals(target.old()));
                case CREATE -> false;
            };
            if (!gap && !isOld(target, now) && (now == null || !isNew(target, now))) {
                violations.add(target.path() + " held " + (now == null ? "nothing" : now.keySet() + " with "
                        + now.values().stream().map(String::length).toList() + " characters"));
            }
        }
    }

    /** Null if there is nothing; a file's content has the empty name. */
    private static Map<String, String> read(Path path) throws IOException {
        try {
            return Map.of("", Files.readString(path));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            // a directory
        }
        Map<String, String> parts = new HashMap<>();
        try (Stream<Path> list = Files.list(path)) {
            for (Path part : list.toList()) {
                parts.put(part.getFileName().toString(), Files.readString(part));
            }
            return parts;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null; // swapped while it was read
        }
    }
}
