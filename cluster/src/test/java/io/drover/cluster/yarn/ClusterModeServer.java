package io.drover.cluster.yarn;

import io.drover.cluster.MiniCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server whose drivers run on the cluster, for all tests of this package; started by the first that wants it. */
final class ClusterModeServer implements BeforeAllCallback {
    static final MiniCluster CLUSTER = new MiniCluster();

    private static DroverServer server;
    private static GatedSparkHome spark;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        CLUSTER.beforeAll(context);
        synchronized (ClusterModeServer.class) {
            if (server == null) {
                spark = GatedSparkHome.make(Path.of("target", "gated-spark").toAbsolutePath());
                server = DroverServer.prepare("cluster-mode", settings("cluster", spark.path()));
                server.start();
            }
        }
        write("/data/shop/in.csv", "store,n\na,1\nb,2\nc,3\n");
    }

    /** Of a server that shares the mini cluster with others. */
    static String settings(String deployMode, Path sparkHome) {
        return settings(deployMode, sparkHome, "/drover");
    }

    /**
     * @param directory of the server's own on HDFS
     * @param hadoop further settings of this section
     */
    static String settings(String deployMode, Path sparkHome, String directory, String... hadoop) {
        return """
                allowedPaths: ['hdfs://hadoop:50070/', 'file://%3$s/']
                storage: hdfs://hadoop:50070
                storageAliases:
                  hdfs://hadoop:50070: %1$s
                  'hdfs://': %1$s
                hadoop:
                  conf: %2$s
                  directory: %1$s%4$s
                %5$s%6$s    spark.hadoop.drover.publish.lease-millis: '600000'
                  allowedOptions: [spark.driver.memory, spark.driver.extraJavaOptions, spark.executor.memory, spark.yarn.am.memory]
                photon:
                  options: [-Xmx256m, -XX:TieredStopAtLevel=1]
                limits:
                  sparkJobs: 5
                  userJobs: 8
                  startTimeout: 2m
                  heartbeatTimeout: 15s
                """.formatted(CLUSTER.hdfsUri(), CLUSTER.confDirectory(), localFolder(), directory,
                Stream.of(hadoop).map(line -> "  " + line + "\n").collect(Collectors.joining()),
                SparkSettings.section(sparkHome, deployMode, ""));
    }

    /** Of this machine, where jobs may read and write, too. */
    static Path localFolder() {
        return Path.of("target", "local-files").toAbsolutePath();
    }

    DroverServer server() {
        return server;
    }

    Api api() {
        return server.api();
    }

    GatedSparkHome spark() {
        return spark;
    }

    FileSystem files() throws IOException {
        return CLUSTER.fileSystem();
    }

    /** The source that every test may read, as a client writes it. */
    String source() {
        return "hdfs://hadoop:50070/data/shop/in.csv";
    }

    void write(String path, String text) throws IOException {
        try (FSDataOutputStream out = files().create(new org.apache.hadoop.fs.Path(path))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    String read(String path) throws IOException {
        try (java.io.InputStream in = files().open(new org.apache.hadoop.fs.Path(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    boolean exists(String path) throws IOException {
        return files().exists(new org.apache.hadoop.fs.Path(path));
    }
}
