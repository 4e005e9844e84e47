package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.flow.RecipeCheck;
import io.drover.job.flowpackage.PackageException.Kind;
import io.drover.job.flowpackage.PackageIssue.Severity;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.syntax.RecipePrinter;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.syntax.json.TaskImporter;
import io.drover.recipe.transform.TransformCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a recipe's text of its steps in a package. A step that can't be one keeps its place as an {@code unsupported}
 * step, which no job runs over, and is an issue; all others arrive.
 */
final class ScriptImport {
    /** Over all recipes of a package. */
    private static final int CHARS_LIMIT = 20_000_000;
    private static final int REASON_LIMIT = 500;
    private static final Set<String> WITH_DATASETS = Set.of("join", "lookup", "union");
    private static final String ANYTHING = "input";

    private final TaskImporter importer = new TaskImporter(ScriptImport::parametersOf);
    private final RecipeParser parser = new RecipeParser(TransformCatalogue.standard().verbs());
    private final RecipeCheck check = new RecipeCheck();
    private final Map<String, Map<String, String>> valueMaps;
    private int chars;

    /** @param valueMaps of standardize steps, by artifact id */
    ScriptImport(Map<String, Map<String, String>> valueMaps) {
        this.valueMaps = valueMaps;
    }

    /** A node that a recipe may name. @param id its id @param name the name that means it in the recipe's flow */
    record Named(String id, String name) {}

    /**
     * The inputs of a recipe besides its first.
     *
     * @param ofPort what an edge feeds into a port
     * @param ofDatasource the dataset of a datasource's id
     * @param parameters that its flow defines
     */
    record Inputs(Function<String, Optional<Named>> ofPort, Function<String, Optional<Named>> ofDatasource,
            Map<String, String> parameters) {}

    /**
     * @param references nodes by the names that the text uses
     * @param encoding that its Load asks for; null if none
     */
    record Script(String text, Map<String, String> references, String encoding) {}

    private static List<FunctionParameter> parametersOf(String function) {
        return Catalogue.standard().find(function)
                .map(entry -> entry.parameters()).orElse(List.of());
    }

    /** @param issues added to */
    Script read(String flow, String recipe, JsonNode steps, Inputs inputs, List<PackageIssue> issues) {
        return new Reading(flow, recipe, inputs, issues).read(steps);
    }

    /** One recipe. */
    private final class Reading {
        private final String flow;
        private final String recipe;
        private final Inputs inputs;
        private final List<PackageIssue> issues;
        private final Map<String, Named> tables = new HashMap<>();
        private final Map<String, String> fromNowhere = new HashMap<>();
        private final Map<String, String> artifactTables = new HashMap<>();
        private final Map<String, String> references = new LinkedHashMap<>();
        private final List<String> lines = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private final Set<Integer> unsupported = new java.util.HashSet<>();
        private String encoding;

        Reading(String flow, String recipe, Inputs inputs, List<PackageIssue> issues) {
            this.flow = flow;
            this.recipe = recipe;
            this.inputs = inputs;
            this.issues = issues;
        }

        Script read(JsonNode steps) {
            int number = 0;
            for (JsonNode step : steps) {
                JsonNode task = step.path("task");
                String type = task.path("type").asText("");
                if (type.equals("Load")) {
                    load(task, number);
                    continue;
                }
                number += task.path("annotations").path("hidden").asBoolean(false) ? 0 : 1;
                step(task, type, number);
            }
            String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
            check(text);
            return new Script(text, references, encoding);
        }

        private void load(JsonNode task, int number) {
            JsonNode parameters = task.path("parameters");
            String location = parameters.path("location").path("value").asText("");
            String table = task.path("outputName").asText("");
            JsonNode given = parameters.path("inputEncoding").path("value");
            if (given.isTextual()) {
                encoding = given.textValue();
            }
            if (location.startsWith("portId://") && !location.equals("portId://null")) {
                String port = location.substring("portId://".length());
                table(table, inputs.ofPort().apply(port), "the recipe's input " + port + ", which nothing feeds");
            } else if (location.startsWith("id://")) {
                String datasource = location.substring("id://".length());
                inputs.ofDatasource().apply(datasource).ifPresent(named -> tables.put(table, named));
            } else if (location.startsWith("artifactId://")) {
                artifactTables.put(table, location.substring("artifactId://".length()));
            } else if (!location.equals("portId://null")) {
                issues.add(new PackageIssue(Severity.ERROR, flow, recipe, OptionalInt.of(number + 1), "Load",
                        "loads from \"" + clip(location) + "\", which is no place that is known here"));
            }
        }

        private void table(String table, Optional<Named> named, String otherwise) {
            if (named.isPresent()) {
                tables.put(table, named.get());
            } else {
                fromNowhere.put(table, otherwise);
            }
        }

        private void step(JsonNode task, String type, int number) {
            String verb = type.toLowerCase(Locale.ROOT);
            JsonNode written = task;
            if (WITH_DATASETS.contains(verb)) {
                Optional<String> missing = missingTable(task.path("parameters").path("with"));
                if (missing.isPresent()) {
                    unsupported(type, number, missing.get());
                    return;
                }
            } else if (verb.equals("standardize")) {
                Optional<JsonNode> mapped = withMapping(task);
                if (mapped.isEmpty()) {
                    unsupported(type, number, "the package lacks the map of values that it applies");
                    return;
                }
                written = mapped.get();
            }
            TaskImporter.Imported imported =
                    importer.read(written, table -> Optional.ofNullable(tables.get(table)).map(Named::name));
            if (imported.problem().isPresent()) {
                unsupported(type, number, imported.problem().get().message()
                        .replaceFirst("^the step can't be imported: ", ""));
                return;
            }
            String text = RecipePrinter.print(imported.step().orElseThrow());
            Recipe read = parser.parse(text);
            Optional<Problem> broken = read.problems().stream().filter(Problem::isError).findFirst();
            if (broken.isPresent() || read.steps().size() != 1) {
                unsupported(type, number, broken.map(Problem::message).orElse("its text reads as another step: " + text));
                return;
            }
            if (WITH_DATASETS.contains(verb)) {
                tablesIn(task.path("parameters").path("with")).forEach(table ->
                        references.put(tables.get(table).name(), tables.get(table).id()));
            }
            add(text, number);
        }

        private void add(String text, int number) {
            chars += text.length() + 1;
            if (chars > CHARS_LIMIT) {
                throw new PackageException(Kind.TOO_LARGE, "the package's recipes have more than " + CHARS_LIMIT
                        + " characters");
            }
            lines.add(text);
            numbers.add(number);
        }

        private void unsupported(String type, int number, String reason) {
            String name = type.isEmpty() ? "without a type" : type;
            unsupported.add(lines.size());
            add(RecipePrinter.print(new Step("unsupported", List.of(text("step", name), text("reason", clip(reason))),
                    Span.NONE, Span.NONE, "")), number);
            issues.add(new PackageIssue(Severity.ERROR, flow, recipe, OptionalInt.of(number), name, clip(reason)
                    + "; the recipe holds its place with an unsupported step and can't be run until that is replaced"));
        }

        private static Parameter text(String name, String value) {
            return new Parameter(name, List.of(new Node.Text(value, Span.NONE)), Span.NONE, Span.NONE);
        }

        private Optional<String> missingTable(JsonNode with) {
            List<String> named = tablesIn(with);
            if (named.isEmpty()) {
                return Optional.of("it names no other dataset");
            }
            return named.stream().filter(table -> !tables.containsKey(table)).findFirst()
                    .map(table -> "it reads " + fromNowhere.getOrDefault(table,
                            "table " + clip(table) + ", which no step of the recipe loads"));
        }

        private static List<String> tablesIn(JsonNode with) {
            List<String> named = new ArrayList<>();
            JsonNode value = with.path("kind").asText().equals("array") ? with.path("value") : with;
            for (JsonNode table : value.isArray() ? value : List.of(value)) {
                String name = table.isTextual() ? table.textValue() : table.path("value").asText("");
                if (!name.isEmpty()) {
                    named.add(name);
                }
            }
            return named;
        }

        /** The map itself in place of the table that holds it, as the text form has it. */
        private Optional<JsonNode> withMapping(JsonNode task) {
            JsonNode table = task.path("parameters").path("artifactTable");
            if (table.isMissingNode()) {
                return Optional.of(task);
            }
            String artifact = artifactTables.getOrDefault(table.path("value").asText(""), "");
            Map<String, String> values = valueMaps.get(artifact);
            if (values == null || !(task.path("parameters") instanceof ObjectNode given)) {
                return Optional.empty();
            }
            ObjectNode mapped = ((ObjectNode) task).deepCopy();
            ObjectNode parameters = given.deepCopy();
            parameters.remove("artifactTable");
            ArrayNode pairs = parameters.putObject("mapping").put("kind", "matrix").put("type", "Matrix")
                    .putArray("value");
            values.forEach((from, to) -> pairs.addObject().put("kind", "array").put("type", "Array")
                    .putArray("value").add(constant(pairs, from)).add(constant(pairs, to)));
            mapped.set("parameters", parameters);
            return Optional.of(mapped);
        }

        private static ObjectNode constant(ArrayNode factory, String text) {
            return factory.objectNode().put("kind", "constant").put("type", "String").put("value", text);
        }

        /** Steps that have a text form but no meaning here: told at once, not only when a job compiles them. */
        private void check(String text) {
            if (text.isEmpty()) {
                return;
            }
            Map<String, CompilationRequest.Input> named = new HashMap<>();
            references.keySet().forEach(name -> named.put(name, CompilationRequest.Input.source(ANYTHING)));
            CompilationRequest request = new CompilationRequest(
                    List.of(CompilationRequest.Source.of(ANYTHING, ANYTHING, List.of())),
                    List.of(new CompilationRequest.Dataset(recipe, recipe, CompilationRequest.Input.source(ANYTHING),
                            named, text)),
                    recipe, inputs.parameters(), Instant.EPOCH, (plan, rows) -> List.of());
            for (var found : check.problems(request, Set.of(ProblemCode.UNKNOWN_VARIABLE))) {
                Problem problem = found.problem();
                int line = problem.span().line() - 1;
                if (line >= 0 && line < lines.size() && !unsupported.contains(line)) {
                    issues.add(new PackageIssue(Severity.ERROR, flow, recipe, OptionalInt.of(numbers.get(line)),
                            lines.get(line).split(" ", 2)[0], problem.message()
                                    + problem.suggestion().map(suggestion -> "; " + suggestion).orElse("")
                                    + " [" + problem.code().id() + "]; the recipe can't be run until that is mended"));
                }
            }
        }
    }

    private static String clip(String text) {
        return text.length() <= REASON_LIMIT ? text : text.substring(0, REASON_LIMIT) + "…";
    }
}
