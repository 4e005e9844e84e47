package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.job.flowpackage.PackageException.Kind;
import io.drover.job.flowpackage.PackageIssue.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads flow packages: zips with one flow document (JSON, or JSON5) in either of the layouts that the product has
 * written, or in Drover's own, and with artifacts. A package is read whole or not at all; nothing outside it is looked at.
 */
public final class PackageReader {
    private static final int MESSAGE_LIMIT = 300;
    /** Over all flows of a package. */
    private static final int NODES_LIMIT = 2000;

    private PackageReader() {}

    /**
     * @throws PackageException if it is no package, too large, unsafe or doesn't hold together; all that doesn't fit is
     *     told at once
     * @throws IOException if {@code in} can't be read
     */
    public static FlowPackage read(InputStream in, PackageLimits limits) throws IOException {
        PackageArchive archive = PackageArchive.read(in, limits);
        JsonNode root = parse(archive);
        JsonNode data = data(root);
        List<PackageProblem> problems = new ArrayList<>();
        List<PackageIssue> issues = new ArrayList<>();
        List<JsonNode> documents = new ArrayList<>();
        if (OlderLayout.is(data)) {
            documents.addAll(OlderLayout.flows(data, problems));
        } else {
            data.path("flows").forEach(documents::add);
        }
        ScriptImport scripts = new ScriptImport(valueMaps(data, archive, issues));
        List<FlowReader> readers = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            readers.add(new FlowReader(documents.get(i), i, problems));
        }
        if (readers.stream().mapToInt(reader -> reader.nodeNames().size()).sum() > NODES_LIMIT) {
            throw new PackageException(Kind.TOO_LARGE, "the package has more than " + NODES_LIMIT
                    + " datasets and recipes");
        }
        NodeOrder.check(readers, problems);
        if (!problems.isEmpty()) {
            throw PackageException.inconsistent(problems);
        }
        List<PackagedFlow> flows = new ArrayList<>();
        for (FlowReader reader : readers) {
            flows.add(reader.read(scripts, node -> readers.stream()
                    .flatMap(other -> other.recipeName(node).stream()).findFirst(), issues));
        }
        if (!archive.ignored().isEmpty()) {
            issues.add(PackageIssue.of(Severity.NOTE, flows.isEmpty() ? "" : flows.get(0).name(), "", "entries",
                    "not read: " + String.join(", ", archive.ignored())));
        }
        return new FlowPackage(flows, primaryFlows(root, flows), issues);
    }

    private static JsonNode parse(PackageArchive archive) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(archive.document())).toString();
            JsonNode root = Json5.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (root == null || !root.isObject()) {
                throw new PackageException(Kind.BAD_DOCUMENT, archive.documentName() + " is not a JSON object");
            }
            return root;
        } catch (CharacterCodingException e) {
            throw new PackageException(Kind.BAD_DOCUMENT, archive.documentName() + " is not text in UTF-8", e);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            String place = e.getLocation() == null ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
            throw new PackageException(Kind.BAD_DOCUMENT, archive.documentName() + " is neither JSON nor JSON5: "
                    + clip(e.getOriginalMessage()) + place, e);
        } catch (IOException e) {
            throw new PackageException(Kind.BAD_DOCUMENT, archive.documentName() + " can't be parsed: "
                    + clip(e.getMessage()), e);
        }
    }

    private static JsonNode data(JsonNode root) {
        JsonNode data = root.path("data");
        if (data.path("flows").isArray()) {
            return data;
        }
        if (root.has("contentChecksum") || root.path("content").has("nodes")) {
            throw new PackageException(Kind.NOT_A_PACKAGE, "the document is a Designer workflow, which is another"
                    + " product's format; export a flow");
        }
        String type = root.path("type").asText("");
        throw new PackageException(Kind.NOT_A_PACKAGE, "the document has no data.flows"
                + (type.isEmpty() || type.equals("flow") ? "" : " but is a " + clip(type)) + "; export a flow");
    }

    /** The value maps of standardize steps, by artifact id. */
    private static Map<String, Map<String, String>> valueMaps(JsonNode data, PackageArchive archive,
            List<PackageIssue> issues) {
        Map<String, Map<String, String>> maps = new HashMap<>();
        for (JsonNode artifact : data.path("artifacts")) {
            byte[] content = archive.artifacts().get(artifact.path("artifactStorageId").asText());
            if (content != null) {
                try {
                    maps.put(artifact.path("id").asText(), valueMap(content));
                } catch (IOException e) {
                    issues.add(PackageIssue.of(Severity.WARNING, "", "", "artifact " + artifact.path("id").asText(),
                            "is not lines of {\"input\", \"output\"}: " + clip(e.getMessage())));
                }
            }
        }
        return maps;
    }

    private static Map<String, String> valueMap(byte[] lines) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try (var reader = new java.io.BufferedReader(
                new java.io.InputStreamReader(new ByteArrayInputStream(lines), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    JsonNode pair = Json5.read(line);
                    if (!pair.path("input").isValueNode() || !pair.path("output").isValueNode()) {
                        throw new IOException("a line without input and output");
                    }
                    values.putIfAbsent(pair.get("input").asText(), pair.get("output").asText());
                }
            }
        }
        return values;
    }

    /** As the document says; all of them if it says nothing that is there. */
    private static List<String> primaryFlows(JsonNode root, List<PackagedFlow> flows) {
        List<String> ids = flows.stream().map(PackagedFlow::id).toList();
        List<String> primary = new ArrayList<>();
        root.path("metadata").path("primaryFlowIds").forEach(id -> {
            if (ids.contains(id.asText()) && !primary.contains(id.asText())) {
                primary.add(id.asText());
            }
        });
        return primary.isEmpty() ? ids : primary;
    }

    private static String clip(String text) {
        String plain = String.valueOf(text).replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= MESSAGE_LIMIT ? plain : plain.substring(0, MESSAGE_LIMIT) + "…";
    }
}
