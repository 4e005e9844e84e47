package io.drover.launcher.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scheme and authority stand for a storage root. */
final class StorageAliasesTest {
    private final StorageAliases aliases = new StorageAliases(Map.of(
            "hdfs://hadoop:50070", "hdfs://namenode:8020",
            "hdfs://", "hdfs://namenode:8020/",
            "hdfs://*", "hdfs://other",
            "s3://Lake", "file:///mnt/lake/"));

    @Test
    void aNameStandsForItsRoot() {
        assertThat(aliases.resolve("hdfs", "hadoop:50070", "/a/b.csv")).isEqualTo("hdfs://namenode:8020/a/b.csv");
        assertThat(aliases.resolve("hdfs", "HADOOP:50070", "/a")).isEqualTo("hdfs://namenode:8020/a");
        assertThat(aliases.resolve("hdfs", "", "/a")).isEqualTo("hdfs://namenode:8020/a");
        assertThat(aliases.resolve("hdfs", "elsewhere", "/a")).isEqualTo("hdfs://other/a");
        assertThat(aliases.resolve("s3", "lake", "/a")).isEqualTo("file:///mnt/lake/a");
        assertThat(aliases.resolve("s3", "sea", "/a")).isEqualTo("s3://sea/a");
        assertThat(aliases.resolve("file", "", "/a")).isEqualTo("file:///a");
    }

    @Test
    void whatIsNoNameIsRefused() {
        assertThatThrownBy(() -> new StorageAliases(Map.of("hdfs://h/path", "hdfs://n")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("hdfs://h/path");
        assertThatThrownBy(() -> new StorageAliases(Map.of("hdfs://h", "namenode")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("namenode");
    }
}
