package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cluster.MiniCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cluster loses a node, or its memory of applications: each job ends once all the same, its output there once. */
class LostByTheClusterTest {
    @RegisterExtension
    static final ClusterModeServer SERVER = new ClusterModeServer();

    private static final String ROWS = "store,n\na,1\nb,2\nc,3\n";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final MiniCluster cluster = ClusterModeServer.CLUSTER;
    private final Api api = SERVER.api();

    /** With one driver on it; two more live on behind it, of which YARN takes them for lost. */
    @Test
    void aNodeIsLost() throws Exception {
        long recipe = api.recipe("node", SERVER.source(), "");
        ForeignLock goneLock = ForeignLock.on(SERVER, "/node/gone");
        ForeignLock publishingLock = ForeignLock.on(SERVER, "/node/publishing");
        long gone;
        long publishing;
        long computing;
        List<ProcessHandle> orphans;
        try (NodeProcess node = NodeProcess.start(cluster, Path.of("target", "lost-node").toAbsolutePath())) {
            node.alone(true);
            gone = api.run(recipe, "/node/gone/out.csv", "");
            publishing = api.run(recipe, "/node/publishing/out.csv", "");
            goneLock.awaitWaiting(api, gone);
            publishingLock.awaitWaiting(api, publishing);
            // So much that the node has no room for its executor.
            computing = api.run(recipe, "/node/computing/out.csv", "'spark.driver.memory': '4608m'");
            api.awaitLog(computing, " running");
            for (long group : List.of(gone, publishing, computing)) {
                assertThat(driversNode(group)).isEqualTo(node.id());
            }
            orphans = List.of(driver(publishing), driver(computing));
            node.kill();
            ContainerProcesses.executors(api.applicationId(gone)).forEach(ProcessHandle::destroyForcibly);
            driver(gone).destroyForcibly();
            Awaitility.await("the node is lost").atMost(PATIENCE).until(node::isLost);
        }
        for (long group : List.of(gone, publishing)) {
            api.awaitEvent(group, "requeued");
        }
        goneLock.close();
        publishingLock.close();
        for (long group : List.of(gone, publishing, computing)) {
            api.awaitStatus(group, "Complete");
            assertThat(api.history(group)).contains("1 application over: The cluster says: ", "exitCode: -100", "lost")
                    .contains("1 requeued: The cluster took the driver's container away", "2 complete: ")
                    .doesNotContain("3 claimed");
            assertThat(RecoveryTest.applications(group)).as("applications of " + group).isEqualTo(2);
        }
        for (ProcessHandle orphan : orphans) {
            Awaitility.await("driver " + orphan.pid() + " ends").atMost(PATIENCE).until(() -> !orphan.isAlive());
        }
        assertPublishedOnce("/node", List.of("gone", "publishing", "computing"));
    }

    /**
     * A ResourceManager that comes back without what it had stored, to jobs that were published without a server there, one
     * of them by a driver that was killed before it could report, to one that runs and one that is being canceled.
     */
    @Test
    void applicationsAreForgotten() throws Exception {
        long recipe = api.recipe("forgotten", SERVER.source(), "");
        List<String> names = List.of("reported", "published", "running", "canceled");
        List<ForeignLock> locks = new ArrayList<>();
        List<Long> groups = new ArrayList<>();
        for (String name : names) {
            locks.add(ForeignLock.on(SERVER, "/forgotten/" + name));
            groups.add(api.run(recipe, "/forgotten/" + name + "/out.csv", ""));
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            locks.get(i).awaitWaiting(api, groups.get(i));
            ids.add(api.applicationId(groups.get(i)));
        }
        long reported = groups.get(0);
        long published = groups.get(1);
        long running = groups.get(2);
        long canceled = groups.get(3);

        SERVER.server().kill();
        for (int i = 0; i < 2; i++) {
            locks.get(i).close();
            String id = ids.get(i);
            Awaitility.await(names.get(i) + " ends without a server").atMost(PATIENCE)
                    .until(() -> ClusterModeTest.application(id).isAppInCompletedStates());
        }
        deleteReport(published);
        cluster.yarn().stopResourceManager(0);
        for (String id : ids) {
            cluster.forget(id);
        }
        SERVER.server().start();
        api.awaitStatus(reported, "Complete");
        assertThat(api.history(reported)).contains("found finished");
        api.cancel(canceled);
        api.awaitEvent(canceled, "cancel delivered");
        assertThat(api.status(published)).isEqualTo("InProgress");
        cluster.yarn().restartResourceManager(0);

        api.awaitStatus(published, "Complete");
        assertThat(api.history(published)).contains("rolled forward").doesNotContain("requeued");
        api.awaitStatus(canceled, "Canceled");
        assertThat(api.history(canceled)).contains("The cluster has no application of");
        api.awaitEvent(running, "requeued");
        locks.get(2).close();
        locks.get(3).close();
        api.awaitStatus(running, "Complete");
        assertThat(api.history(running)).contains("1 requeued: The cluster has no application of this attempt any more",
                "2 complete: ").doesNotContain("3 claimed");
        for (int i = 0; i < names.size(); i++) {
            assertThat(ClusterModeTest.application(ids.get(i))).as("what the cluster knows of " + names.get(i)).isNull();
            assertThat(RecoveryTest.applications(groups.get(i))).isEqualTo(groups.get(i) == running ? 1 : 0);
        }
        assertPublishedOnce("/forgotten", List.of("reported", "published", "running"));
        assertThat(SERVER.exists("/forgotten/canceled/out.csv")).isFalse();
    }

    private static NodeId driversNode(long group) {
        return ClusterModeTest.application(SERVER.api().applicationId(group)).getCurrentAppAttempt().getMasterContainer()
                .getNodeId();
    }

    private static ProcessHandle driver(long group) {
        List<ProcessHandle> drivers = ContainerProcesses.drivers(SERVER.api().applicationId(group));
        assertThat(drivers).hasSize(1);
        return drivers.get(0);
    }

    /** As if its driver had been killed between the publication and its report. */
    private static void deleteReport(long group) throws Exception {
        int deleted = 0;
        for (FileStatus instance : SERVER.files().listStatus(new org.apache.hadoop.fs.Path("/drover/jobs"))) {
            org.apache.hadoop.fs.Path report =
                    new org.apache.hadoop.fs.Path(instance.getPath(), group + "/attempt-1/report.json");
            deleted += SERVER.files().delete(report, false) ? 1 : 0;
        }
        assertThat(deleted).as("reports of " + group).isEqualTo(1);
    }

    private static void assertPublishedOnce(String folder, List<String> names) throws Exception {
        for (String name : names) {
            assertThat(SERVER.read(folder + "/" + name + "/out.csv")).as(name).isEqualTo(ROWS);
            assertThat(SERVER.files().listStatus(new org.apache.hadoop.fs.Path(folder + "/" + name))).as(name).hasSize(1);
        }
    }
}
