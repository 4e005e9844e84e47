package io.drover.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.drover.job.directory.JobDirectory;
import io.drover.job.publish.FaultPlan;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.publish.PublishOutcome;
import io.drover.job.publish.Recovery;
import io.drover.job.publish.TestingParts;
import io.drover.job.publish.TestingPublication;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.storage.HadoopFiles;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.server.namenode.EditLogFileOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing on a real HDFS: races, restarts of its servers in the middle, and a quota that is used up. */
class HdfsPublishingTest {
    static {
        // The NameNode's disk is no part of the test, and takes most of its time.
        EditLogFileOutputStream.setShouldSkipFsyncForTesting(true);
    }

    @RegisterExtension
    static final MiniCluster CLUSTER = new MiniCluster();

    private static final List<List<String>> NEW = List.of(List.of("new,1", "new,2"), List.of("new,3"));

    private Configuration configuration;
    private FileSystem hdfs;
    private String folder;
    private int jobs;

    @BeforeEach
    void folder(TestInfo test) throws Exception {
        configuration = CLUSTER.configuration();
        hdfs = CLUSTER.fileSystem();
        folder = "/publishing/" + test.getTestMethod().orElseThrow().getName() + "-" + System.nanoTime();
        hdfs.mkdirs(new Path(folder + "/out"));
    }

    private JobSpec.Output output(String scheme, String name, Action action, boolean single) {
        return TestingPublication.output("o", CLUSTER.hdfsUri().replace("hdfs", scheme) + folder + "/out/" + name, action,
                single, FileFormat.CSV, Compression.NONE, false);
    }

    private TestingPublication job(int number, Configuration process) {
        return new TestingPublication(URI.create(CLUSTER.hdfsUri() + folder + "/job" + number), number, process);
    }

    private void write(String name, String text) throws Exception {
        try (FSDataOutputStream out = hdfs.create(new Path(folder + "/out/" + name))) {
            out.writeBytes(text);
        }
    }

    private Map<String, List<String>> readers() throws Exception {
        Map<String, List<String>> found = new TreeMap<>();
        for (FileStatus status : hdfs.listStatus(new Path(folder + "/out"))) {
            String name = status.getPath().getName();
            assertThat(name).doesNotStartWith(".");
            if (status.isFile()) {
                found.put(name, rows(status.getPath()));
                continue;
            }
            List<String> rows = new ArrayList<>();
            for (FileStatus part : hdfs.listStatus(status.getPath())) {
                rows.addAll(rows(part.getPath()));
            }
            found.put(name, rows.stream().sorted().toList());
        }
        return found;
    }

    private List<String> rows(Path file) throws Exception {
        try (FSDataInputStream in = hdfs.open(file)) {
            return TestingParts.rows(in.readAllBytes());
        }
    }

    private PublishOutcome publish(JobSpec.Output output, List<List<String>> parts) throws Exception {
        TestingPublication job = job(++jobs, configuration);
        job.prepare(1, List.of(output));
        return job.publish(1, List.of(output), parts);
    }

    /** A lock that is just being written may be given back before one can look for it: its being there has to be told at once. */
    @Test
    void aFileThatSomebodyIsWritingIsThere() throws Exception {
        Path file = new Path(folder + "/out/lock");
        HadoopFiles files = HadoopFiles.of(URI.create(CLUSTER.hdfsUri() + file), configuration);
        try (FileSystem other = FileSystem.newInstance(URI.create(CLUSTER.hdfsUri()), configuration);
                FSDataOutputStream open = other.createNonRecursive(file, false, 4096, (short) 1, 1 << 20, null)) {
            open.hflush();
            assertThat(catchThrowable(() -> files.createExclusively(file))).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(catchThrowable(() -> files.createExclusively(file))).isInstanceOf(FileAlreadyExistsException.class);
    }

    /** Of a job whose output was to go below a file there is nothing to be removed: HDFS says so in words of its own. */
    @Test
    void nothingIsLeftBelowAFile() throws Exception {
        write("file.csv", "old\n");
        for (String place : List.of("file.csv/o.csv", "file.csv/deeper/o.csv")) {
            TestingPublication job = job(++jobs, configuration);
            List<JobSpec.Output> outputs = List.of(output("hdfs", place, Action.CREATE, true));
            job.prepare(1, outputs);
            assertThat(catchThrowable(() -> job.publish(1, outputs, NEW))).isNotNull();
            JobDirectory directory = JobDirectory.at(URI.create(CLUSTER.hdfsUri() + folder + "/job" + jobs), configuration);
            assertThat(directory.attempt(1).publication()).as("what it was about to stage").isPresent();
            assertThat(Recovery.left(directory, configuration)).isEmpty();
            assertThat(Recovery.settle(directory, configuration)).isEmpty();
        }
    }

    @Test
    void everyActionDoesWhatItSays() throws Exception {
        for (boolean single : List.of(true, false)) {
            String name = single ? "r.csv" : "parts";
            String parallel = single ? "r_1.csv" : "parts_1";
            for (Action action : List.of(Action.CREATE, Action.CREATE, Action.APPEND)) {
                assertThat(publish(output("hdfs", name, action, single), NEW)).isInstanceOf(PublishOutcome.Done.class);
            }
            assertThat(readers().get(name)).hasSize(6);
            assertThat(readers().get(parallel)).hasSize(3);
            assertThat(publish(output("hdfs", name, Action.OVERWRITE, single), NEW))
                    .isInstanceOf(PublishOutcome.Done.class);
            assertThat(readers().get(name)).hasSize(3);
        }
    }

    @Test
    void manyAtOnceCreateAsManyLocationsAndLoseNothingThatTheyAppend() throws Exception {
        int count = 12;
        write("a.csv", "old\n");
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            List<Future<PublishOutcome>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                List<JobSpec.Output> outputs = List.of(output("hdfs", "r.csv", Action.CREATE, true),
                        TestingPublication.output("o2", CLUSTER.hdfsUri() + folder + "/out/a.csv", Action.APPEND, true,
                                FileFormat.CSV, Compression.NONE, false));
                TestingPublication job = job(++jobs, configuration);
                String row = "row" + jobs;
                job.prepare(1, outputs);
                futures.add(pool.submit(() -> job.publish(1, outputs, List.of(List.of(row), List.of(row + "b")))));
            }
            for (Future<PublishOutcome> future : futures) {
                assertThat(future.get()).isInstanceOf(PublishOutcome.Done.class);
            }
        } finally {
            pool.shutdownNow();
        }
        Map<String, List<String>> found = readers();
        assertThat(found.remove("a.csv")).hasSize(2 * count + 1).doesNotHaveDuplicates();
        assertThat(found).hasSize(count).containsKeys("r.csv", "r_1.csv", "r_" + (count - 1) + ".csv");
        assertThat(found.values().stream().map(rows -> rows.get(0))).doesNotHaveDuplicates();
        assertThat(found.values()).allMatch(rows -> rows.size() == 2 && rows.get(1).equals(rows.get(0) + "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 30, 55})
    void aNameNodeThatIsRestartedMeanwhileCostsNothing(int operation) throws Exception {
        assertThat(stalledAt(operation, () -> CLUSTER.hdfs().restartNameNode(true))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50})
    void aDataNodeThatIsRestartedMeanwhileCostsAnAttemptAtMost(int operation) throws Exception {
        stalledAt(operation, () -> {
            CLUSTER.hdfs().restartDataNode(0, true);
            CLUSTER.hdfs().waitActive();
        });
    }

    private interface Restart {
        void run() throws Exception;
    }

    /** Whether the first attempt publishes; else another one does, and before it nothing has changed. */
    private boolean stalledAt(int operation, Restart restart) throws Exception {
        write("r.csv", "old\n");
        List<JobSpec.Output> outputs = List.of(output("fault", "r.csv", Action.APPEND, true),
                TestingPublication.output("o2", CLUSTER.hdfsUri().replace("hdfs", "fault") + folder + "/out/parts",
                        Action.OVERWRITE, false, FileFormat.AVRO, Compression.NONE, false));
        FaultPlan plan = FaultPlan.at(Fault.STALL, operation);
        TestingPublication job = job(++jobs, plan.configuration(configuration, 60_000));
        job.prepare(1, outputs);
        FutureTask<PublishOutcome> task = new FutureTask<>(() -> job.publish(1, outputs, NEW));
        new Thread(task, "publisher").start();
        assertThat(plan.awaitSleep(60_000)).isTrue();
        restart.run();
        plan.wake();
        boolean done = false;
        try {
            done = task.get() instanceof PublishOutcome.Done;
        } catch (java.util.concurrent.ExecutionException e) {
            // The only DataNode had the file that was being written.
            assertThat(e.getCause()).hasMessageContaining("datanodes");
        }
        if (!done) {
            assertThat(rows(new Path(folder + "/out/r.csv"))).containsExactly("old");
            TestingPublication again = job(jobs, FaultPlan.at(Fault.CRASH, -1).configuration(configuration, 60_000));
            again.prepare(2, outputs);
            assertThat(again.publish(2, outputs, NEW)).isInstanceOf(PublishOutcome.Done.class);
        }
        assertThat(readers()).isEqualTo(Map.of("r.csv", List.of("old", "new,1", "new,2", "new,3"),
                "parts", List.of("new,1", "new,2", "new,3")));
        plan.end();
        return done;
    }

    /** Its length is known to nobody then, and who wants to read it gets an error. */
    @Test
    void aLockThatWasNeverClosedOnADataNodeThatWasRestartedEndsWithItsLease() throws Exception {
        write("r.csv", "old\n");
        hdfs.mkdirs(new Path(folder + "/out/.drover"));
        Path lock = new Path(folder + "/out/.drover/lock");
        DistributedFileSystem killed = (DistributedFileSystem) FileSystem.newInstance(lock.toUri(), configuration);
        FSDataOutputStream out = killed.create(lock, false);
        out.writeBytes("{\"token\": ");
        out.hflush();
        killed.getClient().closeAllFilesBeingWritten(true);
        killed.close();
        CLUSTER.hdfs().restartDataNode(0, true);
        CLUSTER.hdfs().waitActive();
        assertThat(catchThrowable(() -> rows(lock))).isInstanceOf(CannotObtainBlockLengthException.class);
        List<JobSpec.Output> outputs = List.of(output("hdfs", "r.csv", Action.APPEND, true));
        Configuration leasing = new Configuration(configuration);
        leasing.setLong("drover.publish.lease-millis", 500);
        TestingPublication job = job(++jobs, leasing);
        job.prepare(1, outputs);
        assertThat(job.publish(1, outputs, NEW)).isInstanceOf(PublishOutcome.Done.class);
        assertThat(readers()).isEqualTo(Map.of("r.csv", List.of("old", "new,1", "new,2", "new,3")));
    }

    @Test
    void aQuotaThatIsUsedUpWhileStagingLeavesTheOldData() throws Exception {
        write("r.csv", "old\n");
        quota(1);
        Throwable failure = catchThrowable(() -> publish(output("hdfs", "r.csv", Action.OVERWRITE, true), NEW));
        assertThat(failure).hasMessageContaining(folder + "/out").hasMessageContaining("quota");
        quota(HdfsConstants.QUOTA_RESET);
        assertThat(readers()).isEqualTo(Map.of("r.csv", List.of("old")));
    }

    @Test
    void aQuotaThatIsUsedUpWhilePublishingLeavesTheOldData() throws Exception {
        write("r.csv", "old\n");
        JobSpec.Output output = output("fault", "r.csv", Action.APPEND, true);
        for (int operation = 15; operation < 50; operation += 3) {
            quota(HdfsConstants.QUOTA_RESET);
            FaultPlan plan = FaultPlan.at(Fault.STALL, operation);
            TestingPublication job = job(++jobs, plan.configuration(configuration, 60_000));
            job.prepare(1, List.of(output));
            FutureTask<PublishOutcome> task = new FutureTask<>(() -> job.publish(1, List.of(output), NEW));
            new Thread(task, "publisher").start();
            assertThat(plan.awaitSleep(60_000)).isTrue();
            quota(1);
            plan.wake();
            PublishOutcome outcome;
            try {
                outcome = task.get();
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e.getCause()).hasMessageContaining(folder + "/out").hasMessageContaining("quota");
                assertThat(readers()).isEqualTo(Map.of("r.csv", List.of("old")));
                continue;
            }
            assertThat(outcome).as(plan.toString()).isInstanceOf(PublishOutcome.NotDone.class);
            assertThat(((PublishOutcome.NotDone) outcome).failure())
                    .hasMessageContaining(folder + "/out").hasMessageContaining("quota");
            assertThat(readers()).isEqualTo(Map.of("r.csv", List.of("old")));
            plan.end();
        }
    }

    private void quota(long space) throws Exception {
        ((DistributedFileSystem) hdfs).setQuota(new Path(folder + "/out"), HdfsConstants.QUOTA_DONT_SET, space);
    }
}
