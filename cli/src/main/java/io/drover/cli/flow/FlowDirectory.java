package io.drover.cli.flow;

import io.drover.cli.UsageException;
import io.drover.cli.run.OutputOption;
import io.drover.cli.run.RecipeText;
import io.drover.job.flow.FlowDefinition;
import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.job.source.PathRules;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.TypeSpelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a flow directory: {@code flow.yaml} beside the recipes it names. Relative paths, of recipes and of data, are
 * relative to the directory. All that is wrong is told at once.
 */
public final class FlowDirectory {
    private static final Set<String> FLOW_KEYS = Set.of("name", "description", "parameters", "datasets", "recipes");
    private static final Set<String> DATASET_KEYS = Set.of(
            "uri", "format", "delimiter", "header", "quote", "encoding", "structure", "sheet", "types", "parameters",
            "badRecords");
    private static final Set<String> RECIPE_KEYS =
            Set.of("input", "file", "script", "engine", "profile", "outputs", "description");
    private static final Set<String> OUTPUT_KEYS = Set.of(
            "path", "format", "action", "compression", "header", "asSingleFile", "delim", "hasQuotes");

    /** Reads {@code 007}, {@code 1.50} and {@code 2020-01-01} as the texts they are. */
    private static final class TextResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.NULL, Resolver.NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, Resolver.EMPTY, null);
            addImplicitResolver(Tag.MERGE, Resolver.MERGE, "<");
        }
    }

    private final Path directory;
    private final List<String> problems = new ArrayList<>();

    private FlowDirectory(Path directory) {
        this.directory = directory;
    }

    /** Whether this is a directory with a {@code flow.yaml}. */
    public static boolean isFlow(Path path) {
        return Files.isRegularFile(path.resolve("flow.yaml"));
    }

    public static FlowDefinition read(Path directory) {
        return new FlowDirectory(directory).read();
    }

    private FlowDefinition read() {
        Path file = directory.resolve("flow.yaml");
        Map<String, Object> root = load(file);
        known(root, FLOW_KEYS, "flow.yaml");
        Map<String, SourceDefinition> sources = new LinkedHashMap<>();
        section(root, "datasets").forEach((name, value) -> sources.put(name, source(name, value)));
        Map<String, RecipeDefinition> recipes = new LinkedHashMap<>();
        section(root, "recipes").forEach((name, value) -> {
            if (sources.containsKey(name)) {
                problems.add("recipes." + name + ": a dataset has the same name");
            }
            recipes.put(name, recipe(name, value));
        });
        if (recipes.isEmpty()) {
            problems.add("recipes: at least one is needed");
        }
        String name = text(root, "name", "");
        FlowDefinition flow = new FlowDefinition(
                name == null ? directory.toAbsolutePath().normalize().getFileName().toString() : name,
                text(root, "description", ""),
                sources,
                recipes,
                texts(root, "parameters", ""));
        if (!problems.isEmpty()) {
            throw new UsageException(problems.stream().map(problem -> file + ": " + problem).toList());
        }
        return flow;
    }

    private static Map<String, Object> load(Path file) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            DumperOptions unused = new DumperOptions();
            Object loaded = new Yaml(
                            new SafeConstructor(options), new Representer(unused), unused, options, new TextResolver())
                    .load(Files.readString(file));
            if (loaded instanceof Map<?, ?> map) {
                return named(map);
            }
            throw new UsageException(file + ": a mapping with datasets and recipes is wanted");
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ": " + e.getMessage());
        } catch (YAMLException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private SourceDefinition source(String name, Object value) {
        String where = "datasets." + name;
        Map<String, Object> map = mapping(value, where);
        known(map, DATASET_KEYS, where);
        String uri = text(map, "uri", where);
        if (uri == null) {
            problems.add(where + ".uri: is missing");
            uri = "";
        }
        Map<String, ColumnType> types = new LinkedHashMap<>();
        texts(map, "types", where).forEach((column, type) -> {
            try {
                TypeSpelling.parse(type).ifPresentOrElse(
                        parsed -> types.put(column, parsed),
                        () -> problems.add(where + ".types." + column + ": unknown type '" + type + "'"));
            } catch (InvalidFormatException e) {
                problems.add(where + ".types." + column + ": " + e.getMessage());
            }
        });
        SourceOptions options = new SourceOptions(
                text(map, "format", where),
                text(map, "delimiter", where),
                flag(map, "header", where),
                text(map, "quote", where),
                text(map, "encoding", where),
                Optional.ofNullable(text(map, "structure", where)).orElse("auto"),
                text(map, "sheet", where),
                text(map, "badRecords", where));
        Map<String, String> variables = new LinkedHashMap<>();
        List<PathSelection> selections = new ArrayList<>();
        parameters(map, where + ".parameters", variables, selections);
        return new SourceDefinition(
                name, location(uri), options, types, List.of(), variables, "", List.copyOf(selections));
    }

    /** A text is a variable with its default; a mapping with type and value says what else may stand in the path. */
    private void parameters(Map<String, Object> map, String where, Map<String, String> variables,
            List<PathSelection> selections) {
        section(map, "parameters").forEach((name, value) -> {
            String at = where + "." + name;
            if (!(value instanceof Map)) {
                if (value instanceof List || value == null) {
                    problems.add(at + ": a text (the default of a variable), or a mapping with type and value, is wanted");
                } else {
                    variables.put(name, value.toString());
                }
                return;
            }
            Map<String, Object> members = mapping(value, at);
            known(members, Set.of("type", "value"), at);
            String type = text(members, "type", at);
            String text = Optional.ofNullable(text(members, "value", at)).orElse("");
            if ("variable".equals(type)) {
                variables.put(name, text);
                return;
            }
            Optional<PathSelection.Kind> kind =
                    Arrays.stream(PathSelection.Kind.values()).filter(each -> each.word().equals(type)).findFirst();
            if (kind.isEmpty()) {
                problems.add(at + ".type: variable, wildcard, pattern or datetime is wanted");
                return;
            }
            PathSelection selection = new PathSelection(name, kind.get(), text);
            PathRules.problem(selection).ifPresent(problem -> problems.add(at + ".value: " + problem));
            selections.add(selection);
        });
    }

    private RecipeDefinition recipe(String name, Object value) {
        String where = "recipes." + name;
        Map<String, Object> map = mapping(value, where);
        known(map, RECIPE_KEYS, where);
        String input = text(map, "input", where);
        if (input == null) {
            problems.add(where + ".input: is missing");
        }
        List<JobSpec.Output> outputs = new ArrayList<>();
        Object listed = map.get("outputs");
        if (listed instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                output(list.get(i), where + ".outputs[" + i + "]", i).ifPresent(outputs::add);
            }
        } else if (listed != null) {
            problems.add(where + ".outputs: a list is wanted");
        }
        return new RecipeDefinition(
                name,
                input,
                script(map, where),
                Optional.ofNullable(text(map, "engine", where)),
                Optional.ofNullable(flag(map, "profile", where)),
                outputs);
    }

    private String script(Map<String, Object> map, String where) {
        String file = text(map, "file", where);
        String script = text(map, "script", where);
        if (file != null && script != null) {
            problems.add(where + ": has both file and script");
        }
        if (file == null) {
            return script == null ? "" : script;
        }
        try {
            return RecipeText.of(directory.resolve(file));
        } catch (UsageException e) {
            problems.add(where + ".file: " + e.getMessage());
            return "";
        }
    }

    private Optional<JobSpec.Output> output(Object value, String where, int index) {
        Map<String, Object> map = mapping(value, where);
        known(map, OUTPUT_KEYS, where);
        String path = text(map, "path", where);
        if (path == null) {
            problems.add(where + ".path: is missing");
            return Optional.empty();
        }
        OutputOption defaults = OutputOption.parse(path.replace(";", "%3B"));
        OutputOption option = new OutputOption(
                path,
                Optional.ofNullable(text(map, "format", where)).orElse(defaults.format()),
                Optional.ofNullable(text(map, "action", where)).orElse(defaults.action()),
                Optional.ofNullable(text(map, "compression", where)).orElse(defaults.compression()),
                Optional.ofNullable(flag(map, "header", where)).orElse(false),
                Optional.ofNullable(flag(map, "asSingleFile", where)).orElse(false),
                Optional.ofNullable(text(map, "delim", where)).orElse(","),
                Optional.ofNullable(flag(map, "hasQuotes", where)).orElse(false));
        try {
            return Optional.of(option.toOutput(Integer.toString(index), location(path)));
        } catch (UsageException e) {
            e.lines().forEach(line -> problems.add(where + line.substring("--output".length())));
            return Optional.empty();
        }
    }

    /** An absolute URI or path stays; a relative one is below the directory. */
    private String location(String uri) {
        if (uri.matches("(?i)[a-z][a-z0-9+.-]*:/.*") || uri.startsWith("/")) {
            return uri;
        }
        // Not through Path: a glob or a {parameter} is no legal path everywhere.
        return "file://" + directory.toAbsolutePath().normalize() + "/" + uri;
    }

    private void known(Map<String, Object> map, Set<String> keys, String where) {
        for (String key : map.keySet()) {
            if (!keys.contains(key)) {
                problems.add(where + ": unknown key '" + key + "'; known are " + String.join(", ", new TreeSet<>(keys)));
            }
        }
    }

    private Map<String, Object> section(Map<String, Object> map, String key) {
        Object value = map.get(key);
        return value == null ? Map.of() : mapping(value, key);
    }

    private Map<String, Object> mapping(Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            return named(map);
        }
        problems.add(where + ": a mapping is wanted");
        return Map.of();
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    private Map<String, String> texts(Map<String, Object> map, String key, String where) {
        Map<String, String> texts = new LinkedHashMap<>();
        section(map, key).forEach((name, value) -> {
            if (value instanceof Map || value instanceof List || value == null) {
                problems.add((where.isEmpty() ? "" : where + ".") + key + "." + name + ": a text is wanted");
            } else {
                texts.put(name, value.toString());
            }
        });
        return texts;
    }

    private String text(Map<String, Object> map, String key, String where) {
        Object value = map.get(key);
        if (value instanceof Map || value instanceof List) {
            problems.add((where.isEmpty() ? "" : where + ".") + key + ": a text is wanted");
            return null;
        }
        return value == null ? null : value.toString();
    }

    private Boolean flag(Map<String, Object> map, String key, String where) {
        Object value = map.get(key);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        problems.add(where + "." + key + ": true or false is wanted");
        return null;
    }
}
