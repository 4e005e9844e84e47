package io.drover.cluster.yarn;

import java.nio.file.Path;

/** What a server's settings say about Spark on a YARN of one machine: containers as small as they go. */
public final class SparkSettings {
    /** Of JVMs that live for seconds. */
    static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private SparkSettings() {}

    /**
     * A YAML section that ends within its {@code conf}, so that lines indented by four add to that.
     *
     * @param javaOptions of every JVM on the cluster, besides those that make it quick; may be empty
     */
    public static String section(Path sparkHome, String deployMode, String javaOptions) {
        return """
                spark:
                  home: %1$s
                  master: yarn
                  deployMode: %2$s
                  conf:
                    spark.driver.memory: 512m
                    spark.driver.memoryOverhead: 256m
                    spark.executor.memory: 512m
                    spark.executor.memoryOverhead: 256m
                    spark.executor.instances: 1
                    spark.executor.cores: 1
                    spark.yarn.am.memory: 512m
                    spark.driver.defaultJavaOptions: %3$s
                    spark.executor.defaultJavaOptions: %3$s
                    spark.yarn.am.extraJavaOptions: %3$s
                """.formatted(sparkHome, deployMode, (QUICK + " " + javaOptions).strip());
    }
}
