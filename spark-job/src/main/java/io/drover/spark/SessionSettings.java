package io.drover.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** Settings that give values their meaning (never to be overridden) and those that only have better defaults. */
final class SessionSettings {

    /** What a cluster's configuration must not change. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("spark.sql.session.timeZone", "UTC"),
            Map.entry("spark.sql.timestampType", "TIMESTAMP_NTZ"),
            Map.entry("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
            Map.entry("spark.sql.legacy.sizeOfNull", "false"),
            Map.entry("spark.sql.ansi.enabled", "false"),
            Map.entry("spark.sql.parser.escapedStringLiterals", "false"),
            Map.entry("spark.sql.parser.quotedRegexColumnNames", "false"),
            Map.entry("spark.sql.mapKeyDedupPolicy", "LAST_WIN"),
            Map.entry("spark.sql.crossJoin.enabled", "true"),
            // A call in a call takes one round more; long recipes make deep formulas.
            Map.entry("spark.sql.analyzer.maxIterations", "100000"),
            Map.entry("spark.sql.adaptive.enabled", "true"));

    private static final Map<String, String> DEFAULTS = Map.of(
            // Many drivers on one host would fight for the same ports.
            "spark.ui.enabled", "false",
            "spark.app.name", "Drover",
            // Progress comes with heartbeats.
            "spark.executor.heartbeatInterval", "3s",
            // Parts of profiles are merged as they come; their sum isn't held.
            "spark.driver.maxResultSize", "0");

    private static final String LOCAL_DIR = "spark.local.dir";
    /** Where the compression libraries unpack themselves; otherwise into the temporary directory. */
    private static final List<String> NATIVE_LIBRARIES = List.of("ZstdTempFolder", "org.xerial.snappy.tempdir");
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    private static final long BYTES_PER_PARTITION = 64L << 20;
    private static final int MOST_PARTITIONS = 2000;

    private SessionSettings() {}

    static SparkSession.Builder builder() {
        SparkConf given = new SparkConf();
        SparkSession.Builder builder = SparkSession.builder();
        DEFAULTS.forEach((key, value) -> {
            if (!given.contains(key)) {
                builder.config(key, value);
            }
        });
        FIXED.forEach(builder::config);
        return builder;
    }

    /** @param scratch where a driver on this machine may spill; removed by who gives it, also if this process is killed */
    static SparkSession.Builder builder(Path scratch) {
        SparkSession.Builder builder = builder();
        if (spillsHere(new SparkConf())) {
            builder.config(LOCAL_DIR, scratch.toString());
            NATIVE_LIBRARIES.stream().filter(key -> System.getProperty(key) == null)
                    .forEach(key -> System.setProperty(key, scratch.toString()));
        }
        return builder;
    }

    /**
     * Whether nobody else clears up after this driver should it be killed: it is in no container of a cluster, and nobody
     * has said where it is to spill.
     */
    private static boolean spillsHere(SparkConf given) {
        String master = given.get("spark.master", "");
        boolean here = master.startsWith("local")
                || master.equals("yarn") && given.get("spark.submit.deployMode", "client").equals("client");
        return here && !given.contains(LOCAL_DIR) && System.getenv("SPARK_LOCAL_DIRS") == null;
    }

    static void fix(SparkSession session) {
        RuntimeConfig configuration = session.conf();
        FIXED.forEach(configuration::set);
    }

    /** Shuffles of small jobs into Spark's 200 partitions cost more than the jobs; what somebody set stays. */
    static void size(SparkSession session, long bytes) {
        if (session.sparkContext().getConf().contains(PARTITIONS)) {
            return;
        }
        int cores = session.sparkContext().defaultParallelism();
        long partitions = Math.max(2L * cores, bytes / BYTES_PER_PARTITION);
        session.conf().set(PARTITIONS, Math.min(MOST_PARTITIONS, partitions));
    }
}
