package io.drover.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.api.ApiClient;
import io.drover.cli.api.ServerOptions;
import io.drover.cli.flow.FlowApply;
import io.drover.cli.flow.FlowDirectory;
import io.drover.cli.flow.PackageImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Flows on a server. */
@Command(
        name = "flow",
        mixinStandardHelpOptions = true,
        description = "Puts flows on a server, imports and exports packages.")
final class FlowCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = "Makes the server's flow of that name equal to a flow directory. Ids stay the same.")
    int apply(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "DIR", description = "A directory with flow.yaml.") Path directory,
            @Option(names = "--json", description = "The answer as JSON.") boolean json) throws IOException {
        if (!FlowDirectory.isFlow(directory)) {
            throw new UsageException(directory + " has no flow.yaml");
        }
        FlowApply.Applied applied = FlowApply.apply(server.client(), FlowDirectory.read(directory));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("flow", applied.flow());
            answer.put("importedDatasets", applied.importedDatasets());
            answer.put("wrangledDatasets", applied.wrangledDatasets());
            out.println(new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(answer));
            return ExitCode.SUCCESS;
        }
        out.println("flow " + applied.flow());
        List<List<String>> rows = new ArrayList<>();
        applied.wrangledDatasets().forEach((name, id) -> rows.add(List.of(Long.toString(id), name)));
        rows.sort((a, b) -> Long.compare(Long.parseLong(a.get(0)), Long.parseLong(b.get(0))));
        TextTable.print(out, List.of("ID", "WRANGLED DATASET"), rows);
        return ExitCode.SUCCESS;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists flows and their wrangled datasets.")
    int list(@Mixin ServerOptions server, @Option(names = "--json", description = "The answer as JSON.") boolean json) {
        JsonNode answer = server.client().get("/v4/flows?noLimit=true&embed=flowNodes.recipe");
        if (json) {
            spec.commandLine().getOut().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        List<List<String>> rows = new ArrayList<>();
        answer.path("data").forEach(flow -> {
            int before = rows.size();
            flow.path("flowNodes").path("data").forEach(node -> {
                if (node.path("wrangled").asBoolean()) {
                    rows.add(List.of(flow.path("id").asText(), flow.path("name").asText(), node.path("id").asText(),
                            node.path("recipe").path("name").asText()));
                }
            });
            if (rows.size() == before) {
                rows.add(List.of(flow.path("id").asText(), flow.path("name").asText(), "", ""));
            }
        });
        TextTable.print(spec.commandLine().getOut(), List.of("FLOW", "NAME", "ID", "WRANGLED DATASET"), rows);
        return ExitCode.SUCCESS;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Imports a flow package, the product's or Drover's own; reports what can't be mapped.")
    int importPackage(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "PACKAGE.zip", description = "An exported flow.") Path file,
            @Option(
                    names = "--input",
                    paramLabel = "NAME=URI[;OPTION=VALUE]...",
                    description = "Another place for a dataset of the package, by its name or its file's name; "
                            + "options as of run, but for types. May be repeated.") List<String> inputs,
            @Option(names = "--dry-run", description = "Only tell what would be imported.") boolean dryRun,
            @Option(names = "--json", description = "The answer as JSON.") boolean json) throws IOException {
        PackageImport.Imported imported = PackageImport.of(server.client(), file, inputs, dryRun);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(imported.answer().toPrettyString());
            return ExitCode.SUCCESS;
        }
        imported.answer().path("flows").forEach(flow -> out.println((dryRun ? "would be flow " : "flow ")
                + flow.path("id").asText() + "  " + flow.path("name").asText()));
        List<List<String>> rows = new ArrayList<>();
        imported.answer().path("flownodes").forEach(node -> {
            if (node.path("wrangled").asBoolean()) {
                rows.add(List.of(node.path("id").asText(), node.path("name").asText()));
            }
        });
        TextTable.print(out, List.of("ID", "WRANGLED DATASET"), rows);
        imported.issues().forEach(spec.commandLine().getErr()::println);
        return ExitCode.SUCCESS;
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Exports a flow as a package.")
    int export(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "The flow's name or id.") String name,
            @Option(names = {"-o", "--file"}, paramLabel = "FILE",
                    description = "Where to write the package.") Path file) {
        ApiClient client = server.client();
        long id = flowId(client, name);
        Path target = file == null ? Path.of("flow_" + name.replaceAll("[^A-Za-z0-9._-]", "_") + ".zip") : file;
        client.download("/v4/flows/" + id + "/package", target);
        spec.commandLine().getOut().println(target);
        return ExitCode.SUCCESS;
    }

    private static long flowId(ApiClient client, String name) {
        if (name.matches("\\d{1,18}")) {
            return Long.parseLong(name);
        }
        List<Long> ids = new ArrayList<>();
        client.get("/v4/flows?noLimit=true&filterType=exact&filter=" + ApiPath.segment(name)).path("data")
                .forEach(flow -> ids.add(flow.path("id").asLong()));
        if (ids.size() != 1) {
            throw new UsageException(ids.isEmpty() ? "no flow is named '" + name + "'"
                    : "several flows are named '" + name + "': use one of the ids " + ids);
        }
        return ids.get(0);
    }
}
