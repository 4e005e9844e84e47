package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs whose driver is a process beside the server, and whose executors are on the cluster. */
class ClientModeTest {
    @RegisterExtension
    static final ClusterModeServer SERVER = new ClusterModeServer();

    private static final String ROWS = "store,n\na,1\nb,2\nc,3\n";
    /** More than what the cluster has left beside an application master: no executor ever comes. */
    private static final String NO_EXECUTOR = "'spark.executor.memory': '7500m'";
    /** More than what it has left beside another's. */
    private static final String NO_MASTER = "'spark.yarn.am.memory': '6900m'";

    private static DroverServer server;
    private static Api api;
    private static long recipe;

    @BeforeAll
    static void start() throws Exception {
        server = DroverServer.prepare("client-mode", ClusterModeServer.settings("client", WrappedSparkHome.real()));
        server.start();
        api = server.api();
        recipe = api.recipe("client", SERVER.source(), "");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void aJobADriverThatIsKilledAndOneThatIsCanceled() throws Exception {
        long killed = api.run(recipe, "/client/killed.csv", "");
        api.awaitEvent(killed, "submitted");
        String event = api.event(killed, "started");
        ProcessHandle.of(Long.parseLong(event.substring(event.lastIndexOf(' ') + 1))).orElseThrow()
                .destroyForcibly();
        api.awaitStatus(killed, "Failed");
        assertThat(api.error(killed)).contains("exit code 137").contains("nothing was published");
        String orphan = api.applicationId(killed);
        Awaitility.await("the cluster frees what the driver had").atMost(Duration.ofSeconds(30))
                .until(() -> ClusterModeTest.application(orphan).isAppInCompletedStates());
        assertThat(SERVER.exists("/client/killed.csv")).isFalse();

        long canceled = api.run(recipe, "/client/canceled.csv", "");
        api.awaitEvent(canceled, "submitted");
        api.cancel(canceled);
        CancelTest.awaitCanceled(api, canceled);
        // Not cut off from its storage on the way, as all that is Hadoop's is when a process is told to end.
        assertThat(api.history(canceled)).doesNotContain("ended without a report");
        assertThat(ClusterModeTest.application(api.applicationId(canceled)).isAppInCompletedStates()).isTrue();
        assertThat(SERVER.exists("/client/canceled.csv")).isFalse();

        long group = api.run(recipe, "/client/out.csv", "");
        api.awaitStatus(group, "Complete");
        assertThat(SERVER.read("/client/out.csv")).isEqualTo(ROWS);
        assertThat(api.applicationId(group)).startsWith("application_");
        assertThat(ClusterModeTest.application(api.applicationId(group)).getApplicationTags()).singleElement()
                .asString().endsWith("-" + group + "-1");
        assertThat(SERVER.files().listStatus(new org.apache.hadoop.fs.Path("/drover/lib"))).hasSize(2);
    }

    /** The driver lives, here; with its application it loses what it computes with, but not what it is publishing. */
    @Test
    void theNodeOfItsApplicationMasterIsLost() throws Exception {
        long computing;
        // So small that there is no room for an executor.
        try (NodeProcess node = node(1024)) {
            computing = api.run(recipe, "/client-node/computing/out.csv", "");
            api.awaitEvent(computing, "submitted");
            api.awaitLog(computing, " running");
            lose(node, api.applicationId(computing));
        }
        api.awaitStatus(computing, "Complete");

        ForeignLock lock = ForeignLock.on(SERVER, "/client-node/publishing");
        long publishing;
        try (NodeProcess node = node(4096)) {
            publishing = api.run(recipe, "/client-node/publishing/out.csv", "");
            lock.awaitWaiting(api, publishing);
            lose(node, api.applicationId(publishing));
        }
        lock.close();
        api.awaitStatus(publishing, "Complete");
        assertThat(api.history(publishing)).doesNotContain("requeued");
        for (String name : new String[] {"computing", "publishing"}) {
            assertThat(SERVER.read("/client-node/" + name + "/out.csv")).as(name).isEqualTo(ROWS);
            assertThat(SERVER.files().listStatus(new org.apache.hadoop.fs.Path("/client-node/" + name))).hasSize(1);
        }
    }

    /**
     * By somebody else, with {@code yarn application -kill}: one that waits for its application master, one that computes
     * and one that publishes. Their drivers are here, and live.
     */
    @Test
    void itsApplicationIsKilledOnTheCluster() throws Exception {
        long computing = api.run(recipe, "/client-kill/computing/out.csv", NO_EXECUTOR);
        api.awaitEvent(computing, "submitted");
        api.awaitLog(computing, " running");
        long accepted = api.run(recipe, "/client-kill/accepted/out.csv", NO_MASTER);
        api.awaitEvent(accepted, "submitted");
        for (long group : new long[] {accepted, computing}) {
            kill(api.applicationId(group));
            api.awaitStatus(group, "Failed");
            assertThat(api.error(group)).as("error of " + group)
                    .contains(api.applicationId(group), "killed", "nothing was published");
            assertThat(api.get("/v4/jobGroups/" + group + "/jobs").get("data").get(0).get("errorCode").textValue())
                    .isEqualTo("DROVER-L107");
            assertThat(api.history(group)).contains("1 application over: The cluster says: ").doesNotContain("requeued");
        }

        ForeignLock lock = ForeignLock.on(SERVER, "/client-kill/publishing");
        long publishing = api.run(recipe, "/client-kill/publishing/out.csv", "");
        lock.awaitWaiting(api, publishing);
        kill(api.applicationId(publishing));
        api.awaitEvent(publishing, "application over");
        lock.close();
        api.awaitStatus(publishing, "Complete");
        assertThat(api.history(publishing)).doesNotContain("requeued");

        assertThat(SERVER.read("/client-kill/publishing/out.csv")).isEqualTo(ROWS);
        assertThat(SERVER.files().listStatus(new org.apache.hadoop.fs.Path("/client-kill/publishing"))).hasSize(1);
        for (String name : new String[] {"accepted", "computing"}) {
            assertThat(SERVER.exists("/client-kill/" + name + "/out.csv")).as(name).isFalse();
            assertThat(SERVER.exists("/client-kill/" + name + "/.drover")).as("staging of " + name).isFalse();
        }
    }

    private static void kill(String application) throws Exception {
        try (YarnClient somebody = YarnClient.createYarnClient()) {
            somebody.init(ClusterModeServer.CLUSTER.yarn().getConfig());
            somebody.start();
            somebody.killApplication(ApplicationId.fromString(application));
        }
    }

    private static NodeProcess node(int megabytes) throws Exception {
        NodeProcess node = NodeProcess.start(ClusterModeServer.CLUSTER, Path.of("target", "client-node").toAbsolutePath(),
                megabytes);
        node.alone(true);
        return node;
    }

    private static void lose(NodeProcess node, String application) throws Exception {
        assertThat(ClusterModeTest.application(application).getCurrentAppAttempt().getMasterContainer().getNodeId())
                .isEqualTo(node.id());
        node.kill();
        Awaitility.await("the node is lost").atMost(Duration.ofMinutes(5)).until(node::isLost);
    }
}
