package io.drover.cluster.yarn;

import io.drover.cluster.MiniCluster;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceOption;
import org.apache.hadoop.yarn.server.api.protocolrecords.UpdateNodeResourceRequest;
import org.apache.hadoop.yarn.server.resourcemanager.RMContext;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.SchedulerNodeReport;
import org.awaitility.Awaitility;

/** One more node of the cluster: a NodeManager that is a process of its own, so that it can be lost. */
final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MEGABYTES = 8192;

    private final MiniCluster cluster;
    private final Process process;
    private final NodeId id;

    private NodeProcess(MiniCluster cluster, Process process, NodeId id) {
        this.cluster = cluster;
        this.process = process;
        this.id = id;
    }

    static NodeProcess start(MiniCluster cluster, Path folder) throws IOException {
        return start(cluster, folder, MEGABYTES);
    }

    /** @param folder for its configuration, and the working folders and logs of its containers; what is there goes */
    static NodeProcess start(MiniCluster cluster, Path folder, int megabytes) throws IOException {
        DroverServer.deleteTree(folder);
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Configuration site = new Configuration(cluster.yarn().getConfig());
        site.unset("net.topology.node.switch.mapping.impl");
        site.set("yarn.nodemanager.local-dirs", Files.createDirectories(folder.resolve("local")).toString());
        site.set("yarn.nodemanager.log-dirs", Files.createDirectories(folder.resolve("logs")).toString());
        site.setInt("yarn.nodemanager.resource.memory-mb", megabytes);
        try (OutputStream out = Files.newOutputStream(conf.resolve("yarn-site.xml"))) {
            site.writeXml(out);
        }
        Set<NodeId> before = Set.copyOf(context(cluster).getRMNodes().keySet());
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp", conf + File.pathSeparator + System.getProperty("java.class.path"),
                "org.apache.hadoop.yarn.server.nodemanager.NodeManager")
                .redirectErrorStream(true).redirectOutput(folder.resolve("node.log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        NodeId id = Awaitility.await("another node has come").atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .failFast("it has ended; see " + folder + "/node.log", () -> !process.isAlive())
                .until(() -> context(cluster).getRMNodes().keySet().stream().filter(node -> !before.contains(node))
                        .findFirst().orElse(null), node -> node != null);
        return new NodeProcess(cluster, process, id);
    }

    private static RMContext context(MiniCluster cluster) {
        return cluster.yarn().getResourceManager().getRMContext();
    }

    NodeId id() {
        return id;
    }

    /** Gives the cluster's first node no more containers, or as many as it has room for again. */
    void alone(boolean alone) throws Exception {
        NodeId first = cluster.yarn().getNodeManager(0).getNMContext().getNodeId();
        Resource room = Resource.newInstance(alone ? 0 : MEGABYTES, alone ? 0 : 16);
        context(cluster).getRMAdminService().updateNodeResource(UpdateNodeResourceRequest.newInstance(
                Map.of(first, ResourceOption.newInstance(room, -1))));
        Awaitility.await("the first node has " + room).atMost(PATIENCE).until(() -> {
            SchedulerNodeReport report = context(cluster).getScheduler().getNodeReport(first);
            return report.getUsedResource().getMemorySize() + report.getAvailableResource().getMemorySize()
                    == room.getMemorySize();
        });
    }

    /** The NodeManager is gone from one moment to the next; what it has started lives on. */
    void kill() throws InterruptedException {
        process.destroyForcibly(); // SIGKILL
        process.waitFor();
    }

    /** Whether the cluster has noticed. */
    boolean isLost() {
        return context(cluster).getInactiveRMNodes().containsKey(id);
    }

    @Override
    public void close() throws Exception {
        kill();
        alone(false);
    }
}
