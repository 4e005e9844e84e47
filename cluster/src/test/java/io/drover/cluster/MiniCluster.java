package io.drover.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One HDFS and one YARN for all tests of this module, started by the first that wants it; the JVM's end stops it. */
public final class MiniCluster implements BeforeAllCallback {
    private static final long POLL_MILLIS = 50;
    private static final long START_MILLIS = 60_000;

    private static MiniDFSCluster hdfs;
    private static MiniYARNCluster yarn;
    private static Path confDirectory;
    private static Path applications;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    private static synchronized void start() throws Exception {
        if (hdfs != null) {
            return;
        }
        Path work = Path.of("target", "cluster").toAbsolutePath();
        YarnConfiguration configuration = new YarnConfiguration();
        configuration.set("hdfs.minidfs.basedir", work.resolve("dfs").toString());
        // The tests' own user is the superuser, who may do everything, and act for everybody.
        configuration.set("hadoop.proxyuser." + System.getProperty("user.name") + ".hosts", "*");
        configuration.set("hadoop.proxyuser." + System.getProperty("user.name") + ".groups", "*");
        configuration.set("dfs.replication", "1");
        // A NameNode counts a whole block as taken, for ten minutes and more, for each that a dead writer has asked for and
        // never begun; in blocks of 128 MB a few hundred of them fill a disk.
        configuration.set("dfs.blocksize", "8m");
        // A NameNode that is started again learns with the next of them of its DataNode.
        configuration.set("dfs.heartbeat.interval", "1");
        closeSoon(configuration);
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        configuration.set("fs.defaultFS", hdfs.getURI().toString());
        smallYarn(configuration);
        // A node that says nothing for so long is lost; ten minutes otherwise.
        configuration.set("yarn.nm.liveness-monitor.expiry-interval-ms", "15000");
        // Not what an earlier run left.
        applications = Files.createTempDirectory(Files.createDirectories(work), "rm");
        surviveRestarts(configuration, applications);
        yarn = new MiniYARNCluster("drover", 1, 1, 1);
        yarn.init(configuration);
        yarn.start();
        awaitAddress();
        yarn.waitForNodeManagersToConnect(20_000);
        confDirectory = writeConfiguration(work.resolve("conf"));
    }

    /** Closing a file asks again after this, doubled each time, until the only DataNode has told of its blocks. */
    private static void closeSoon(Configuration client) {
        client.set("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "1");
        client.set("dfs.client.block.write.locateFollowingBlock.retries", "14");
    }

    /** A ResourceManager that is started again keeps its addresses and its applications. */
    private static void surviveRestarts(Configuration configuration, Path folder) throws IOException {
        configuration.setBoolean("yarn.minicluster.fixed.ports", true);
        // Else the NodeManager would go on talking to the one that is no more.
        configuration.setBoolean("yarn.minicluster.use-rpc", true);
        configuration.set("yarn.resourcemanager.connect.retry-interval.ms", "1000");
        configuration.set("yarn.resourcemanager.work-preserving-recovery.scheduling-wait-ms", "1000");
        for (String server : List.of("address", "scheduler.address", "resource-tracker.address", "admin.address",
                "webapp.address")) {
            configuration.set("yarn.resourcemanager." + server, "localhost:" + freePort());
        }
        for (String server : List.of("address", "localizer.address", "webapp.address")) {
            configuration.set("yarn.nodemanager." + server, "localhost:0");
        }
        configuration.setBoolean("yarn.resourcemanager.recovery.enabled", true);
        configuration.set("yarn.resourcemanager.store.class",
                "org.apache.hadoop.yarn.server.resourcemanager.recovery.FileSystemRMStateStore");
        configuration.set("yarn.resourcemanager.fs.state-store.uri", folder.toUri().toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What a YARN of small nodes on this machine wants. */
    public static void smallYarn(Configuration configuration) {
        scheduler(configuration);
        configuration.set("yarn.resourcemanager.hostname", "localhost");
        configuration.set("yarn.nodemanager.hostname", "localhost");
        configuration.set("yarn.nodemanager.vmem-check-enabled", "false");
        configuration.set("yarn.nodemanager.pmem-check-enabled", "false");
        configuration.set("yarn.minicluster.yarn.nodemanager.resource.memory-mb", "8192");
        configuration.set("yarn.nodemanager.resource.cpu-vcores", "16");
        configuration.set("yarn.scheduler.minimum-allocation-mb", "256");
        configuration.set("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "200");
        configuration.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.0");
    }

    /** The shaded jar lacks capacity-scheduler.xml. */
    private static void scheduler(Configuration configuration) {
        String root = "yarn.scheduler.capacity.root.";
        configuration.set(root + "queues", "default");
        configuration.set(root + "default.capacity", "100");
        configuration.set(root + "default.maximum-capacity", "100");
        configuration.set(root + "default.user-limit-factor", "1");
        configuration.set(root + "default.state", "RUNNING");
        configuration.set(root + "default.acl_submit_applications", "*");
        configuration.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        configuration.set("yarn.scheduler.capacity.node-locality-delay", "-1");
    }

    private static void awaitAddress() throws InterruptedException {
        long end = System.currentTimeMillis() + START_MILLIS;
        while (yarn.getConfig().get("yarn.resourcemanager.address").endsWith(":0")) {
            if (System.currentTimeMillis() > end) {
                throw new IllegalStateException("the ResourceManager got no address within " + START_MILLIS + " ms");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Path writeConfiguration(Path directory) throws IOException {
        Files.createDirectories(directory);
        Configuration site = new Configuration(yarn.getConfig());
        // A class of the mini cluster's that spark-submit and its containers don't have.
        site.unset("net.topology.node.switch.mapping.impl");
        try (OutputStream out = Files.newOutputStream(directory.resolve("yarn-site.xml"))) {
            site.writeXml(out);
        }
        Configuration core = new Configuration(false);
        core.set("fs.defaultFS", hdfs.getURI().toString());
        core.set("dfs.replication", "1");
        try (OutputStream out = Files.newOutputStream(directory.resolve("core-site.xml"))) {
            core.writeXml(out);
        }
        return directory;
    }

    /** Hadoop's configuration of a client of this cluster. */
    public Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.addResource(new org.apache.hadoop.fs.Path(confDirectory.resolve("core-site.xml").toUri()));
        closeSoon(configuration);
        return configuration;
    }

    /** For HADOOP_CONF_DIR. */
    public Path confDirectory() {
        return confDirectory;
    }

    /** Without a trailing slash. */
    public String hdfsUri() {
        return hdfs.getURI().toString();
    }

    public MiniDFSCluster hdfs() {
        return hdfs;
    }

    public MiniYARNCluster yarn() {
        return yarn;
    }

    /** Takes an application out of what the ResourceManager will know when it is started the next time. */
    public void forget(String application) throws IOException {
        try (Stream<Path> found = Files.walk(applications)) {
            for (Path path : found.filter(file -> file.toString().contains(application))
                    .sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    public FileSystem fileSystem() throws IOException {
        return hdfs.getFileSystem();
    }
}
