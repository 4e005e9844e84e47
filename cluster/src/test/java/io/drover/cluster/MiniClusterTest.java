package io.drover.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cluster itself, and the smallest thing of ours on it. */
class MiniClusterTest {
    @RegisterExtension
    static final MiniCluster CLUSTER = new MiniCluster();

    @Test
    void aJobDirectoryLivesOnHdfs() throws Exception {
        JobDirectory directory =
                JobDirectory.at(URI.create(CLUSTER.hdfsUri() + "/drover/jobs/1"), CLUSTER.configuration());
        directory.files().makeDirectories(directory.path());
        directory.raiseFence(3);
        directory.raiseFence(2);
        assertThat(directory.fence()).isEqualTo(3);
        directory.writeDocument("note", "a".getBytes(StandardCharsets.UTF_8));
        directory.writeDocument("note", "b".getBytes(StandardCharsets.UTF_8));
        assertThat(directory.document("note")).contains("b".getBytes(StandardCharsets.UTF_8));
        assertThat(CLUSTER.yarn().getResourceManager().getClientRMService()).isNotNull();
    }
}
