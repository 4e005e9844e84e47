package io.drover.cli.serve;

import io.drover.cli.UsageException;
import io.drover.recipe.message.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.util.StringUtils;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A configuration file's settings by their dotted names ({@code limits.photonJobs}). Reading never stops at the first
 * problem: {@link #check} tells them all.
 */
final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final Path file;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> read = new TreeSet<>();
    private final Set<String> maps = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private Settings(Path file) {
        this.file = file;
    }

    /** @param file null for none: then everything has its default */
    static Settings read(Path file) {
        Settings settings = new Settings(file);
        if (file != null) {
            try {
                LoaderOptions options = new LoaderOptions();
                options.setAllowDuplicateKeys(false);
                Object root = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
                if (root instanceof Map<?, ?> map) {
                    settings.flatten("", map);
                } else if (root != null) {
                    throw new UsageException(file + ": a mapping of settings is wanted");
                }
            } catch (IOException e) {
                throw new UsageException("--config: cannot read " + file + ": " + e.getMessage());
            } catch (YAMLException e) {
                throw new UsageException(file + ": " + e.getMessage());
            }
        }
        return settings;
    }

    private void flatten(String prefix, Map<?, ?> map) {
        map.forEach((key, value) -> {
            String name = prefix + key;
            if (value instanceof Map<?, ?> inner) {
                flatten(name + ".", inner);
            } else if (value != null) {
                values.put(name, value);
            }
        });
    }

    String text(String name, String defaultValue) {
        read.add(name);
        Object value = values.get(name);
        if (value instanceof List) {
            problems.add(name + ": a text is wanted, not a list");
            return defaultValue;
        }
        return value == null ? defaultValue : value.toString();
    }

    int integer(String name, int defaultValue, int minimum) {
        String text = text(name, null);
        if (text == null) {
            return defaultValue;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < minimum) {
            problems.add(name + ": " + text + " is no whole number from " + minimum + " on");
            return defaultValue;
        }
        return Integer.parseInt(text);
    }

    /** A size as the JVM's options and Spark's settings have them: {@code 512m}, {@code 4g}, or a number of bytes. */
    long bytes(String name, long defaultValue, long minimum) {
        String text = text(name, null);
        if (text == null) {
            return defaultValue;
        }
        long bytes;
        try {
            bytes = StringUtils.TraditionalBinaryPrefix.string2long(text);
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + text + " is no size; write e.g. 512m, 4g");
            return defaultValue;
        }
        if (bytes < minimum) {
            problems.add(name + ": " + text + " is less than the least, "
                    + StringUtils.TraditionalBinaryPrefix.long2String(minimum, "", 0));
            return defaultValue;
        }
        return bytes;
    }

    Duration duration(String name, Duration defaultValue) {
        String text = text(name, null);
        if (text == null) {
            return defaultValue;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            problems.add(name + ": " + text + " is no duration; write e.g. 500ms, 30s, 5m, 2h");
            return defaultValue;
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    List<String> texts(String name, List<String> defaultValue) {
        read.add(name);
        Object value = values.get(name);
        if (value == null) {
            return defaultValue;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        problems.add(name + ": a list is wanted");
        return defaultValue;
    }

    /** Everything below a name, whatever it is called there. */
    Map<String, String> below(String name) {
        maps.add(name + ".");
        Map<String, String> below = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                below.put(key.substring(name.length() + 1), value.toString());
            }
        });
        return below;
    }

    void problem(String text) {
        problems.add(text);
    }

    /** @throws UsageException with everything that is wrong, unknown names included */
    void check() {
        for (String name : values.keySet()) {
            if (!read.contains(name) && maps.stream().noneMatch(name::startsWith)) {
                problems.add("unknown setting " + name
                        + Suggestions.nearest(name, read).map(near -> "; did you mean " + near + "?").orElse(""));
            }
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems.stream().map(problem -> file + ": " + problem).toList());
        }
    }
}
