package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs whose driver is a process beside the server, and whose executors are on the cluster. */
class ClientModeTest {
    @RegisterExtension
    static final ClusterModeServer SERVER = new ClusterModeServer();

    @Test
    void aJobADriverThatIsKilledAndOneThatIsCanceled() throws Exception {
        try (DroverServer server = DroverServer.prepare("client-mode",
                ClusterModeServer.settings("client", WrappedSparkHome.real()))) {
            server.start();
            Api api = server.api();
            long recipe = api.recipe("client", SERVER.source(), "");
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
            assertThat(ClusterModeTest.application(api.applicationId(canceled)).isAppInCompletedStates()).isTrue();
            assertThat(SERVER.exists("/client/canceled.csv")).isFalse();

            long group = api.run(recipe, "/client/out.csv", "");
            api.awaitStatus(group, "Complete");
            assertThat(SERVER.read("/client/out.csv")).isEqualTo("store,n\na,1\nb,2\nc,3\n");
            assertThat(api.applicationId(group)).startsWith("application_");
            assertThat(ClusterModeTest.application(api.applicationId(group)).getApplicationTags()).singleElement()
                    .asString().endsWith("-" + group + "-1");
            assertThat(SERVER.files().listStatus(new org.apache.hadoop.fs.Path("/drover/lib"))).hasSize(2);
        }
    }
}
