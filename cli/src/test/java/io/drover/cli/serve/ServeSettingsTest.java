package io.drover.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drover.cli.UsageException;
import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeSettingsTest {
    @TempDir
    private Path folder;

    private String distribution;

    @BeforeEach
    void distribution() throws IOException {
        Files.createDirectories(folder.resolve("lib").resolve("photon"));
        distribution = System.setProperty("drover.distribution", folder.toString());
    }

    @AfterEach
    void restore() {
        if (distribution == null) {
            System.clearProperty("drover.distribution");
        } else {
            System.setProperty("drover.distribution", distribution);
        }
    }

    private LauncherSettings read(String yaml) throws IOException {
        return ServeSettings.of(Files.writeString(folder.resolve("drover.yaml"), yaml), folder, 0, null);
    }

    @Test
    void theShippedFileSaysTheDefaults() {
        LauncherSettings shipped = ServeSettings.of(Path.of("..", "conf", "drover.yaml"), folder, 0, null);
        LauncherSettings defaults = ServeSettings.of(null, folder, 0, null);
        assertThat(shipped).isEqualTo(defaults);
    }

    @Test
    void aCluster() throws IOException {
        Path keytab = Files.writeString(folder.resolve("drover.keytab"), "");
        LauncherSettings settings = read("""
                storageAliases:
                  hdfs://hadoop.example.org:50070: hdfs://namenode:8020
                hadoop:
                  conf: %1$s
                  directory: hdfs:///drover
                  principal: drover/host@EXAMPLE.ORG
                  keytab: %2$s
                  impersonatedDomain: example.org
                spark:
                  home: %1$s
                  master: yarn
                  deployMode: cluster
                """.formatted(folder, keytab));
        assertThat(settings.hadoop().aliases())
                .isEqualTo(Map.of("hdfs://hadoop.example.org:50070", "hdfs://namenode:8020"));
        assertThat(settings.hadoop().directory()).hasToString("Optional[hdfs:///drover]");
        assertThat(settings.hadoop().kerberos().orElseThrow().keytab()).isEqualTo(keytab);
        assertThat(settings.spark().orElseThrow().onYarn()).isTrue();
        assertThat(settings.spark().orElseThrow().driverOnCluster()).isTrue();
    }

    @Test
    void boundsOfJobs() throws IOException {
        LauncherSettings settings = read("""
                photon: {memory: 2g, threads: 3}
                limits: {jobTimeout: 90m}
                """);
        assertThat(settings.photon().memoryBytes()).contains(2L << 30);
        assertThat(settings.photon().threads()).contains(3);
        assertThat(settings.limits().jobTimeout()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void jobsThatRunAtATimeShareTheMemory() throws IOException {
        long of2 = read("limits: {photonJobs: 2}").photon().memoryBytes().orElseThrow();
        long of4 = read("limits: {photonJobs: 4}").photon().memoryBytes().orElseThrow();
        assertThat(of4).isCloseTo(of2 / 2, within(1L));
        assertThatThrownBy(() -> read("photon: {memory: much}")).isInstanceOf(UsageException.class)
                .hasMessageContaining("photon.memory: much is no size; write e.g. 512m, 4g");
        assertThatThrownBy(() -> read("photon: {memory: 1m, threads: 0}")).isInstanceOf(UsageException.class)
                .hasMessageContaining("photon.memory: 1m is less than the least, 256 M")
                .hasMessageContaining("photon.threads: 0 is no whole number from 1 on");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> read("""
                storageAliases:
                  hdfs://a/b: c
                hadoop:
                  conf: /no/such/folder
                  directory: nowhere
                  principal: drover
                spark:
                  home: /spark
                  deployMode: cluster
                """)).isInstanceOf(UsageException.class)
                .hasMessageContaining("hdfs://a/b").hasMessageContaining("/no/such/folder is no folder")
                .hasMessageContaining("hadoop.directory: nowhere")
                .hasMessageContaining("hadoop.principal and hadoop.keytab belong together");
        assertThatThrownBy(() -> read("spark: {home: /spark, deployMode: cluster}"))
                .isInstanceOf(UsageException.class).hasMessageContaining("hadoop.directory: needed");
    }
}
