package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.job.flowpackage.PackageIssue.Severity;
import io.drover.job.flowpackage.PackagedNode.PathParameter;
import io.drover.job.flowpackage.PathTemplate.Insertion;
import io.drover.job.source.PathRules;
import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeSpelling;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one datasource of a package with its structuring recipe. */
final class DatasetReader {
    private static final Set<String> DATABASES = Set.of("jdbc", "bigquery", "hive", "redshift", "snowflake", "glue",
            "databricks", "tableau", "salesforce");

    /** Of a file in a table's place: its header names the columns. */
    private static final SourceOptions TABLE_FILE = new SourceOptions(null, null, true, null, null, "auto", null);

    private final String flow;
    private final String node;
    private final String name;
    private final JsonNode json;
    private final JsonNode script;
    private final FlowParameters parameters;
    private final List<PackageIssue> issues;

    /** @param script the structuring recipe; null if there is none */
    DatasetReader(String flow, String node, String name, JsonNode json, JsonNode script, FlowParameters parameters,
            List<PackageIssue> issues) {
        this.flow = flow;
        this.node = node;
        this.name = name;
        this.json = json;
        this.script = script;
        this.parameters = parameters;
        this.issues = issues;
    }

    PackagedNode.Dataset read(ScriptImport scripts) {
        String type = Optional.ofNullable(text(json, "type")).or(() ->
                Optional.ofNullable(text(json.path("storageLocation"), "type"))).orElse("file").toLowerCase(Locale.ROOT);
        JsonNode own = json.path("drover");
        ScriptImport.Script structuring = script == null || own.isObject()
                ? new ScriptImport.Script(own.path("structuring").asText(""), Map.of(), null)
                : scripts.read(flow, name, script.path("steps"), new ScriptImport.Inputs(
                        port -> Optional.empty(), source -> Optional.empty(), parameters.all()), issues);
        boolean relational = json.path("relationalsource").isObject() || DATABASES.contains(type);
        if (json.path("disableTypeInference").asBoolean(false)) {
            issue(Severity.WARNING, "type inference", "is off in the package; here the columns' types are inferred,"
                    + " unless they are set");
        }
        long size = json.path("storageLocation").path("size").asLong(json.path("size").asLong(-1));
        String description = text(json, "description");
        if (own.isObject()) {
            return own(type, relational, structuring.text(), description, size);
        }
        return relational ? table(type, description) : file(type, description, structuring, size);
    }

    /** As Drover wrote it. */
    private PackagedNode.Dataset own(String type, boolean relational, String structuring, String description, long size) {
        JsonNode own = json.path("drover");
        List<PathParameter> variables = new ArrayList<>();
        String template = text(own, "template");
        for (JsonNode json2 : own.path("parameters")) {
            PathParameter parameter = new PathParameter(json2.path("name").asText(), json2.path("type").asText(),
                    json2.path("value").asText());
            boolean known = parameter.kind().equals(PathParameter.VARIABLE)
                    || parameter.selection().map(selection -> PathRules.problem(selection).isEmpty()).orElse(false);
            if (!known) {
                issue(Severity.WARNING, "parameters of its path", "the " + parameter.kind() + " " + parameter.name()
                        + " is no rule that is known here; " + own.path("uri").asText("") + " is read instead");
                template = null;
            }
            variables.add(parameter);
        }
        if (template == null) {
            variables.clear();
        }
        JsonNode parsing = own.path("parsing");
        SourceOptions options = new SourceOptions(text(parsing, "format"), text(parsing, "delimiter"),
                parsing.hasNonNull("header") ? parsing.get("header").asBoolean() : null, text(parsing, "quote"),
                text(parsing, "encoding"), Optional.ofNullable(text(parsing, "structure")).orElse("auto"),
                text(parsing, "sheet"), text(parsing, "badRecords"));
        Map<String, ColumnType> types = new LinkedHashMap<>();
        own.path("types").fields().forEachRemaining(type2 ->
                columnType(type2.getKey(), List.of(type2.getValue().asText())).ifPresent(found ->
                        types.put(type2.getKey(), found)));
        return new PackagedNode.Dataset(node, json.path("id").asText(), name, description, type, relational,
                own.path("uri").asText(""), template, variables, options, structuring, types, size);
    }

    private PackagedNode.Dataset table(String type, String description) {
        JsonNode source = json.path("relationalsource");
        String table = source.path("tableName").asText("");
        List<String> place = new ArrayList<>();
        source.path("relationalPath").forEach(part -> place.add(part.asText()));
        boolean query = table.isEmpty() && !source.path("raw").isEmpty();
        if (!table.isEmpty()) {
            place.add(table);
        } else if (place.isEmpty()) {
            place.add(query ? "query" : name);
        }
        issue(Severity.WARNING, "database " + (query ? "query" : "table"),
                "can't be read from its database here; a file with its columns can take its place"
                        + (json.path("runParameters").isEmpty() ? "" : ", and the parameters of its query have no effect"));
        return new PackagedNode.Dataset(node, json.path("id").asText(), name, description, type, true,
                type + ":" + String.join("/", place), null, List.of(), TABLE_FILE, "", columnTypes(), -1);
    }

    private PackagedNode.Dataset file(String type, String description, ScriptImport.Script structuring, long size) {
        String path = Optional.ofNullable(text(json, "path"))
                .orElse(json.path("storageLocation").path("path").asText(""));
        String full = json.path("storageLocation").path("fullUri").asText("");
        String uri = full.contains(":") ? full : type + "://" + json.path("bucket").asText("").replace("null", "") + path;
        String root = !path.isEmpty() && uri.endsWith(path) ? uri.substring(0, uri.length() - path.length()) : "";
        String template = null;
        List<PathParameter> variables = new ArrayList<>();
        if (json.path("isDynamic").asBoolean(false) && !json.path("runParameters").isEmpty()) {
            String dynamic = json.path("dynamicPath").asText("");
            PathTemplate.Places places = PathTemplate.places(json.path("runParameters"), dynamic);
            List<Insertion> insertions = places.insertions();
            places.problems().forEach(problem -> issue(Severity.WARNING, "parameters of its path", problem
                    + "; the one file " + path + " is read instead"));
            if (places.problems().isEmpty() && !insertions.isEmpty()) {
                insertions.stream().map(this::parameter)
                        .filter(parameter -> variables.stream().noneMatch(
                                other -> other.name().equals(parameter.name())))
                        .forEach(variables::add);
                template = root + PathTemplate.filled(dynamic, insertions, i -> "{" + i.name() + "}");
                uri = root + PathTemplate.filled(dynamic, insertions, i -> example(parameter(i)));
            }
        }
        return new PackagedNode.Dataset(node, json.path("id").asText(), name, description, type, false, uri, template,
                variables, options(uri, structuring), structuring.text(), Map.of(), size);
    }

    private PathParameter parameter(Insertion insertion) {
        return new PathParameter(insertion.name(), insertion.kind(), insertion.kind().equals(PathParameter.VARIABLE)
                ? parameters.overrides().getOrDefault(insertion.name(), insertion.value()) : insertion.value());
    }

    /** What stands in the URI: a rule's place stays, since it stands for no text. */
    private static String example(PathParameter parameter) {
        return parameter.selection().filter(selection -> selection.kind() != PathSelection.Kind.WILDCARD).isPresent()
                ? "{" + parameter.name() + "}" : parameter.value();
    }

    /** A file that steps structure is read as text; others as what they are. */
    private SourceOptions options(String uri, ScriptImport.Script structuring) {
        boolean text = script == null || load().path("format").path("type").asText("FormatBlob").equals("FormatBlob");
        JsonNode selection = json.path("convertedSource").path("selection");
        String sheet = selection.isArray() && !selection.isEmpty() ? selection.get(0).asText() : null;
        if (selection.size() > 1) {
            issue(Severity.WARNING, "sheets", "only the first of its " + selection.size() + " sheets is read, "
                    + sheet);
        }
        String encoding = structuring.encoding();
        if (encoding != null && !isKnown(encoding)) {
            issue(Severity.WARNING, "encoding", "\"" + encoding + "\" is unknown here; UTF-8 is taken");
            encoding = null;
        }
        String format = text && sheet == null && !isWorkbook(uri) ? "text" : null;
        return new SourceOptions(format, null, null, null, encoding, text ? "raw" : "auto", sheet);
    }

    static boolean isWorkbook(String uri) {
        return uri.toLowerCase(Locale.ROOT).matches(".*\\.(xlsx|xlsm|xls)/?");
    }

    private static boolean isKnown(String encoding) {
        try {
            return Charset.isSupported(encoding);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The parameters of the structuring recipe's first Load. */
    private JsonNode load() {
        for (JsonNode step : script.path("steps")) {
            if (step.path("task").path("type").asText().equals("Load")) {
                return step.path("task").path("parameters");
            }
        }
        return script.path("none");
    }

    private Map<String, ColumnType> columnTypes() {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        if (script == null) {
            return types;
        }
        JsonNode format = load().path("format").path("parameters");
        JsonNode names = format.path("columnNames").path("value");
        JsonNode spellings = format.path("columnTypes").path("value");
        for (int i = 0; i < Math.min(names.size(), spellings.size()); i++) {
            String column = names.get(i).path("value").asText();
            List<String> parts = new ArrayList<>();
            JsonNode spelling = spellings.get(i).path("value");
            (spelling.isArray() ? spelling : List.of(spellings.get(i))).forEach(part ->
                    parts.add(part.path("value").asText()));
            columnType(column, parts).ifPresent(type -> types.put(column, type));
        }
        return types;
    }

    private Optional<ColumnType> columnType(String column, List<String> parts) {
        try {
            Optional<ColumnType> type = parts.isEmpty() ? Optional.empty()
                    : parts.size() > 1 && parts.get(0).equals(TypeName.DATETIME.recipeName())
                            ? Optional.of(TypeSpelling.datetime(parts.subList(1, parts.size())))
                            : TypeSpelling.parse(parts.get(0));
            if (type.isEmpty()) {
                issue(Severity.WARNING, "column " + column, "its type " + parts + " is unknown here and is inferred");
            }
            return type;
        } catch (InvalidFormatException e) {
            issue(Severity.WARNING, "column " + column, "its type " + parts + " is inferred here: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void issue(Severity severity, String what, String message) {
        issues.add(PackageIssue.of(severity, flow, name, what, message));
    }

    private static String text(JsonNode json, String member) {
        String value = json.path(member).isTextual() ? json.get(member).textValue() : "";
        return value.isEmpty() ? null : value;
    }
}
