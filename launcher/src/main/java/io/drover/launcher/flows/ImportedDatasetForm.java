package io.drover.launcher.flows;

import io.drover.job.source.PathRules;
import io.drover.launcher.connections.Connection;
import io.drover.launcher.connections.Connections;
import io.drover.launcher.flows.ImportedDataset.RunParameter;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.Members;
import io.drover.launcher.security.PathPolicy;
import io.drover.launcher.security.User;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeSpelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Reads and checks new imported datasets in their three forms. */
final class ImportedDatasetForm {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)}");
    private static final Set<String> RELATIONAL = Set.of("jdbc", "redshift", "sqldw", "sqldatawarehouse");
    private static final List<String> KINDS =
            List.of(RunParameter.VARIABLE, RunParameter.WILDCARD, "pattern", "datetime");
    private static final List<String> STRUCTURES = List.of("auto", "raw", "noheader", "header");
    private static final List<String> BAD_RECORDS = List.of("keep", "fail");

    private final PathPolicy paths;
    private final Connections connections;
    private final RecipeText texts;

    ImportedDatasetForm(PathPolicy paths, Connections connections, RecipeText texts) {
        this.paths = paths;
        this.connections = connections;
        this.texts = texts;
    }

    /** Null if something is wrong, which is then noted. */
    ImportedDatasets.Draft read(Members members, User user) {
        Defects defects = members.defects();
        int before = defects.all().size();
        Optional<String> name = members.string("name").filter(n -> !n.isBlank());
        String description = members.string("description").orElse(null);
        String type = members.string("type").map(t -> t.toLowerCase(Locale.ROOT)).orElse(null);
        ObjectNode parsing = parsing(members);
        Map<String, String> types = types(members);
        if (type != null && RELATIONAL.contains(type)) {
            return relational(members, user, name, description, type, before);
        }
        List<RunParameter> parameters = parameters(members);
        String dynamicPath = members.string("dynamicPath").orElse(null);
        String given = place(members, type, dynamicPath);
        if (given == null || defects.all().size() > before) {
            return null;
        }
        String pointer = members.pointer(members.value("uri") != null ? "uri"
                : members.value("path") != null ? "path" : "dynamicPath");
        String template = dynamicPath == null ? null : template(given, dynamicPath);
        String example = template == null ? given : RunParameters.fill(template, parameters, Map.of());
        checkPlaceholders(dynamicPath, parameters, members);
        if (given.matches("(?i)(redshift|sqldw|sqldatawarehouse):.*")) {
            // May be kept; a job that reads it is refused.
            String scheme = given.substring(0, given.indexOf(':')).toLowerCase(Locale.ROOT);
            return new ImportedDatasets.Draft(name.orElse(lastSegment(given)), description, scheme, given, null,
                    List.of(), parsing, types, -1);
        }
        Optional<String> uri = paths.resolve(example, user, pointer, defects);
        if (uri.isEmpty() || defects.all().size() > before) {
            return null;
        }
        String scheme = uri.get().substring(0, uri.get().indexOf(':'));
        return new ImportedDatasets.Draft(name.orElse(lastSegment(uri.get())), description, scheme, uri.get(), template,
                parameters, parsing, types, size(uri.get()));
    }

    /**
     * Another place for a dataset, which is structured as before; empty if the request names none. How it is read may
     * change with it ({@code parsing}). Parameters of the dataset's path that the new one names stay.
     */
    Optional<ImportedDatasets.Draft> move(ImportedDataset dataset, Members members, User user) {
        Optional<String> given = members.string("uri").filter(uri -> !uri.isBlank() && !uri.equals(dataset.uri()));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode changes = parsing(members);
        List<RunParameter> kept = dataset.runParameters().stream()
                .filter(parameter -> given.get().contains("{" + parameter.name() + "}")).toList();
        String example = RunParameters.fill(given.get(), kept, Map.of());
        return paths.resolve(example, user, members.pointer("uri"), members.defects()).map(uri -> {
            ObjectNode parsing = dataset.parsing() instanceof ObjectNode before ? before.deepCopy() : Json.object();
            boolean workbook = uri.toLowerCase(Locale.ROOT).matches(".*\\.(xlsx|xlsm|xls)");
            if (parsing.has(ImportedDataset.STRUCTURING)) {
                // Its steps want text; of a workbook that is a sheet's, which the reader makes.
                parsing.remove("format");
                if (!workbook) {
                    parsing.put("format", "text");
                }
            }
            if (!workbook) {
                parsing.remove("sheet");
            }
            if (changes != null) {
                parsing.setAll(changes);
                if (List.of("header", "noheader").contains(changes.path("structure").asString(""))) {
                    // The reader makes rows and columns, so the dataset's own steps have nothing to do.
                    parsing.remove(ImportedDataset.STRUCTURING);
                    parsing.remove("format");
                }
            }
            return new ImportedDatasets.Draft(dataset.name(), dataset.description(), uri.substring(0, uri.indexOf(':')),
                    uri, kept.isEmpty() ? null : given.get(), kept, parsing.isEmpty() ? null : parsing, dataset.types(),
                    size(uri));
        });
    }

    private ImportedDatasets.Draft relational(Members members, User user, Optional<String> name, String description,
            String type, int before) {
        Defects defects = members.defects();
        String table = members.requiredString("jdbcTable");
        List<String> path = members.strings("jdbcPath").orElse(List.of());
        Optional<Long> connection = connections.lookup()
                .inBody(members.id("connectionId"), members.pointer("connectionId"), user, defects).map(Connection::id);
        members.oneOf("jdbcType", List.of("TABLE", "VIEW"));
        if (defects.all().size() > before) {
            return null;
        }
        String uri = type + ":" + connection.map(c -> c + "/").orElse("") + String.join("/", path) + "/" + table;
        return new ImportedDatasets.Draft(name.orElse(table), description, type, uri, null, List.of(), null,
                Map.of(), -1, connection.orElse(null));
    }

    /** The uri or path as one string; null if there is none. */
    private static String place(Members members, String type, String dynamicPath) {
        Optional<String> uri = members.string("uri").filter(u -> !u.isBlank());
        if (uri.isPresent()) {
            return uri.get();
        }
        Optional<String> path = members.string("path").filter(p -> !p.isBlank());
        if (path.isEmpty() && dynamicPath == null) {
            if (members.value("uri") == null && members.value("path") == null) {
                members.defects().invalid(members.pointer("uri"), "REQUIRED",
                        "uri is required, or path with type, or dynamicPath with runParameters");
            } else if (members.defects().all().isEmpty()) {
                members.requiredString(members.value("uri") != null ? "uri" : "path");
            }
            return null;
        }
        String bare = path.orElse(dynamicPath);
        String bucket = members.string("bucket").orElse("");
        return type == null || !bare.startsWith("/") ? bare : type + "://" + bucket + bare;
    }

    /** The dynamic path under the scheme and authority of the plain one. */
    private static String template(String given, String dynamicPath) {
        if (!dynamicPath.startsWith("/")) {
            return dynamicPath;
        }
        Matcher root = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:(?://[^/]*)?)/.*", Pattern.DOTALL).matcher(given);
        return root.matches() ? root.group(1) + dynamicPath : dynamicPath;
    }

    private static void checkPlaceholders(String dynamicPath, List<RunParameter> parameters, Members members) {
        if (dynamicPath == null) {
            return;
        }
        Matcher matcher = PLACEHOLDER.matcher(dynamicPath);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (parameters.stream().noneMatch(p -> p.name().equals(name))) {
                members.defects().invalid(members.pointer("dynamicPath"), "UNKNOWN_PARAMETER",
                        "dynamicPath names {" + Members.clip(name) + "}, which runParameters does not define");
            }
        }
    }

    private static List<RunParameter> parameters(Members members) {
        List<RunParameter> list = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Members entry : members.objects("runParameters").orElse(List.of())) {
            String name = entry.requiredString("name");
            String kind = entry.oneOf("type", KINDS).orElse(RunParameter.VARIABLE);
            if (!kind.equals(RunParameter.WILDCARD) && entry.value("default") == null) {
                entry.missing("default");
            }
            String value = entry.string("default").orElse(kind.equals(RunParameter.WILDCARD) ? "*" : "");
            if (name != null && !names.add(name)) {
                members.defects().invalid(entry.pointer("name"), "REPEATED",
                        entry.label("name") + " \"" + Members.clip(name) + "\" is defined twice");
            }
            RunParameter parameter = new RunParameter(name, kind, value);
            if (entry.value("default") != null) {
                parameter.selection().flatMap(PathRules::problem).ifPresent(problem -> members.defects().invalid(
                        entry.pointer("default"), "INVALID_RULE", entry.label("default") + ": " + problem));
            }
            list.add(parameter);
        }
        return list;
    }

    private ObjectNode parsing(Members members) {
        return members.object("parsing").map(parsing -> {
            parsing.string("format");
            parsing.string("delimiter");
            parsing.bool("header");
            parsing.string("quote");
            parsing.string("encoding");
            parsing.oneOf("structure", STRUCTURES);
            parsing.string("sheet");
            parsing.oneOf("badRecords", BAD_RECORDS);
            parsing.string(ImportedDataset.STRUCTURING).ifPresent(script ->
                    texts.check(script, parsing.pointer(ImportedDataset.STRUCTURING), parsing.defects()));
            return parsing.node();
        }).orElse(null);
    }

    private static Map<String, String> types(Members members) {
        Map<String, String> types = members.texts("types").orElse(Map.of());
        types.forEach((column, spelling) -> {
            String wrong;
            try {
                wrong = TypeSpelling.parse(spelling).isPresent() ? null
                        : "is no type; types are "
                                + Arrays.stream(TypeName.values()).map(TypeName::recipeName)
                                        .collect(Collectors.joining(", "))
                                + ", and Datetime(pattern)";
            } catch (InvalidFormatException e) {
                wrong = "is no type: " + e.getMessage();
            }
            if (wrong != null) {
                String pointer = members.pointer("types") + "/" + column.replace("~", "~0").replace("/", "~1");
                members.defects().invalid(pointer, "UNKNOWN_TYPE",
                        "types." + Members.clip(column) + ": \"" + Members.clip(spelling) + "\" " + wrong);
            }
        });
        return types;
    }

    private static String lastSegment(String uri) {
        String last = uri.substring(uri.lastIndexOf('/') + 1);
        return last.isEmpty() ? uri : last;
    }

    /** Of a local file; -1 if it can't be told without asking a storage system. */
    private static long size(String uri) {
        if (!uri.startsWith("file://")) {
            return -1;
        }
        try {
            Path file = Path.of(uri.substring("file://".length()));
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (IOException | InvalidPathException unknown) {
            return -1;
        }
    }
}
