package io.drover.recipe.syntax.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.message.ImportMessages;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.RecipePrinter;
import io.drover.recipe.syntax.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the tasks of flow packages as steps, the same as text gives; so they print as text. */
public final class TaskImporter {
    private static final int FIRST_LINE_LIMIT = 200;
    private static final Set<String> WITH_DATASETS = Set.of("join", "lookup", "union");
    /** Their {@code as} only repeats names: of the columns they change, or of their mapping. */
    private static final Set<String> IN_PLACE = Set.of("set", "replace", "replacepatterns", "replacebetweenpatterns",
            "replacebetweendelimiters", "replacepositions", "replacecells", "replacemismatched", "replacemissing",
            "textformat", "dateformat", "settype", "convertpattern", "standardize", "union");

    private final Function<String, List<FunctionParameter>> parametersOfFunction;

    /** @param parametersOfFunction the parameters of a function (upper case) in order; empty if it's unknown */
    public TaskImporter(Function<String, List<FunctionParameter>> parametersOfFunction) {
        this.parametersOfFunction = parametersOfFunction;
    }

    /**
     * A task as a step, or why it isn't one. Both are empty for {@code Load}, which only names an input.
     *
     * @param step without spans
     */
    public record Imported(Optional<Step> step, Optional<Problem> problem) {}

    /**
     * Reads one task ({@code {"type": …, "parameters": …}}); never throws for what it holds.
     *
     * @param datasetOfTable the dataset that a table's name stands for; empty for the current one
     */
    public Imported read(JsonNode task, Function<String, Optional<String>> datasetOfTable) {
        String type = task.path("type").asText("");
        if (type.isEmpty()) {
            return problem("a task without a type", "");
        }
        if (!type.matches("[A-Za-z]+")) {
            return problem("the type of a task is one word at /type", "");
        }
        if (type.equalsIgnoreCase("Load")) {
            return new Imported(Optional.empty(), Optional.empty());
        }
        try {
            return new Imported(Optional.of(step(type.toLowerCase(Locale.ROOT), task, datasetOfTable)),
                    Optional.empty());
        } catch (ImportException e) {
            return problem(e.getMessage(), type);
        }
    }

    private static Imported problem(String reason, String type) {
        return new Imported(Optional.empty(), Optional.of(ImportMessages.unreadableTask(reason, type)));
    }

    private Step step(String verb, JsonNode task, Function<String, Optional<String>> datasetOfTable) {
        ValueNodes values = new ValueNodes(datasetOfTable, parametersOfFunction, WITH_DATASETS.contains(verb));
        JsonNode written = task.path("parameters");
        List<Parameter> parameters = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = written.fields(); fields.hasNext();) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (!isRecord(verb, field.getKey()) && !field.getValue().isNull()) {
                List<Node> nodes = values.list(field.getValue(), "/parameters/" + field.getKey());
                if (!nodes.isEmpty()) {
                    parameters.add(new Parameter(field.getKey(), nodes, Span.NONE, Span.NONE));
                }
            }
        }
        if (!written.has("as")) {
            aggregateNames(written.path("value")).ifPresent(parameters::add);
        }
        Step step = new Step(verb, parameters, Span.NONE, Span.NONE, "");
        String text = RecipePrinter.print(step);
        String line = text.codePointCount(0, text.length()) <= FIRST_LINE_LIMIT ? text
                : text.substring(0, text.offsetByCodePoints(0, FIRST_LINE_LIMIT)) + "…";
        return new Step(verb, parameters, Span.NONE, Span.NONE, line);
    }

    private static boolean isRecord(String verb, String parameter) {
        return parameter.equals("table") || parameter.equals("relation")
                || parameter.equals("as") && IN_PLACE.contains(verb);
    }

    /** Aggregates carry their names themselves; as a parameter they stand in the same order. */
    private static Optional<Parameter> aggregateNames(JsonNode value) {
        List<Node> names = new ArrayList<>();
        JsonNode functions = value.path("kind").asText().equals("array") ? value.path("value") : value;
        for (JsonNode function : functions.isArray() ? functions : List.of(functions)) {
            JsonNode as = function.path("as").isArray() ? function.path("as").path(0) : function.path("as");
            if (!function.path("kind").asText().equals("func") || !as.isTextual()) {
                return Optional.empty();
            }
            names.add(new Node.Text(as.textValue(), Span.NONE));
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Parameter("as", names, Span.NONE, Span.NONE));
    }
}
