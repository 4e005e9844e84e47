package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.flowpackage.PackagedNode.Dataset;
import io.drover.job.flowpackage.PackagedNode.Recipe;
import io.drover.job.flowpackage.PackagedNode.Reference;
import io.drover.job.json.JsonText;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.type.TypeSpelling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes packages: one document in the shape of the newer layout, with recipes as text ({@code script}) instead of steps and
 * with what only Drover has under {@code drover}. {@link PackageReader} gives the same flows back.
 */
public final class PackageWriter {
    private static final int FORMAT = 1;

    private PackageWriter() {}

    /** @param primaryFlows ids of the flows that are wanted; the others are there because those refer to them */
    public static byte[] write(List<PackagedFlow> flows, List<String> primaryFlows, Instant exportedAt) {
        ObjectNode root = JsonText.object().put("type", "flow").put("kind", "artifact");
        ObjectNode metadata = root.putObject("metadata").put("droverFormat", FORMAT)
                .put("exportedAt", exportedAt.toString());
        ArrayNode primary = metadata.putArray("primaryFlowIds");
        primaryFlows.forEach(id -> id(primary, id));
        ObjectNode data = root.putObject("data");
        data.putArray("artifacts");
        data.putArray("connections");
        ArrayNode documents = data.putArray("flows");
        flows.forEach(flow -> flow(documents.addObject(), flow));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("flow_" + primaryFlows.get(0) + ".json");
            entry.setTime(exportedAt.toEpochMilli());
            zip.putNextEntry(entry);
            zip.write(JsonText.bytes(root));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to", e);
        }
        return bytes.toByteArray();
    }

    private static void flow(ObjectNode json, PackagedFlow flow) {
        id(json, "id", flow.id());
        json.put("name", flow.name()).put("description", flow.description());
        ArrayNode nodes = json.putArray("flownodes");
        ArrayNode edges = json.putArray("flowedges");
        ArrayNode recipes = json.putArray("recipes");
        ArrayNode datasources = json.putArray("datasources");
        ArrayNode outputs = json.putArray("outputobjects");
        for (PackagedNode node : flow.nodes()) {
            ObjectNode entry = nodes.addObject();
            id(entry, "id", node.id());
            entry.put("wrangled", node instanceof Recipe);
            if (node instanceof Reference reference) {
                entry.putNull("scriptId");
                id(entry, "referencedFlowNodeId", reference.target());
                continue;
            }
            id(entry, "scriptId", node.id());
            ObjectNode script = recipes.addObject();
            id(script, "id", node.id());
            script.put("name", node.name());
            if (node instanceof Dataset dataset) {
                script.put("script", dataset.structuring());
                dataset(datasources.addObject(), dataset);
            } else if (node instanceof Recipe recipe) {
                script.put("description", recipe.description()).put("script", recipe.script());
                recipe.input().ifPresent(input -> {
                    ObjectNode edge = edges.addObject().put("id", edges.size());
                    id(edge, "inFlowNodeId", input);
                    id(edge, "outFlowNodeId", recipe.id());
                    edge.putNull("outPortId");
                });
                recipe.outputs().forEach(output -> output(outputs.addObject(), recipe, output));
            }
        }
        ArrayNode parameters = json.putArray("runparameters");
        flow.parameters().forEach((name, value) -> {
            ObjectNode edit = parameters.addObject().put("type", "path").putObject("runParameterEdit");
            edit.put("overrideKey", name).putArray("insertionIndices");
            edit.putObject("value").putObject("variable").put("value", value);
        });
    }

    private static void dataset(ObjectNode json, Dataset dataset) {
        id(json, "id", dataset.datasource());
        id(json, "parsingScriptId", dataset.id());
        json.put("name", dataset.name()).put("description", dataset.description()).put("type", dataset.type());
        json.putObject("storageLocation").put("fullUri", dataset.uri()).put("type", dataset.type())
                .put("size", dataset.size());
        if (dataset.relational()) {
            json.putObject("relationalsource");
        }
        ObjectNode own = json.putObject("drover").put("uri", dataset.uri()).put("template", dataset.template())
                .put("structuring", dataset.structuring());
        ArrayNode parameters = own.putArray("parameters");
        dataset.parameters().forEach(parameter -> parameters.addObject().put("name", parameter.name())
                .put("type", parameter.kind()).put("value", parameter.value()));
        SourceOptions options = dataset.options();
        own.putObject("parsing").put("format", options.format()).put("delimiter", options.delimiter())
                .put("header", options.header()).put("quote", options.quote()).put("encoding", options.encoding())
                .put("structure", options.structure()).put("sheet", options.sheet())
                .put("badRecords", options.badRecords());
        ObjectNode types = own.putObject("types");
        for (Map.Entry<String, io.drover.recipe.type.ColumnType> type : dataset.types().entrySet()) {
            types.put(type.getKey(), TypeSpelling.print(type.getValue()));
        }
    }

    private static void output(ObjectNode json, Recipe recipe, PackagedOutput output) {
        id(json, "flowNodeId", recipe.id());
        json.put("execution", output.execution()).put("profiler", output.profiler()).put("isAdhoc", output.adhoc())
                .put("name", output.name()).put("description", output.description());
        ArrayNode settings = json.putArray("writesettings");
        output.writeSettings().forEach(setting -> settings.addObject().put("path", setting.path())
                .put("action", setting.action()).put("format", setting.format())
                .put("compression", setting.compression()).put("header", setting.header())
                .put("asSingleFile", setting.asSingleFile()).put("delim", setting.delim())
                .put("prefix", setting.prefix()).put("suffix", setting.suffix())
                .put("hasQuotes", setting.hasQuotes()).put("includeMismatches", setting.includeMismatches()));
        ArrayNode publications = json.putArray("publications");
        for (PackagedOutput.Publication publication : output.publications()) {
            ObjectNode entry = publications.addObject().put("tableName", publication.tableName())
                    .put("targetType", publication.targetType()).put("action", publication.action());
            ArrayNode path = entry.putArray("path");
            publication.path().forEach(path::add);
        }
    }

    /** A number where it is one, as clients expect. */
    private static void id(ObjectNode json, String member, String id) {
        if (id.matches("\\d{1,18}")) {
            json.put(member, Long.parseLong(id));
        } else {
            json.put(member, id);
        }
    }

    private static void id(ArrayNode json, String id) {
        if (id.matches("\\d{1,18}")) {
            json.add(Long.parseLong(id));
        } else {
            json.add(id);
        }
    }
}
