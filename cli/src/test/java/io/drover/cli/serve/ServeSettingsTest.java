package io.drover.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.cli.UsageException;
import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
