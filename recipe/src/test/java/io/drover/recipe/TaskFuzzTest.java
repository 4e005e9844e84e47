package io.drover.recipe;

import static io.drover.recipe.Fuzzing.PIECES;
import static io.drover.recipe.Fuzzing.SEED;
import static io.drover.recipe.Fuzzing.bounded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.syntax.RecipePrinter;
import io.drover.recipe.syntax.json.TaskImporter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Any JSON as a task of the visual editor: a step or a problem. */
class TaskFuzzTest {

    private static final List<String> KINDS = List.of("task", "constant", "column", "variable", "array", "matrix", "map",
            "enumerable", "bundle", "table", "func", "what");
    private static final List<String> TYPES = List.of("String", "Integer", "Float", "Bool", "Pattern", "Regex", "Column", "Wildcard",
            "ColumnRange", "Variable", "Array", "Matrix", "Map", "Enumerable", "Upper", "If", "Case", "Negate", "Equal", "");

    @Property(seed = "" + SEED, tries = 1500, shrinking = ShrinkingMode.OFF)
    void tasksOfAnyFormAreStepsOrProblems(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        JsonNode task = random.nextInt(4) == 0 ? json(random, 0) : task(random);
        bounded(task.toString(), () -> read(task));
    }

    @Test
    void deepTasksAreProblems() throws Exception {
        for (int depth : new int[] {500, 20_000}) {
            JsonNode array = JsonNodeFactory.instance.textNode("x");
            JsonNode call = constant("x");
            for (int i = 0; i < depth; i++) {
                array = JsonNodeFactory.instance.arrayNode().add(array);
                ObjectNode function = JsonNodeFactory.instance.objectNode();
                function.put("kind", "func").put("type", "Upper").putObject("parameters").set("col", call);
                call = function;
            }
            ObjectNode nested = JsonNodeFactory.instance.objectNode();
            nested.put("kind", "task").put("type", "Derive").putObject("parameters").set("value", call);
            bounded("a task with calls " + depth + " deep", () -> read(nested));
            ObjectNode listed = JsonNodeFactory.instance.objectNode();
            listed.put("kind", "task").put("type", "Derive").putObject("parameters").set("value", array);
            bounded("a task with arrays " + depth + " deep", () -> read(listed));
        }
    }

    private static List<FunctionParameter> parametersOf(String function) {
        return Catalogue.standard().find(function).map(entry -> entry.parameters()).orElse(List.of());
    }

    private static void read(JsonNode task) {
        TaskImporter.Imported imported = new TaskImporter(TaskFuzzTest::parametersOf)
                .read(task, name -> Optional.empty());
        imported.problem().ifPresent(problem -> assertThat(problem.render()).isNotBlank());
        imported.step().ifPresent(step -> assertThat(RecipePrinter.print(step)).isNotBlank());
    }

    private static JsonNode task(Random random) {
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        List<String> verbs = List.of("Derive", "Set", "Join", "Union", "Lookup", "Rename", "Split", "Header", "Filter", "Pivot", "Comment",
                "SetType", "GroupBy", "Select", "Load", "Nothing", "");
        task.put("kind", "task").put("type", verbs.get(random.nextInt(verbs.size())));
        ObjectNode parameters = task.putObject("parameters");
        List<String> names = List.of("col", "value", "as", "on", "type", "with", "mapping", "row", "group", "order", "keys", "comment");
        for (int i = random.nextInt(4); i > 0; i--) {
            parameters.set(names.get(random.nextInt(names.size())), value(random, 0));
        }
        if (random.nextInt(5) == 0) {
            task.set(List.of("parameters", "type", "kind", "annotations").get(random.nextInt(4)), json(random, 0));
        }
        return task;
    }

    private static JsonNode value(Random random, int depth) {
        if (random.nextInt(8) == 0) {
            return json(random, depth);
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", KINDS.get(random.nextInt(KINDS.size()))).put("type", TYPES.get(random.nextInt(TYPES.size())));
        if (random.nextInt(3) == 0) {
            ObjectNode parameters = node.putObject("parameters");
            for (String name : List.of("lhs", "rhs", "col", "predicate")) {
                if (depth < 5 && random.nextBoolean()) {
                    parameters.set(name, value(random, depth + 1));
                }
            }
        }
        node.set("value", depth < 5 && random.nextBoolean()
                ? JsonNodeFactory.instance.arrayNode().add(value(random, depth + 1)).add(value(random, depth + 1))
                : json(random, depth));
        return node;
    }

    private static JsonNode constant(String value) {
        return new ObjectMapper().createObjectNode().put("kind", "constant").put("type", "String").put("value", value);
    }

    private static JsonNode json(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 4 ? 6 : 8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(random.nextDouble() * 1e300);
            case 4 -> nodes.textNode(PIECES.get(random.nextInt(PIECES.size())));
            case 5 -> nodes.textNode("");
            case 6 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(json(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(List.of("kind", "type", "value", "parameters", "as", "x").get(random.nextInt(6)), json(random, depth + 1));
                }
                yield object;
            }
        };
    }
}
