package io.drover.launcher.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.storage.StorageOutage;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.launch.ClusterApplication.Phase;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.ipc.RemoteException;
import org.junit.jupiter.api.Test;

/** What counts as evidence that a driver is gone, and why. */
class LostOrNotTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static ClusterApplication application(Phase phase, int tries, String diagnostics) {
        return new ClusterApplication("application_1_0001", phase, phase.name(), tries, diagnostics);
    }

    @Test
    void whatTheClusterTookAwayIsTriedAgainAndWhatFailedIsNot() {
        String died = "AM Container for appattempt_1_0001_000001 exited with  exitCode: ";
        assertThat(application(Phase.FAILED, 1, died + "-100").lostToTheCluster()).as("its node is gone").isTrue();
        assertThat(application(Phase.FAILED, 1, died + "-102").lostToTheCluster()).as("preempted").isTrue();
        assertThat(application(Phase.FAILED, 2, died + "2").lostToTheCluster())
                .as("YARN doesn't count the loss of a node as a try, and the second driver has refused to double the first")
                .isTrue();
        assertThat(application(Phase.FAILED, 1, died + "137").lostToTheCluster()).isFalse();
        assertThat(application(Phase.FAILED, 1, "no exit code").lostToTheCluster()).isFalse();
        assertThat(application(Phase.KILLED, 2, "by somebody").lostToTheCluster()).isFalse();
    }

    @Test
    void aDriverWhoseClockIsWrongIsNotSilent() {
        DriverSilence silence = new DriverSilence(LauncherSettings.Limits.DEFAULT);
        JobGroup group = new JobGroup(1, 1, 1, null, null, null, null, null, "spark", "spark", false, null, null,
                "InProgress", 1, null, null, null, Map.of(), null);
        Attempt attempt = new Attempt(1, 1, 1, "tag", Attempt.State.RUNNING, null, null, null, NOON);
        RunningAttempt running = RunningAttempt.adopted(group, attempt, Optional.empty(), null, NOON);
        Duration limit = LauncherSettings.Limits.DEFAULT.heartbeatTimeout();
        running.lastHeartbeat = NOON.minus(Duration.ofHours(1));
        running.heartbeatSeenAt = NOON.plusSeconds(60);
        assertThat(silence.tooLong(running, NOON.plus(limit).plusSeconds(30), true)).isFalse();
        assertThat(silence.tooLong(running, NOON.plus(limit).plusSeconds(61), true)).isTrue();
    }

    @Test
    void storageThatSaysNoIsNotAway() {
        assertThat(StorageOutage.is(new IOException("x", new ConnectException("refused")))).isTrue();
        assertThat(StorageOutage.is(new RemoteException("org.apache.hadoop.hdfs.server.namenode.SafeModeException", "")))
                .isTrue();
        assertThat(StorageOutage.is(new RemoteException("org.apache.hadoop.ipc.StandbyException", ""))).isTrue();
        assertThat(StorageOutage.is(new AccessDeniedException("/out"))).isFalse();
        assertThat(StorageOutage.is(new java.net.UnknownHostException("nosuch"))).isFalse();
        assertThat(StorageOutage.is(new RemoteException("org.apache.hadoop.security.AccessControlException", "")))
                .isFalse();
    }
}
