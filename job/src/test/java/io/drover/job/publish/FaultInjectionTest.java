package io.drover.job.publish;

import io.drover.job.publish.FaultMatrix.Case;
import io.drover.job.publish.FaultMatrix.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file-system operation of a publication goes wrong, in every way, for every action, format, compression and what
 * may be at the target. {@code -Ddrover.faults=all} takes every operation, else each case takes some of them: others every
 * day, or those of {@code -Ddrover.faults.slice}.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultInjectionTest {
    private static final long LEASE_MILLIS = 40;
    private static final int STRIDE = System.getProperty("drover.faults", "").equals("all") ? 1 : 8;

    /** In memory, where the system has such a folder: there are a hundred thousand files. */
    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory) ? Files.createTempDirectory(memory, "drover")
                    : Files.createTempDirectory("drover");
        }
    }

    @TempDir(factory = InMemory.class)
    static Path folder;

    private static FaultMatrix matrix;

    @BeforeAll
    static void matrix() {
        matrix = new FaultMatrix(
                new Place(new Configuration(), "file://" + folder, "fault://" + folder, LEASE_MILLIS));
    }

    static Stream<Case> cases() {
        return FaultMatrix.cases(FaultMatrix.layouts()).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void losesAndDoublesNothing(Case one) throws Exception {
        matrix.check(one, STRIDE, Runnable::run);
    }

    @AfterAll
    static void count() {
        System.out.println("fault injection, local files: " + cases().count() + " cases, " + matrix.runs()
                + " disturbed publications, each recovered twice" + (STRIDE == 1 ? "" : ", slice "
                + Math.floorMod(FaultMatrix.slice(), STRIDE) + " of " + STRIDE));
    }
}
