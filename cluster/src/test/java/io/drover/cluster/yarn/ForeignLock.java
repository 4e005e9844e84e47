package io.drover.cluster.yarn;

import java.io.IOException;

/** A location that another publisher holds, so that a driver stops in the middle of its commit. */
final class ForeignLock implements AutoCloseable {
    private final ClusterModeServer server;
    private final String lock;

    private ForeignLock(ClusterModeServer server, String lock) {
        this.server = server;
        this.lock = lock;
    }

    static ForeignLock on(ClusterModeServer server, String folder) throws IOException {
        ForeignLock made = new ForeignLock(server, folder + "/.drover/lock");
        server.write(made.lock, "somebody else's");
        return made;
    }

    /** Until the driver has come to where it needs the location. */
    void awaitWaiting(Api api, long group) {
        api.awaitLog(group, " rows, ");
        org.awaitility.Awaitility.await("job group " + group + " publishes")
                .atMost(java.time.Duration.ofSeconds(30)).pollInterval(java.time.Duration.ofMillis(100))
                .until(() -> api.get("/v4/jobGroups/" + group + "/jobs").get("data").get(1).get("status").textValue()
                        .equals("InProgress"));
    }

    /** As a publisher gives a location back. */
    @Override
    public void close() throws IOException {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(ClusterModeServer.CLUSTER.hdfsUri() + lock);
        io.drover.job.storage.HadoopFiles files =
                io.drover.job.storage.HadoopFiles.of(file, ClusterModeServer.CLUSTER.configuration());
        files.delete(file);
        files.deleteIfEmpty(file.getParent());
    }
}
