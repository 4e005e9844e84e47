package io.drover.recipe.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes steps as text in one canonical form; reading it back gives the same steps, spans aside. */
public final class RecipePrinter {
    private RecipePrinter() {}

    /** One step a line. */
    public static String print(List<Step> steps) {
        return steps.stream().map(step -> print(step) + "\n").collect(Collectors.joining());
    }

    public static String print(Step step) {
        Optional<String> comment = comment(step);
        if (comment.isPresent()) {
            return comment.get().isEmpty() ? "//" : "// " + comment.get();
        }
        return step.verb() + step.parameters().stream()
                .map(parameter -> " " + parameter.name() + ": " + values(step, parameter))
                .collect(Collectors.joining());
    }

    /** A value as it's written in a step; what a parse of it gives. */
    public static String print(Node node) {
        return print(node, 0);
    }

    /** The text of a comment that fits on one line after slashes. */
    private static Optional<String> comment(Step step) {
        if (!step.verb().equals("comment") || step.parameters().size() != 1) {
            return Optional.empty();
        }
        Parameter only = step.parameters().get(0);
        if (!only.name().equals("comment") || only.values().size() != 1
                || !(only.values().get(0) instanceof Node.Text text)) {
            return Optional.empty();
        }
        boolean plain = text.value().equals(text.value().strip()) && text.value().codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        return plain ? Optional.of(text.value()) : Optional.empty();
    }

    private static String values(Step step, Parameter parameter) {
        boolean datasets = StepScanner.takesDatasets(step.verb(), parameter.name());
        boolean several = step.verb().equals("union");
        return parameter.values().stream()
                .map(value -> datasets ? dataset(value, several) : print(value))
                .collect(Collectors.joining(", "));
    }

    private static String dataset(Node node, boolean several) {
        boolean bare = node instanceof Node.Column column && column.dataset().isEmpty() && !column.braced()
                && StepScanner.isBareDataset(column.name(), several);
        return bare ? ((Node.Column) node).name() : print(node);
    }

    private static String print(Node node, int strength) {
        if (node instanceof Node.Text text) {
            return Literals.quote(text.value());
        }
        if (node instanceof Node.Number number) {
            return number.text();
        }
        if (node instanceof Node.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (node instanceof Node.Pattern pattern) {
            return Literals.delimit(pattern.source(), pattern.kind() == Node.Pattern.Kind.REGEX ? '/' : '`');
        }
        if (node instanceof Node.Column column) {
            return column(column);
        }
        if (node instanceof Node.Range range) {
            return column(range.from()) + "~" + column(range.to());
        }
        if (node instanceof Node.Wildcard) {
            return "*";
        }
        if (node instanceof Node.Variable variable) {
            return variable(variable.name());
        }
        if (node instanceof Node.Call call) {
            return call(call, strength);
        }
        if (node instanceof Node.Array array) {
            return array.elements().stream().map(RecipePrinter::print).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries().stream().map(RecipePrinter::entry).collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof Node.Unknown) {
            throw new IllegalArgumentException("what can't be read can't be printed");
        }
        Node.Assignment assignment = (Node.Assignment) node;
        return column(assignment.name()) + " = " + print(assignment.value());
    }

    private static String entry(Node.Mapping.Entry entry) {
        return Literals.quote(entry.key()) + ": "
                + entry.values().stream().map(RecipePrinter::print).collect(Collectors.joining(", "));
    }

    private static String column(Node.Column column) {
        boolean braces = column.braced() || Identifiers.needsBraces(column.name());
        String name = braces ? Literals.brace(column.name()) : column.name();
        return column.dataset().map(dataset -> dataset + "." + name).orElse(name);
    }

    private static String variable(String name) {
        String plain = name.startsWith("env.") ? name.substring(4) : name;
        return "$" + (Identifiers.isIdentifier(plain) ? name : Literals.brace(name));
    }

    private static String call(Node.Call call, int strength) {
        Optional<Operators> operator = call.infix()
                ? Operators.ofFunction(call.name(), call.arguments().size()) : Optional.empty();
        if (operator.isEmpty()) {
            return call.name() + call.arguments().stream().map(RecipePrinter::print)
                    .collect(Collectors.joining(", ", "(", ")"));
        }
        String text = infix(operator.get(), call.arguments());
        return operator.get().strength() < strength ? "(" + text + ")" : text;
    }

    private static String infix(Operators operator, List<Node> arguments) {
        int own = operator.strength();
        return switch (operator.arity()) {
            case 1 -> operator.symbol() + print(arguments.get(0), own);
            case 2 -> print(arguments.get(0), own) + " " + operator.symbol() + " " + print(arguments.get(1), own + 1);
            default -> print(arguments.get(0), own + 1) + " ? " + print(arguments.get(1), 0) + " : "
                    + print(arguments.get(2), own);
        };
    }
}
