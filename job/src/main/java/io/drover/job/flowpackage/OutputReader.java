package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.job.flowpackage.PackageIssue.Severity;
import io.drover.job.flowpackage.PackagedOutput.Publication;
import io.drover.job.flowpackage.PackagedOutput.WriteSetting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the output objects of one recipe. */
final class OutputReader {
    private static final List<String> FORMATS = List.of("csv", "json", "avro", "pqt");
    private static final List<String> ACTIONS = List.of("create", "append", "overwrite");
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "bzip2", "snappy");

    private static final Pattern ROOT = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/]*");

    private final String flow;
    private final String recipe;
    private final Map<String, String> values;
    private final List<PackageIssue> issues;

    private OutputReader(String flow, String recipe, Map<String, String> values, List<PackageIssue> issues) {
        this.flow = flow;
        this.recipe = recipe;
        this.values = values;
        this.issues = issues;
    }

    /**
     * At most one for runs by hand and one for scheduled ones.
     *
     * @param values that the flow sets for parameters, by name
     */
    static List<PackagedOutput> read(String flow, String recipe, List<JsonNode> outputs, Map<String, String> values,
            List<PackageIssue> issues) {
        OutputReader reader = new OutputReader(flow, recipe, values, issues);
        Set<Boolean> kinds = new HashSet<>();
        List<PackagedOutput> read = new ArrayList<>();
        for (JsonNode output : outputs) {
            boolean adhoc = output.path("isAdhoc").asBoolean(true);
            if (kinds.add(adhoc)) {
                read.add(reader.output(output, adhoc));
            } else {
                reader.issue(Severity.WARNING, "output", "a second output of the same kind is left behind");
            }
        }
        return read;
    }

    private PackagedOutput output(JsonNode json, boolean adhoc) {
        if (json.path("ignoreRecipeErrors").asBoolean(false)) {
            issue(Severity.WARNING, "output", "is set to run over failing steps, which is never done here");
        }
        for (String options : List.of("outputobjectsparkoptions", "outputobjectdataflowoptions")) {
            if (!json.path(options).isEmpty()) {
                issue(Severity.NOTE, options, "are settings of another engine and aren't taken over");
            }
        }
        List<WriteSetting> settings = new ArrayList<>();
        items(json, "writesettings", "writeSettings").forEach(setting -> setting(setting).ifPresent(settings::add));
        List<Publication> publications = new ArrayList<>();
        items(json, "publications", "publications").forEach(publication ->
                publication(publication).ifPresent(publications::add));
        return new PackagedOutput(text(json, "execution"), json.path("profiler").asBoolean(false), adhoc,
                text(json, "name"), text(json, "description"), settings, publications);
    }

    private static JsonNode items(JsonNode json, String member, String other) {
        JsonNode found = json.has(member) ? json.get(member) : json.path(other);
        return found.isObject() ? found.path("data") : found;
    }

    private Optional<WriteSetting> setting(JsonNode json) {
        String path = path(json);
        String format = word(json, "format", "csv");
        String compression = word(json, "compression", "none");
        String action = word(json, "action", "create");
        List<String> reasons = new ArrayList<>();
        if (path.isEmpty()) {
            reasons.add("it has no path");
        }
        known("format", format, FORMATS, reasons);
        known("compression", compression, COMPRESSIONS, reasons);
        known("action", action, ACTIONS, reasons);
        boolean text = format.equals("csv") || format.equals("json");
        if (reasons.isEmpty() && (text ? compression.equals("snappy")
                : compression.equals("gzip") || compression.equals("bzip2"))) {
            reasons.add("compression " + compression + " doesn't go with format " + format);
        }
        if (!reasons.isEmpty()) {
            issue(Severity.WARNING, "output", "the file " + path + " is left behind: " + String.join(", ", reasons));
            return Optional.empty();
        }
        String extension = compression.equals("gzip") ? ".gz" : compression.equals("bzip2") ? ".bz2" : "";
        if (!path.endsWith(extension)) {
            issue(Severity.WARNING, "output", "the file " + path + " gets the extension " + extension
                    + ", which its compression needs here");
            path += extension;
        }
        String delimiter = json.path("delim").asText("");
        return Optional.of(new WriteSetting(path, action, format, compression, json.path("header").asBoolean(false),
                json.path("asSingleFile").asBoolean(false), delimiter.isEmpty() ? "," : delimiter, text(json, "prefix"),
                text(json, "suffix"), json.path("hasQuotes").asBoolean(false),
                json.path("includeMismatches").asBoolean(true)));
    }

    /** Parameters in paths of outputs aren't known here, so their values are written into it. */
    private String path(JsonNode json) {
        String path = json.path("path").asText("");
        if (json.path("runParameters").isEmpty()) {
            return path;
        }
        // Positions count from behind scheme and authority.
        Matcher parts = ROOT.matcher(path);
        String root = parts.lookingAt() ? parts.group() : "";
        String local = path.substring(root.length());
        PathTemplate.Places places = PathTemplate.places(json.path("runParameters"), local);
        if (!places.problems().isEmpty() || !PathTemplate.onlyVariables(places.insertions())) {
            issue(Severity.WARNING, "output", "the parameters of the path " + path + " have no effect here"
                    + (places.problems().isEmpty() ? "" : ": " + String.join("; ", places.problems())));
            return path;
        }
        String filled = root + PathTemplate.filled(local, places.insertions(), insertion ->
                values.getOrDefault(insertion.name(), insertion.value()));
        issue(Severity.WARNING, "output", "the path's parameters have their values written in: " + filled);
        return filled;
    }

    private static void known(String member, String word, List<String> words, List<String> reasons) {
        if (!words.contains(word)) {
            reasons.add(member + " \"" + word + "\" is not one of " + String.join(", ", words));
        }
    }

    private static String word(JsonNode json, String member, String absent) {
        String word = json.path(member).asText("");
        return json.path(member).isNull() || word.isEmpty() ? absent : word.toLowerCase(Locale.ROOT);
    }

    private Optional<Publication> publication(JsonNode json) {
        String table = json.path("tableName").asText("");
        String target = json.path("targetType").asText("");
        if (table.isEmpty() || target.isEmpty()) {
            issue(Severity.WARNING, "publication", "is left behind: it names no table");
            return Optional.empty();
        }
        if (!json.path("runParameters").isEmpty()) {
            issue(Severity.WARNING, "publication", "the parameters of the table's name " + table
                    + " have no effect here");
        }
        List<String> path = new ArrayList<>();
        json.path("path").forEach(part -> path.add(part.asText()));
        return Optional.of(new Publication(path, table, target, json.path("action").asText("create")));
    }

    private void issue(Severity severity, String what, String message) {
        issues.add(PackageIssue.of(severity, flow, recipe, what, message));
    }

    private static String text(JsonNode json, String member) {
        String value = json.path(member).isTextual() ? json.get(member).textValue() : "";
        return value.isEmpty() ? null : value;
    }
}
