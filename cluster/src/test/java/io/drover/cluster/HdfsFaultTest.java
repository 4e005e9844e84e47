package io.drover.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.publish.FaultMatrix;
import io.drover.job.publish.FaultMatrix.Case;
import io.drover.job.publish.FaultMatrix.Place;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.publish.OverwrittenLocation;
import io.drover.job.spec.JobSpec.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.server.namenode.EditLogFileOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file-system operation of a publication on HDFS goes wrong, in every way, for every action and what may be at the
 * target, and for every way to write an output that makes other operations than the rest: on local files all of them are
 * taken. {@code -Ddrover.faults=all} takes every case, else a run takes some, and of these every operation: others every
 * day, or those of {@code -Ddrover.faults.slice}.
 */
class HdfsFaultTest {
    static {
        // The NameNode's disk is no part of the test, and takes most of its time.
        EditLogFileOutputStream.setShouldSkipFsyncForTesting(true);
    }

    @RegisterExtension
    static final MiniCluster CLUSTER = new MiniCluster();

    private static final boolean ALL = System.getProperty("drover.faults", "").equals("all");
    private static final long LEASE_MILLIS = 100;
    static final int THREADS = 6;
    private static final int STRIDE = ALL ? 1 : 61;

    @TempDir
    static java.nio.file.Path folder;

    /** They wait for HDFS, and for leases, more than they work. */
    private static ExecutorService threads;
    private static FaultMatrix local;
    private static FaultMatrix matrix;
    private static List<Case> cases;

    @BeforeAll
    static void matrix() throws Exception {
        threads = Executors.newFixedThreadPool(THREADS);
        local = new FaultMatrix(
                new Place(new Configuration(), "file://" + folder, "fault://" + folder, LEASE_MILLIS));
        matrix = new FaultMatrix(place(CLUSTER, "/faults"));
        cases = slice(local.distinct(FaultMatrix.cases(FaultMatrix.layouts())));
    }

    private static List<Case> slice(List<Case> all) {
        List<Case> slice = new ArrayList<>();
        for (int i = Math.floorMod(FaultMatrix.slice(), STRIDE); i < all.size(); i += STRIDE) {
            slice.add(all.get(i));
        }
        return slice;
    }

    static Place place(MiniCluster cluster, String root) throws Exception {
        cluster.fileSystem().mkdirs(new Path(root));
        return new Place(cluster.configuration(), cluster.hdfsUri() + root,
                cluster.hdfsUri().replace("hdfs://", "fault://") + root, LEASE_MILLIS);
    }

    static Stream<Case> cases() {
        return cases.stream();
    }

    /** So that what makes the same operations there makes the same here. */
    @Test
    void makesTheOperationsThatItMakesOnLocalFiles() throws Exception {
        for (Case one : slice(FaultMatrix.cases(FaultMatrix.layouts()))) {
            assertThat(matrix.operations(one)).as(one.toString()).isEqualTo(local.operations(one));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void losesAndDoublesNothing(Case one) throws Exception {
        assertThat(matrix.operations(one)).isEqualTo(local.operations(one));
        matrix.check(one, 1, threads);
    }

    /** Of what other jobs publish into a folder while it is overwritten; local files take more cases. */
    @ParameterizedTest
    @CsvSource({"STALL,APPEND,true", "CRASH,APPEND,true", "CRASH,APPEND,false"})
    void aWriterOfAFolderThatIsOverwrittenIsNeitherLostNorDoubled(Fault fault, Action action, boolean innerFirst)
            throws Exception {
        int stride = ALL ? 1 : 23;
        int at = Math.floorMod(FaultMatrix.slice(), stride);
        Place place = place(CLUSTER, "/overwritten");
        while (new OverwrittenLocation(place, fault, false, at).disturbWriter(action, innerFirst, "sub/inner.csv")) {
            at += stride;
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"STALL", "CRASH"})
    void anOverwriterIsCompleteWhoeverMakesTheFolderAnew(Fault fault) throws Exception {
        int stride = ALL ? 1 : 23;
        int at = Math.floorMod(FaultMatrix.slice(), stride);
        Place place = place(CLUSTER, "/overwritten");
        while (new OverwrittenLocation(place, fault, true, at).disturbOverwriter()) {
            at += stride;
        }
    }

    @AfterAll
    static void count() {
        threads.shutdownNow();
        System.out.println("fault injection, HDFS: " + cases.size() + " cases, " + matrix.runs()
                + " disturbed publications, each recovered twice" + (ALL ? "" : ", slice "
                + Math.floorMod(FaultMatrix.slice(), STRIDE) + " of " + STRIDE));
    }
}
