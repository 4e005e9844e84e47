package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMAppState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Canceling a job on the cluster at each of its stages: nothing of it runs when it is said to be canceled. */
class CancelTest {
    @RegisterExtension
    static final ClusterModeServer SERVER = new ClusterModeServer();

    /** More than what the cluster has left beside another driver. */
    private static final String NO_ROOM = "'spark.driver.memory': '7g'";

    private static Api api;
    private static long recipe;

    @BeforeAll
    static void recipe() {
        api = SERVER.api();
        recipe = api.recipe("cancel", SERVER.source(), "");
    }

    /** Ten seconds are what users are promised. */
    static void awaitCanceled(Api api, long group) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100))
                .until(() -> !api.status(group).equals("InProgress"));
        assertThat(api.status(group)).as(() -> api.history(group)).isEqualTo("Canceled");
        Duration took = api.canceledWithin(group);
        System.out.println("job group " + group + " was canceled within " + took.toSeconds() + " s");
        assertThat(took).as(() -> api.history(group)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    private static void awaitCanceled(long group) {
        awaitCanceled(api, group);
    }

    @Test
    void aRunningJobIsStopped() throws Exception {
        long running = api.run(recipe, "/stopped/running.csv", "");
        // Its driver has its Spark; its executor, without which there is no result, has yet to come.
        api.awaitEvent(running, "submitted");
        String id = api.applicationId(running);
        Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100))
                .until(() -> ClusterModeTest.application(id).getState() == RMAppState.RUNNING);
        api.cancel(running);
        awaitCanceled(running);
        assertThat(ClusterModeTest.application(id).isAppInCompletedStates()).isTrue();
        // On a busy machine it may not stop by itself in time.
        assertThat(api.history(running)).containsAnyOf("The driver reported: canceled", "is killed")
                .contains("The cluster says: application application_");
        assertThat(SERVER.exists("/stopped/running.csv")).isFalse();
        assertThat(SERVER.exists("/stopped/.drover")).as("staging").isFalse();
    }

    @Test
    void whatTheClusterHasAcceptedAndWhatDoesNotListenIsKilled() throws Exception {
        // Somebody else publishes there: the driver waits for the location, deep in its commit.
        try (ForeignLock lock = ForeignLock.on(SERVER, "/held")) {
            long publishing = api.run(recipe, "/held/deaf.csv", "");
            lock.awaitWaiting(api, publishing);
            long accepted = api.run(recipe, "/out/accepted.csv", NO_ROOM);
            api.awaitEvent(accepted, "submitted");
            api.cancel(accepted);
            awaitCanceled(accepted);
            assertThat(ClusterModeTest.application(api.applicationId(accepted)).getFinalApplicationStatus())
                    .isEqualTo(FinalApplicationStatus.KILLED);
            assertThat(api.history(accepted)).contains("cancel requested", "cancel delivered", "is killed");

            api.cancel(publishing);
            awaitCanceled(publishing);
            assertThat(ClusterModeTest.application(api.applicationId(publishing)).getFinalApplicationStatus())
                    .isEqualTo(FinalApplicationStatus.KILLED);
        }
        assertThat(SERVER.exists("/held/deaf.csv")).isFalse();
        assertThat(SERVER.exists("/held/.drover")).as("staging").isFalse();
    }

    @Test
    void beforeThereIsAnApplication() throws Exception {
        SERVER.spark().close();
        try {
            long early = api.run(recipe, "/out/early.csv", "");
            ProcessHandle submitting = SERVER.spark().awaitWaiting();
            api.cancel(early);
            awaitCanceled(early);
            assertThat(submitting.isAlive()).isFalse();
            assertThat(api.history(early)).doesNotContain("submitted");
        } finally {
            SERVER.spark().open();
        }
    }
}
