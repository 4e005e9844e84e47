package io.drover.spark;

import java.util.Map;
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
            Map.entry("spark.sql.adaptive.enabled", "true"));

    private static final Map<String, String> DEFAULTS = Map.of(
            // Many drivers on one host would fight for the same ports.
            "spark.ui.enabled", "false");

    private SessionSettings() {}

    static SparkSession.Builder builder(Map<String, String> given) {
        SparkSession.Builder builder = SparkSession.builder().appName("Drover");
        DEFAULTS.forEach((key, value) -> {
            if (!given.containsKey(key)) {
                builder.config(key, value);
            }
        });
        FIXED.forEach(builder::config);
        return builder;
    }

    static void fix(SparkSession session) {
        RuntimeConfig configuration = session.conf();
        FIXED.forEach(configuration::set);
    }
}
