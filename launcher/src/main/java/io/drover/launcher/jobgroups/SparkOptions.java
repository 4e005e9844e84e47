package io.drover.launcher.jobgroups;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Spark settings of one request: {@code "sparkOptions": [{"key": "spark.executor.memory", "value": "4g"}]}, or an object
 * of them. An extension; what may be set is for the configuration to say, because some settings run code.
 */
final class SparkOptions {
    private static final Pattern NAME = Pattern.compile("spark\\.[A-Za-z0-9._-]{1,200}");
    private static final int LONGEST_VALUE = 1000;

    private final List<String> allowed;

    SparkOptions(LauncherSettings settings) {
        this.allowed = settings.spark().map(LauncherSettings.Spark::allowedOptions).orElse(List.of());
    }

    /** A later entry wins; what is wrong is noted. */
    static Map<String, String> read(Members overrides) {
        if (overrides.value("sparkOptions") instanceof tools.jackson.databind.node.ObjectNode object
                && object.get("data") == null) {
            return overrides.texts("sparkOptions").orElse(Map.of());
        }
        Map<String, String> found = new LinkedHashMap<>();
        overrides.objects("sparkOptions").orElse(List.of()).forEach(entry -> {
            String key = entry.requiredString("key");
            if (entry.value("value") == null || !entry.value("value").isValueNode()) {
                entry.wrongType("value", "a string, number or boolean");
            } else if (key != null) {
                found.put(key, entry.value("value").asString());
            }
        });
        return found;
    }

    /** @param engine that will run the job */
    void check(Map<String, String> options, Optional<String> engine, Defects defects) {
        String pointer = "/overrides/sparkOptions";
        if (!options.isEmpty() && engine.filter("photon"::equals).isPresent()) {
            defects.invalid(pointer, "NOT_FOR_EXECUTION", "overrides.sparkOptions needs a Spark execution, not photon");
        }
        options.forEach((key, value) -> {
            String at = pointer + "/" + key;
            if (!NAME.matcher(key).matches() || allowed.stream().noneMatch(pattern -> matches(pattern, key))) {
                defects.invalid(at, "OPTION_NOT_ALLOWED", "overrides.sparkOptions: \"" + Members.clip(key)
                        + "\" can't be set by a request; allowed are " + String.join(", ", allowed));
            } else if (value.length() > LONGEST_VALUE || value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
                defects.invalid(at, "MALFORMED", "overrides.sparkOptions: the value of " + key
                        + " is longer than " + LONGEST_VALUE + " characters or has a control character");
            }
        });
    }

    private static boolean matches(String pattern, String key) {
        return pattern.endsWith("*") ? key.startsWith(pattern.substring(0, pattern.length() - 1)) : key.equals(pattern);
    }
}
