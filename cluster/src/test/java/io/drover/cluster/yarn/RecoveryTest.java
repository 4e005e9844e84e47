package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cluster.MiniCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The server is killed with a job at every stage, and the ResourceManager and HDFS go away for a while: each job ends exactly
 * once, its output is there once or not at all, and its history says what happened.
 */
class RecoveryTest {
    @RegisterExtension
    static final ClusterModeServer SERVER = new ClusterModeServer();

    private static final String ROWS = "store,n\na,1\nb,2\nc,3\n";

    private final Api api = SERVER.api();

    @Test
    void eachJobEndsExactlyOnce() throws Exception {
        long recipe = api.recipe("recover", SERVER.source(), "");
        // Others publish to three places, so that three drivers stop deep in their commits.
        ForeignLock lostLock = ForeignLock.on(SERVER, "/recovered/lost");
        ForeignLock runningLock = ForeignLock.on(SERVER, "/recovered/running");
        long lost = api.run(recipe, "/recovered/lost/out.csv", "");
        long running = api.run(recipe, "/recovered/running/out.csv", "");
        ForeignLock lock = ForeignLock.on(SERVER, "/recovered/committed");
        long committing = api.run(recipe, "/recovered/committed/out.csv", "");
        lostLock.awaitWaiting(api, lost);
        runningLock.awaitWaiting(api, running);
        lock.awaitWaiting(api, committing);
        SERVER.spark().close();
        long submitting = api.run(recipe, "/recovered/submitting.csv", "");
        long claimed = api.run(recipe, "/recovered/claimed.csv", "");
        ProcessHandle dies = process(claimed);
        process(submitting);
        long queued = api.run(recipe, "/recovered/queued.csv", "");
        assertThat(api.get("/v4/jobGroups/" + queued + "/jobs").get("data").get(0).get("status").textValue())
                .isEqualTo("Pending");
        String committingId = api.applicationId(committing);

        SERVER.server().kill();
        dies.destroyForcibly();
        lock.close();
        SERVER.spark().open();
        Awaitility.await("the commit ends without a server").atMost(Duration.ofMinutes(1))
                .until(() -> ClusterModeTest.application(committingId).isAppInCompletedStates());
        Awaitility.await("it is submitted without a server").atMost(Duration.ofMinutes(1))
                .until(() -> applications(submitting) == 1);
        SERVER.server().start();

        api.awaitStatus(committing, "Complete");
        assertThat(api.history(committing)).contains("found finished").doesNotContain("requeued");
        api.awaitEvent(running, "adopted");
        api.awaitEvent(lost, "adopted");
        killDriver(api.applicationId(lost));
        lostLock.close();
        api.awaitStatus(lost, "Failed");
        assertThat(api.error(lost)).contains("application_").contains("exitCode: 137");

        resourceManagerGoesAway(running);
        api.cancel(running);
        CancelTest.awaitCanceled(api, running);
        runningLock.close();
        assertThat(api.history(running)).contains("is killed");

        api.awaitStatus(submitting, "Complete");
        assertThat(api.history(submitting)).contains("adopted").doesNotContain("requeued");
        api.awaitStatus(claimed, "Complete");
        assertThat(api.history(claimed)).contains("1 looked for", "1 requeued: The driver never started", "2 claimed");
        api.awaitStatus(queued, "Complete");
        for (long group : List.of(lost, running, committing, submitting, claimed, queued)) {
            assertThat(applications(group)).as("applications of " + group).isEqualTo(1);
        }
        for (String output : List.of("committed/out", "submitting", "claimed", "queued")) {
            assertThat(SERVER.read("/recovered/" + output + ".csv")).isEqualTo(ROWS);
            assertThat(SERVER.exists("/recovered/" + output + "_1.csv")).isFalse();
        }
        for (String folder : List.of("", "/lost", "/running", "/committed")) {
            assertThat(SERVER.exists("/recovered" + folder + "/.drover")).as("staging in " + folder).isFalse();
        }
        assertThat(SERVER.exists("/recovered/lost/out.csv")).isFalse();
        assertThat(SERVER.exists("/recovered/running/out.csv")).isFalse();
    }

    /**
     * HDFS is away: what runs goes on, what is about to start waits, what is about to decide to publish breaks off and is made
     * again, and jobs that don't need it don't notice.
     */
    @Test
    void storageGoesAway() throws Exception {
        Path local = Files.createDirectories(ClusterModeServer.localFolder());
        Files.writeString(local.resolve("in.csv"), ROWS);
        long recipe = api.recipe("outage", SERVER.source(), "");
        long localRecipe = api.recipe("local", "file://" + local + "/in.csv", "");
        SERVER.spark().close();
        try {
            long held = api.run(recipe, "/outage/held.csv", "");
            process(held);
            ForeignLock lock = ForeignLock.on(SERVER, "/outage/publishing");
            long publishing = api.run(recipe, "photon", "/outage/publishing/out.csv", "");
            lock.awaitWaiting(api, publishing);
            ClusterModeServer.CLUSTER.hdfs().shutdownNameNode(0);
            try {
                long beside = api.run(localRecipe, "photon", "file://" + local + "/out.csv", "");
                long starting = api.run(recipe, "/outage/starting.csv", "");
                api.awaitStatus(beside, "Complete");
                api.awaitEvent(held, "storage unreachable");
                api.awaitEvent(starting, "storage unreachable");
                assertThat(api.status(held)).isEqualTo("InProgress");
                assertThat(api.status(starting)).isEqualTo("InProgress");
                api.awaitLog(publishing, "[DROVER-J508]");
                assertThat(api.status(publishing)).isEqualTo("InProgress");
                ClusterModeServer.CLUSTER.hdfs().restartNameNode(0);
                api.awaitEvent(publishing, "requeued");
                lock.close();
                api.awaitEvent(held, "storage reachable");
                SERVER.spark().open();
                for (long group : List.of(held, starting)) {
                    api.awaitStatus(group, "Complete");
                    assertThat(api.history(group)).doesNotContain("requeued", "2 claimed");
                }
                api.awaitStatus(publishing, "Complete");
                assertThat(api.history(publishing)).contains("1 requeued: The publication was broken off, and nothing was"
                        + " published", "2 complete: ").doesNotContain("3 claimed");
            } finally {
                if (!ClusterModeServer.CLUSTER.hdfs().isNameNodeUp(0)) {
                    ClusterModeServer.CLUSTER.hdfs().restartNameNode(0);
                }
            }
        } finally {
            SERVER.spark().open();
        }
        assertThat(SERVER.read("/outage/held.csv")).isEqualTo(ROWS);
        assertThat(SERVER.read("/outage/starting.csv")).isEqualTo(ROWS);
        assertThat(SERVER.read("/outage/publishing/out.csv")).isEqualTo(ROWS);
        assertThat(SERVER.files().listStatus(new org.apache.hadoop.fs.Path("/outage/publishing"))).hasSize(1);
    }

    private void resourceManagerGoesAway(long running) throws Exception {
        MiniCluster cluster = ClusterModeServer.CLUSTER;
        cluster.yarn().stopResourceManager(0);
        api.awaitEvent(running, "cluster unreachable");
        assertThat(api.status(running)).isEqualTo("InProgress");
        cluster.yarn().restartResourceManager(0);
        api.awaitEvent(running, "cluster reachable");
        assertThat(api.status(running)).isEqualTo("InProgress");
    }

    private ProcessHandle process(long group) {
        String event = api.event(group, "started");
        return ProcessHandle.of(Long.parseLong(event.substring(event.lastIndexOf(' ') + 1))).orElseThrow();
    }

    /** How many applications the cluster has ever had for a group, whatever their attempt. */
    static long applications(long group) {
        return ClusterModeServer.CLUSTER.yarn().getResourceManager().getRMContext().getRMApps().values().stream()
                .map(RMApp::getApplicationTags)
                .filter(tags -> tags.stream().anyMatch(tag -> tag.matches("drover-[a-z0-9]{10}-" + group + "-\\d+")))
                .count();
    }

    private static void killDriver(String application) {
        List<ProcessHandle> drivers = ContainerProcesses.drivers(application);
        assertThat(drivers).isNotEmpty();
        drivers.forEach(ProcessHandle::destroyForcibly);
    }
}
