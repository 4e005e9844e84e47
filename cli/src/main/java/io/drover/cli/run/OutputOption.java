package io.drover.cli.run;

import io.drover.cli.UsageException;
import io.drover.job.spec.JobSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code --output URI[;format=csv;action=create;…]}: one writesettings entry. */
public record OutputOption(
        String path, String format, String action, String compression, boolean header, boolean asSingleFile,
        String delim, boolean hasQuotes) {
    private static final Set<String> KNOWN =
            Set.of("format", "action", "compression", "header", "asSingleFile", "delim", "hasQuotes");

    /** What isn't said follows from the name: format and compression from the extensions, a file for csv and json. */
    public static OutputOption parse(String text) {
        OptionText parsed = OptionText.parse("--output", text, KNOWN);
        if (parsed.head().isEmpty()) {
            throw new UsageException("--output: a path is missing");
        }
        String name = parsed.head().toLowerCase(Locale.ROOT);
        String compression = parsed.options().getOrDefault(
                "compression", name.endsWith(".gz") ? "gzip" : name.endsWith(".bz2") ? "bzip2" : "none");
        String format = parsed.options().getOrDefault("format", formatOf(name.replaceAll("\\.(gz|bz2)$", "")));
        boolean text2 = format.equals("csv") || format.equals("json");
        return new OutputOption(
                parsed.head(),
                format,
                parsed.options().getOrDefault("action", "create"),
                compression,
                parsed.flag("--output", "header", true),
                parsed.flag("--output", "asSingleFile", text2),
                parsed.options().getOrDefault("delim", ","),
                parsed.flag("--output", "hasQuotes", false));
    }

    private static String formatOf(String name) {
        if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return "json";
        }
        if (name.endsWith(".avro")) {
            return "avro";
        }
        return name.endsWith(".pqt") || name.endsWith(".parquet") ? "pqt" : "csv";
    }

    /** As the REST contract takes it. */
    public Map<String, Object> toRequest() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", path);
        entry.put("action", action);
        entry.put("format", format);
        entry.put("compression", compression);
        entry.put("header", header);
        entry.put("asSingleFile", asSingleFile);
        entry.put("delim", delim);
        entry.put("hasQuotes", hasQuotes);
        return entry;
    }

    /** As a driver takes it. */
    public JobSpec.Output toOutput(String id, String uri) {
        return new JobSpec.Output(
                id,
                uri,
                word(JobSpec.Action.class, "action", action),
                word(JobSpec.FileFormat.class, "format", format),
                word(JobSpec.Compression.class, "compression", compression),
                header,
                asSingleFile,
                delim,
                hasQuotes,
                true);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String key, String word) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        throw new UsageException("--output: " + key + "=" + word + ": one of "
                + String.join(", ", java.util.Arrays.stream(type.getEnumConstants())
                        .map(value -> value.name().toLowerCase(Locale.ROOT)).toList()) + " is wanted");
    }
}
