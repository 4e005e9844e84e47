package io.drover.cli.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.UsageException;
import io.drover.cli.api.ApiClient;
import io.drover.cli.run.InputOption;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.message.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a flow package on a server and gives its datasets other places. */
public final class PackageImport {
    private PackageImport() {}

    /**
     * @param answer of the server
     * @param issues lines for people, those that are mended by another place left out
     */
    public record Imported(JsonNode answer, List<String> issues) {}

    /**
     * @param inputs {@code NAME=URI[;option=value]…}; may be null
     * @param dryRun whether nothing is to be kept
     */
    public static Imported of(ApiClient client, Path file, List<String> inputs, boolean dryRun) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        List<InputOption> options = inputs == null ? List.of() : inputs.stream().map(InputOption::parse).toList();
        List<String> wrong = new ArrayList<>();
        options.forEach(option -> {
            if (option.name().isEmpty()) {
                wrong.add("--input " + option.uri() + ": NAME=URI is wanted");
            }
            if (!option.types().isEmpty()) {
                wrong.add("--input " + option.uri() + ": types can't be given here");
            }
        });
        if (!wrong.isEmpty()) {
            throw new UsageException(wrong);
        }
        Map<InputOption, List<JsonNode>> datasets = new LinkedHashMap<>();
        if (!options.isEmpty()) {
            // Names are looked up before anything is kept.
            JsonNode trial = client.upload("/v4/flows/package/dryRun", file);
            options.forEach(option -> named(trial.path("datasources"), option));
        }
        JsonNode answer = client.upload("/v4/flows/package" + (dryRun ? "/dryRun" : ""), file);
        options.forEach(option -> datasets.put(option, named(answer.path("datasources"), option)));
        Set<String> moved = new LinkedHashSet<>();
        datasets.forEach((option, found) -> found.forEach(dataset -> {
            moved.add(dataset.path("name").asText());
            if (!dryRun) {
                client.put("/v4/importedDatasets/" + dataset.path("id").asText(), body(option));
            }
        }));
        List<String> issues = new ArrayList<>();
        for (int i = 0; i < answer.path("issues").size(); i++) {
            JsonNode issue = answer.path("issues").path(i);
            boolean mended = moved.contains(issue.path("object").asText())
                    && (issue.path("what").asText().equals("dataset")
                            || issue.path("what").asText().startsWith("database "));
            if (!mended) {
                issues.add(issue.path("severity").asText() + ": " + answer.path("warnings").path(i).asText());
            }
        }
        return new Imported(answer, issues);
    }

    /** Several only if they are of one file. */
    private static List<JsonNode> named(JsonNode datasources, InputOption option) {
        String name = option.name().orElseThrow();
        List<JsonNode> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode dataset : datasources) {
            names.add(dataset.path("name").asText());
            String path = dataset.path("path").asText().replaceAll("/+$", "");
            if (dataset.path("name").asText().equals(name) || path.substring(path.lastIndexOf('/') + 1).equals(name)) {
                found.add(dataset);
            }
        }
        if (found.isEmpty()) {
            throw new UsageException("--input: the package has no dataset '" + name + "'"
                    + Suggestions.nearest(name, names).map(near -> "; did you mean '" + near + "'?")
                            .orElse("; it has " + String.join(", ", names)));
        }
        if (found.stream().map(dataset -> dataset.path("uri").asText()).distinct().count() > 1) {
            throw new UsageException("--input: several datasets of different places are named '" + name + "'");
        }
        return found;
    }

    private static Map<String, Object> body(InputOption option) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("uri", option.uri());
        SourceOptions given = option.options();
        Map<String, Object> parsing = new LinkedHashMap<>();
        put(parsing, "format", given.format());
        put(parsing, "delimiter", given.delimiter());
        put(parsing, "header", given.header());
        put(parsing, "quote", given.quote());
        put(parsing, "encoding", given.encoding());
        put(parsing, "structure", given.structure().equals("auto") ? null : given.structure());
        put(parsing, "sheet", given.sheet());
        put(parsing, "badRecords", given.badRecords());
        if (!parsing.isEmpty()) {
            body.put("parsing", parsing);
        }
        return body;
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
