package io.drover.job.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTest {

    @TempDir
    Path parent;

    /** Makes a scratch directory with something in it, says so, and waits for its input's end. */
    public static final class Holder {
        public static void main(String[] arguments) throws Exception {
            ScratchDirectory scratch = ScratchDirectory.create(Path.of(arguments[0]), "other");
            Files.createDirectories(scratch.path().resolve("spill"));
            Files.writeString(scratch.path().resolve("spill/data"), "spilled");
            System.out.println(scratch.path());
            System.in.read();
            scratch.close();
        }
    }

    private Process holder() throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Holder.class.getName(),
                parent.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Path path = Path.of(process.inputReader().readLine());
        assertThat(path.resolve("spill/data")).hasContent("spilled");
        return process;
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.toList();
        }
    }

    @Test
    void whatAKilledProcessLeftGoesWithTheNextOne() throws Exception {
        Process killed = holder();
        killed.destroyForcibly().waitFor();
        assertThat(left()).hasSize(2);
        try (ScratchDirectory next = ScratchDirectory.create(parent, "next")) {
            assertThat(left()).hasSize(2).contains(next.path());
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatALivingProcessUsesStays() throws Exception {
        Process alive = holder();
        List<Path> its = left();
        try (ScratchDirectory first = ScratchDirectory.create(parent, "first");
                ScratchDirectory second = ScratchDirectory.create(parent, "second")) {
            assertThat(left()).hasSize(6).containsAll(its).contains(first.path(), second.path());
        }
        assertThat(left()).hasSameElementsAs(its);
        alive.getOutputStream().close();
        assertThat(alive.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(left()).isEmpty();
    }

    /** Whose driver is told to end just then. */
    @Test
    void aThreadThatIsInterruptedMakesOneThatIsLocked() throws Exception {
        Process alive;
        List<Path> its;
        Thread.currentThread().interrupt();
        try (ScratchDirectory scratch = ScratchDirectory.create(parent, "interrupted")) {
            assertThat(Thread.interrupted()).isTrue();
            its = left();
            alive = holder();
            assertThat(left()).hasSize(4).containsAll(its).contains(scratch.path());
        }
        alive.getOutputStream().close();
        assertThat(alive.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(left()).isEmpty();
    }

    @Test
    void followsNoLink(@TempDir Path precious) throws Exception {
        Files.writeString(precious.resolve("kept"), "kept");
        Files.createSymbolicLink(parent.resolve("drover-1-1-7"), precious);
        Files.writeString(parent.resolve("drover-1-1-7.lock"), "");
        Files.createSymbolicLink(parent.resolve("drover-1-1-8.lock"), precious.resolve("kept"));
        ScratchDirectory.create(parent, "next").close();
        assertThat(precious.resolve("kept")).hasContent("kept");
        assertThat(left()).containsOnly(parent.resolve("drover-1-1-8.lock"));
    }
}
