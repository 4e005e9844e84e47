package io.drover.cluster;

import io.drover.job.publish.FaultMatrix;
import io.drover.job.publish.FaultMatrix.Case;
import io.drover.job.publish.FaultMatrix.Layout;
import io.drover.job.publish.FaultMatrix.Target;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.apache.hadoop.hdfs.server.namenode.EditLogFileOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * HDFS's servers are restarted before every operation of a publication: many publications fall asleep, each before
 * another operation, and then the restart is for all of them. {@code -Ddrover.faults=all} takes every operation, else a run
 * takes some: others every day, or those of {@code -Ddrover.faults.slice}.
 */
class HdfsRestartTest {
    static {
        // The NameNode's disk is no part of the test, and takes most of its time.
        EditLogFileOutputStream.setShouldSkipFsyncForTesting(true);
    }

    @RegisterExtension
    static final MiniCluster CLUSTER = new MiniCluster();

    private static final boolean ALL = System.getProperty("drover.faults", "").equals("all");
    private static final int STRIDE = ALL ? 8 : 24;

    /** What the client says of servers that aren't there, or have just come back. */
    private static final String FAILURES = "Call From|End of File|Failed on local exception|safe mode|datanode|DataNode"
            + "|Could not obtain block|could only be written";

    private static ExecutorService threads;
    private static FaultMatrix matrix;

    /** Which server, and whether the publications go on while it is down or sleep until it is back. */
    enum Restart {
        NAME_NODE_DOWN, NAME_NODE_BACK, DATA_NODE_DOWN, DATA_NODE_BACK;

        void run(MiniDFSCluster hdfs, Runnable goOn) throws Exception {
            switch (this) {
                case NAME_NODE_DOWN -> {
                    hdfs.shutdownNameNode(0);
                    goOn.run();
                    hdfs.restartNameNode(0, true);
                }
                case NAME_NODE_BACK -> {
                    hdfs.restartNameNode(0, true);
                    goOn.run();
                }
                case DATA_NODE_DOWN -> {
                    DataNodeProperties node = hdfs.stopDataNode(0);
                    goOn.run();
                    hdfs.restartDataNode(node, true);
                    hdfs.waitActive();
                }
                case DATA_NODE_BACK -> {
                    hdfs.restartDataNode(0, true);
                    hdfs.waitActive();
                    goOn.run();
                }
            }
        }
    }

    @BeforeAll
    static void matrix() throws Exception {
        threads = Executors.newFixedThreadPool(HdfsFaultTest.THREADS);
        matrix = new FaultMatrix(HdfsFaultTest.place(CLUSTER, "/restarts").or(FAILURES));
    }

    /** One for each action and kind of output, where something is at the target. */
    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Action action : Action.values()) {
            for (boolean single : List.of(true, false)) {
                Target target = action == Action.CREATE ? Target.BOTH : single ? Target.FILE : Target.DIRECTORY;
                Layout layout = new Layout(FileFormat.CSV, Compression.NONE, single, true);
                cases.add(new Case(Fault.STALL, action, layout, target));
            }
        }
        return cases;
    }

    /** The number of the first operation; from there it is every {@link #STRIDE}-th. */
    static Stream<Arguments> restarts() {
        int first = Math.floorMod(FaultMatrix.slice(), STRIDE);
        return Stream.of(Restart.values()).flatMap(restart -> IntStream.range(ALL ? 0 : first, ALL ? STRIDE : first + 1)
                .mapToObj(offset -> Arguments.of(restart, offset)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("restarts")
    void losesAndDoublesNothing(Restart restart, int offset) throws Exception {
        matrix.checkThrough(cases(), offset, STRIDE, goOn -> restart.run(CLUSTER.hdfs(), goOn), threads);
    }

    @AfterAll
    static void count() {
        threads.shutdownNow();
        System.out.println("restarts of HDFS: " + restarts().count() + " restarts, " + matrix.runs()
                + " publications of " + cases().size() + " cases disturbed by them, each recovered twice" + (ALL ? ""
                : ", slice " + Math.floorMod(FaultMatrix.slice(), STRIDE) + " of " + STRIDE));
    }
}
