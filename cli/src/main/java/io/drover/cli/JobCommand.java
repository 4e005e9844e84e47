package io.drover.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.cli.api.ApiClient;
import io.drover.cli.api.ApiException;
import io.drover.cli.api.ServerOptions;
import io.drover.cli.run.KeyValue;
import io.drover.cli.run.OutputOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Jobs on a server. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        description = "Submits jobs to a server, shows, watches and cancels them.")
final class JobCommand {

    /** What a run needs that can't take over settings of an earlier one. */
    private static final List<String> FIRST_RUN_SETTINGS =
            List.of("/overrides/execution", "/overrides/profiler", "/overrides/writesettings");

    @Spec
    private CommandSpec spec;

    @Command(
            name = "submit",
            mixinStandardHelpOptions = true,
            description = "Runs a wrangled dataset. What isn't given is taken from its last run or its output object.")
    int submit(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "DATASET", description = "Its id, or its name if that is unique.") String dataset,
            @Option(names = "--engine", paramLabel = "photon|spark",
                    description = "Default: the output object's.") String engine,
            @Option(names = "--output", paramLabel = "URI[;OPTION=VALUE]...",
                    description = "Options: format, action, compression, header, asSingleFile, delim. May be repeated.")
                    List<String> outputs,
            @Option(names = "--param", paramLabel = "KEY=VALUE",
                    description = "A parameter's value. May be repeated.") List<String> parameters,
            @Option(names = "--profile", negatable = true, description = "Build a visual profile.") Boolean profile,
            @Option(names = "--watch", description = "Wait for the end; exits 1 if the job fails.") boolean watch,
            @Option(names = "--json", description = "The answer as JSON.") boolean json) {
        ApiClient client = server.client();
        Map<String, Object> overrides = new LinkedHashMap<>();
        if (engine != null) {
            overrides.put("execution", engine);
        }
        if (profile != null) {
            overrides.put("profiler", profile);
        }
        if (outputs != null) {
            overrides.put("writesettings", outputs.stream().map(OutputOption::parse).map(OutputOption::toRequest).toList());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("wrangledDataset", Map.of("id", datasetId(client, dataset)));
        body.put("overrides", overrides);
        body.put("ranfrom", "cli");
        if (parameters != null) {
            List<Map<String, String>> data = new ArrayList<>();
            parameters.stream().map(text -> KeyValue.parse("--param", text))
                    .forEach(pair -> data.add(Map.of("key", pair.key(), "value", pair.value())));
            body.put("runParameters", Map.of("overrides", List.of(Map.of("data", data))));
        }
        JsonNode answer = submit(client, body);
        PrintWriter err = spec.commandLine().getErr();
        answer.path("warnings").forEach(warning -> err.println("warning: " + warning.asText()));
        long id = answer.path("id").asLong();
        spec.commandLine().getOut().println(json ? answer.toPrettyString() : Long.toString(id));
        return watch ? new JobWatch(client, spec.commandLine().getErr()).untilDone(id) : ExitCode.SUCCESS;
    }

    private static JsonNode submit(ApiClient client, Map<String, Object> body) {
        try {
            return client.post("/v4/jobGroups", body, UUID.randomUUID().toString());
        } catch (ApiException e) {
            throw FIRST_RUN_SETTINGS.stream().anyMatch(e::misses)
                    ? e.withLine("a first run needs --engine, --output, and --profile or --no-profile") : e;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists job groups, newest first.")
    int list(
            @Mixin ServerOptions server,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "25",
                    description = "At most so many, the newest. Default: ${DEFAULT-VALUE}.") int limit,
            @Option(names = "--json", description = "The answer as JSON.") boolean json) {
        JsonNode answer = server.client().get("/v4/jobGroups?embed=wrangledDataset&limit=" + limit);
        if (json) {
            spec.commandLine().getOut().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        List<List<String>> rows = new ArrayList<>();
        answer.path("data").forEach(group -> rows.add(List.of(
                group.path("id").asText(),
                group.path("status").asText(),
                group.path("wrangledDataset").path("name").asText(group.path("wrangledDataset").path("id").asText()),
                group.path("ranfrom").asText("-"),
                group.path("createdAt").asText(),
                group.path("updatedAt").asText())));
        TextTable.print(
                spec.commandLine().getOut(),
                List.of("ID", "STATUS", "DATASET", "FROM", "CREATED", "UPDATED"),
                rows);
        return ExitCode.SUCCESS;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows a job group, its jobs and outputs, and what happened to it.")
    int show(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The job group's id.") long id,
            @Option(names = "--json", description = "The answer as JSON.") boolean json) {
        ApiClient client = server.client();
        JsonNode group = client.get("/v4/jobGroups/" + id + "?embed=jobs,wrangledDataset");
        JsonNode outputs = client.get("/v4/jobGroups/" + id + "/outputs");
        JsonNode history = client.get("/v4/jobGroups/" + id + "/history");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ((ObjectNode) group).<ObjectNode>set("outputs", outputs).set("history", history);
            out.println(group.toPrettyString());
            return ExitCode.SUCCESS;
        }
        out.println("Job group " + id + ": " + group.path("status").asText());
        out.println("dataset " + group.path("wrangledDataset").path("name").asText() + ", created "
                + group.path("createdAt").asText() + ", updated " + group.path("updatedAt").asText());
        List<List<String>> rows = new ArrayList<>();
        group.path("jobs").path("data").forEach(job -> rows.add(List.of(
                job.path("id").asText(),
                job.path("jobType").asText(),
                job.path("status").asText(),
                job.path("percentComplete").asText() + " %",
                JobWatch.error(job))));
        TextTable.print(out, List.of("JOB", "TYPE", "STATUS", "DONE", "ERROR"), rows);
        outputs.path("files").path("data").forEach(file ->
                out.println(file.path("uri").asText() + "  " + file.path("size").asText() + " bytes"));
        out.println();
        List<List<String>> events = new ArrayList<>();
        history.path("data").forEach(event -> events.add(List.of(
                event.path("at").asText(),
                event.path("attempt").asInt() == 0 ? "-" : event.path("attempt").asText(),
                event.path("event").asText(),
                event.path("text").asText())));
        TextTable.print(out, List.of("AT", "ATTEMPT", "EVENT", "HISTORY"), events);
        return ExitCode.SUCCESS;
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            description = "Follows a job group to its end; exits 0 if it is complete, 1 if it failed, 130 if it was canceled.")
    int watch(@Mixin ServerOptions server, @Parameters(paramLabel = "ID", description = "The job group's id.") long id) {
        return new JobWatch(server.client(), spec.commandLine().getErr()).untilDone(id);
    }

    @Command(name = "logs", mixinStandardHelpOptions = true, description = "Prints what a job group has logged so far.")
    int logs(@Mixin ServerOptions server,
            @Parameters(paramLabel = "ID", description = "The job group's id.") long id) throws IOException {
        byte[] archive = server.client().bytes("/v4/jobGroups/" + id + "/logs");
        PrintWriter out = spec.commandLine().getOut();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    out.println("== " + entry.getName());
                    new String(zip.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(out::println);
                }
            }
        }
        out.flush();
        return ExitCode.SUCCESS;
    }

    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Cancels a job group.")
    int cancel(@Mixin ServerOptions server, @Parameters(paramLabel = "ID", description = "The job group's id.") long id) {
        JsonNode answer = server.client().post("/v4/jobGroups/" + id + "/cancel", null);
        int count = answer.path("jobIds").size();
        spec.commandLine().getOut().println(count == 0 ? "nothing to cancel" : "canceled " + count + " jobs");
        return ExitCode.SUCCESS;
    }

    private static long datasetId(ApiClient client, String dataset) {
        if (dataset.matches("\\d{1,18}")) {
            return Long.parseLong(dataset);
        }
        JsonNode found = client.get(
                "/v4/wrangledDatasets?noLimit=true&filterType=exact&filter=" + ApiPath.segment(dataset));
        List<JsonNode> matches = new ArrayList<>();
        found.path("data").forEach(matches::add);
        if (matches.isEmpty()) {
            throw new UsageException("no wrangled dataset is named '" + dataset + "'; 'drover flow list' shows what there is");
        }
        if (matches.size() > 1) {
            throw new UsageException("several wrangled datasets are named '" + dataset + "': use one of the ids "
                    + String.join(", ", matches.stream().map(node -> node.path("id").asText()).toList()));
        }
        return matches.get(0).path("id").asLong();
    }
}
