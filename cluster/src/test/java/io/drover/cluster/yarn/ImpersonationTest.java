package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs in containers that run as their users. */
class ImpersonationTest {
    @RegisterExtension
    static final ClusterModeServer SERVER = new ClusterModeServer();

    @Test
    void theApplicationAndItsOutputAreTheUsers() throws Exception {
        FileSystem files = SERVER.files();
        org.apache.hadoop.fs.Path home = new org.apache.hadoop.fs.Path("/user/alice");
        files.mkdirs(home);
        files.setOwner(home, "alice", "alice");
        files.setPermission(home, new FsPermission((short) 0700));
        try (DroverServer server = DroverServer.prepare("impersonation", "alice@example.org",
                ClusterModeServer.settings("cluster", WrappedSparkHome.real(), "/drover-for-users",
                        "impersonatedDomain: example.org"))) {
            server.start();
            Api api = server.api();
            long group = api.run(api.recipe("own", SERVER.source(), ""), "/user/alice/out.csv", "");
            long forbidden = api.run(api.recipe("forbidden", SERVER.source(), ""), "/out-of-reach/out.csv", "");
            api.awaitStatus(forbidden, "Failed");
            assertThat(api.error(forbidden)).contains("Permission denied: user=alice");
            api.awaitStatus(group, "Complete");
            assertThat(files.getFileStatus(new org.apache.hadoop.fs.Path(home, "out.csv")).getOwner())
                    .isEqualTo("alice");
            assertThat(ClusterModeTest.application(api.applicationId(group)).getUser()).isEqualTo("alice");
            assertThat(api.log(group)).contains("published ");
            FileStatus instance = files.listStatus(new org.apache.hadoop.fs.Path("/drover-for-users/jobs"))[0];
            FileStatus job = files.getFileStatus(
                    new org.apache.hadoop.fs.Path(instance.getPath(), Long.toString(group)));
            assertThat(job.getOwner()).isEqualTo("alice");
            assertThat(job.getPermission()).isEqualTo(new FsPermission((short) 0700));
        }
    }
}
