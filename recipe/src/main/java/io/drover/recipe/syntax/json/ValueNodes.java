package io.drover.recipe.syntax.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Identifiers;
import io.drover.recipe.syntax.Node;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the value nodes of a task's parameters as nodes. */
final class ValueNodes {
    private static final int DEPTH_LIMIT = 200;

    private final Function<String, Optional<String>> datasetOfTable;
    private final Function<String, List<FunctionParameter>> parametersOfFunction;
    /** Whether columns are qualified by their dataset. */
    private final boolean qualified;

    ValueNodes(Function<String, Optional<String>> datasetOfTable,
            Function<String, List<FunctionParameter>> parametersOfFunction, boolean qualified) {
        this.datasetOfTable = datasetOfTable;
        this.parametersOfFunction = parametersOfFunction;
        this.qualified = qualified;
    }

    /** The values of a parameter: the elements of an array or matrix, else one. */
    List<Node> list(JsonNode json, String pointer) {
        String kind = json.path("kind").asText();
        if (json.isArray()) {
            return elements(json, pointer, 0);
        }
        return kind.equals("array") || kind.equals("matrix")
                ? elements(json.path("value"), pointer + "/value", 0) : List.of(one(json, pointer, 0));
    }

    private List<Node> elements(JsonNode array, String pointer, int depth) {
        if (!array.isArray()) {
            throw new ImportException("an array is expected", pointer);
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            nodes.add(one(array.get(i), pointer + "/" + i, depth + 1));
        }
        return nodes;
    }

    private Node one(JsonNode json, String pointer, int depth) {
        if (depth > DEPTH_LIMIT) {
            throw new ImportException("nested more than " + DEPTH_LIMIT + " deep", pointer);
        }
        if (json.isValueNode()) {
            return constant(json, pointer);
        }
        if (json.isArray()) {
            return new Node.Array(elements(json, pointer, depth), Span.NONE);
        }
        JsonNode value = json.path("value");
        String kind = json.path("kind").asText();
        return switch (kind) {
            case "constant" -> typedConstant(json, pointer);
            case "column" -> column(json, pointer);
            case "variable" -> new Node.Variable(text(value, pointer), Span.NONE);
            case "enumerable", "bundle" -> word(text(value, pointer));
            case "table" -> dataset(text(value, pointer));
            case "array", "matrix" -> new Node.Array(elements(value, pointer + "/value", depth), Span.NONE);
            case "map" -> mapping(value, pointer + "/value");
            case "func" -> call(json, pointer, depth);
            default -> throw new ImportException("a value of unknown kind " + kind, pointer);
        };
    }

    private Node typedConstant(JsonNode json, String pointer) {
        JsonNode value = json.path("value");
        if (value.isNull()) {
            return new Node.Call("NULL", List.of(), false, Span.NONE, Span.NONE);
        }
        String type = json.path("type").asText();
        return switch (type) {
            case "Pattern" -> pattern(text(value, pointer), Node.Pattern.Kind.TRIFACTA, '`');
            case "Regex", "RegExp" -> pattern(text(value, pointer), Node.Pattern.Kind.REGEX, '/');
            case "Integer", "Float" -> number(text(value, pointer), pointer);
            case "Bool" -> new Node.Bool(bool(text(value, pointer), pointer), Span.NONE);
            default -> new Node.Text(text(value, pointer), Span.NONE);
        };
    }

    private static Node constant(JsonNode json, String pointer) {
        if (json.isNumber()) {
            return number(json.asText(), pointer);
        }
        if (json.isBoolean()) {
            return new Node.Bool(json.booleanValue(), Span.NONE);
        }
        return new Node.Text(text(json, pointer), Span.NONE);
    }

    private static boolean bool(String text, String pointer) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new ImportException(text + " is no Bool", pointer);
        }
        return text.equalsIgnoreCase("true");
    }

    /** Literals have no sign: a negative number is a negated one. */
    private static Node number(String text, String pointer) {
        String digits = text.startsWith("-") ? text.substring(1) : text;
        if (!digits.matches("([0-9]+(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            throw new ImportException(text + " is no number", pointer);
        }
        Node number = new Node.Number(digits, Span.NONE);
        return digits.equals(text) ? number
                : new Node.Call("NEGATE", List.of(number), true, Span.NONE, Span.NONE);
    }

    /** An escaped mark and a line break are written as text can hold them; both mean the same. */
    private static Node pattern(String source, Node.Pattern.Kind kind, char mark) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            char next = i + 1 < source.length() ? source.charAt(i + 1) : 0;
            if (c == '\\' && next != 0 && next != '\n' && next != '\r') {
                text.append(next == mark ? "" : "\\").append(next);
                i++;
            } else if (c == '\n' || c == '\r') {
                text.append(text.length() > 0 && i > 0 && source.charAt(i - 1) == '\\' ? "" : "\\")
                        .append(c == '\n' ? 'n' : 'r');
            } else {
                text.append(c);
            }
        }
        return new Node.Pattern(text.toString(), kind, Span.NONE);
    }

    private static Node word(String word) {
        return Identifiers.needsBraces(word) ? new Node.Text(word, Span.NONE) : bare(word);
    }

    private static Node.Column bare(String name) {
        return new Node.Column(name, Optional.empty(), false, Span.NONE);
    }

    private Node dataset(String table) {
        return bare(datasetOfTable.apply(table).orElse(table));
    }

    private Node column(JsonNode json, String pointer) {
        JsonNode value = json.path("value");
        Node read = switch (json.path("type").asText()) {
            case "Wildcard" -> new Node.Wildcard(Span.NONE);
            case "ColumnRange" -> {
                if (!value.isArray() || value.size() != 2) {
                    throw new ImportException("a range has two columns", pointer + "/value");
                }
                yield new Node.Range(rangeEnd(json, value.get(0), pointer), rangeEnd(json, value.get(1), pointer),
                        Span.NONE);
            }
            default -> name(text(value, pointer), json.path("relation"));
        };
        JsonNode as = json.path("as").isArray() ? json.path("as").path(0) : json.path("as");
        return as.isTextual() && qualified
                ? new Node.Assignment(name(as.textValue()), read, Span.NONE) : read;
    }

    private Node.Column rangeEnd(JsonNode range, JsonNode end, String pointer) {
        return end.isTextual() ? name(end.textValue(), range.path("relation"))
                : name(text(end.path("value"), pointer), end.path("relation"));
    }

    private static Node.Column name(String name) {
        return new Node.Column(name, Optional.empty(), Identifiers.needsBraces(name), Span.NONE);
    }

    /** A relation that is no other dataset's table is the current one; its name may be out of date. */
    private Node.Column name(String name, JsonNode relation) {
        Optional<String> dataset = !qualified ? Optional.empty()
                : Optional.of(datasetOfTable.apply(relation.asText("")).orElse("current_dataset"));
        return new Node.Column(name, dataset, Identifiers.needsBraces(name), Span.NONE);
    }

    private Node mapping(JsonNode value, String pointer) {
        List<Node.Mapping.Entry> entries = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = value.fields(); fields.hasNext();) {
            Map.Entry<String, JsonNode> field = fields.next();
            entries.add(new Node.Mapping.Entry(field.getKey(), list(field.getValue(), pointer + "/" + field.getKey())));
        }
        if (entries.isEmpty()) {
            throw new ImportException("an empty map", pointer);
        }
        return new Node.Mapping(entries, Span.NONE);
    }

    private Node call(JsonNode json, String pointer, int depth) {
        String function = text(json.path("type"), pointer + "/type").toUpperCase(Locale.ROOT);
        Map<String, JsonNode> given = new LinkedHashMap<>();
        json.path("parameters").fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                given.put(field.getKey(), field.getValue());
            }
        });
        List<FunctionParameter> declared = parametersOfFunction.apply(function);
        Map<String, Integer> positions = FunctionParameters.positions(function, given, declared, pointer);
        TreeMap<Integer, String> names = new TreeMap<>();
        positions.forEach((name, position) -> names.put(position, name));
        List<Node> arguments = new ArrayList<>();
        for (Map.Entry<Integer, String> argument : names.entrySet()) {
            while (arguments.size() < argument.getKey()) {
                arguments.add(defaultOf(function, declared, arguments.size(), pointer));
            }
            arguments.add(one(given.get(argument.getValue()), pointer + "/parameters/" + argument.getValue(), depth + 1));
        }
        boolean infix = json.path("annotations").path("infix").asBoolean(false) || json.path("infix").asBoolean(false);
        return new Node.Call(function, arguments, infix, Span.NONE, Span.NONE);
    }

    /** An argument that is left out before one that is there: text has no names for them. */
    private static Node defaultOf(String function, List<FunctionParameter> declared, int position, String pointer) {
        String text = position < declared.size() && !declared.get(position).required()
                ? declared.get(position).defaultText() : "";
        if (text.matches("-?[0-9]+")) {
            return number(text, pointer);
        }
        if (text.matches("'[^'\\\\]*'")) {
            return new Node.Text(text.substring(1, text.length() - 1), Span.NONE);
        }
        if (text.matches("true|false")) {
            return new Node.Bool(Boolean.parseBoolean(text), Span.NONE);
        }
        if (text.equals("[]")) {
            return new Node.Array(List.of(), Span.NONE);
        }
        if (text.matches("[a-z]+") && declared.get(position).kind() == FunctionParameter.Kind.KEYWORD) {
            return bare(text);
        }
        throw new ImportException(function + " lacks its argument " + (position + 1)
                + (position < declared.size() ? ", " + declared.get(position).name() : ""), pointer + "/parameters");
    }

    private static String text(JsonNode json, String pointer) {
        if (!json.isValueNode() || json.isNull()) {
            throw new ImportException("a plain value is expected", pointer);
        }
        return json.asText();
    }
}
