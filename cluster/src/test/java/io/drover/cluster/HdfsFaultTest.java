package io.drover.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drover.job.publish.FaultMatrix;
import io.drover.job.publish.FaultMatrix.Case;
import io.drover.job.publish.FaultMatrix.Layout;
import io.drover.job.publish.FaultMatrix.Target;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.server.namenode.EditLogFileOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operations of a publication on HDFS go wrong. With {@code -Ddrover.faults=all} every operation of every case does; else
 * a few of each case of a selection in which each action, kind of output and kind of target comes with each fault, for as
 * long as there is time.
 */
class HdfsFaultTest {
    static {
        // The NameNode's disk is no part of the test, and takes most of its time.
        EditLogFileOutputStream.setShouldSkipFsyncForTesting(true);
    }

    @RegisterExtension
    static final MiniCluster CLUSTER = new MiniCluster();

    private static final boolean ALL = System.getProperty("drover.faults", "").equals("all");
    private static final long LEASE_MILLIS = 200;
    private static final int STRIDE = 31;

    /** How long new cases are begun; they come in another order each time. */
    private static final long SECONDS = 60;

    private static FaultMatrix matrix;
    private static long deadline;

    @BeforeAll
    static void matrix() throws Exception {
        Configuration configuration = CLUSTER.configuration();
        String root = "/faults";
        CLUSTER.fileSystem().mkdirs(new Path(root));
        matrix = new FaultMatrix(configuration, CLUSTER.hdfsUri() + root,
                CLUSTER.hdfsUri().replace("hdfs://", "fault://") + root, LEASE_MILLIS);
        deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    }

    static Stream<Case> cases() {
        return ALL ? FaultMatrix.cases(FaultMatrix.layouts()).stream() : selection().stream();
    }

    private static List<Case> selection() {
        Layout single = new Layout(FileFormat.CSV, Compression.NONE, true, true);
        Layout members = new Layout(FileFormat.CSV, Compression.GZIP, true, true);
        Layout parts = new Layout(FileFormat.PQT, Compression.SNAPPY, false, false);
        List<Case> cases = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            cases.add(new Case(fault, Action.CREATE, single, Target.BOTH));
            cases.add(new Case(fault, Action.CREATE, parts, Target.NONE));
            cases.add(new Case(fault, Action.OVERWRITE, single, Target.FILE));
            cases.add(new Case(fault, Action.OVERWRITE, parts, Target.DIRECTORY));
            cases.add(new Case(fault, Action.APPEND, members, Target.FILE));
            cases.add(new Case(fault, Action.APPEND, parts, Target.DIRECTORY));
        }
        Collections.shuffle(cases);
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void losesAndDoublesNothing(Case one) throws Exception {
        assumeTrue(ALL || System.nanoTime() < deadline, "out of time; -Ddrover.faults=all has as much as it takes");
        matrix.check(one, ALL ? 1 : STRIDE);
    }

    @AfterAll
    static void count() {
        System.out.println("fault injection, HDFS: " + matrix.runs() + " disturbed publications, each recovered twice"
                + (ALL ? "" : ", slice " + Math.floorMod(FaultMatrix.slice(), STRIDE) + " of " + STRIDE));
    }
}
