package io.drover.recipe.analysis;

import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Text in quotes where a number or a condition is computed with. It is legal and null, and mostly a column
 * that got quotes, or texts that were to be joined.
 */
final class TextConstants {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Set<String> WORDS = Set.of("true", "t", "yes", "y", "on", "false", "f", "no", "n", "off");
    private static final Set<String> JOINERS = Set.of("ADD", "OR");

    private TextConstants() {}

    /** @param message what is wrong @param suggestion what would be right; null if unknown */
    record Finding(Node.Text text, String message, String suggestion) {}

    /** The arguments of a call that are such texts. */
    static List<Finding> in(Node.Call call, FunctionEntry entry, Scope scope) {
        List<FunctionParameter> parameters = entry.parameters();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < call.arguments().size() && !parameters.isEmpty(); i++) {
            FunctionParameter.Kind kind = parameters.get(Math.min(i, parameters.size() - 1)).kind();
            if (call.arguments().get(i) instanceof Node.Text text && !text.value().isBlank() && isNull(kind, text.value())) {
                boolean condition = kind == FunctionParameter.Kind.BOOLEAN;
                findings.add(new Finding(text, "'" + text.value() + "' is text and no " + (condition ? "condition" : "number")
                        + ", so " + entry.name() + " gives null", instead(text.value(), entry, scope)));
            }
        }
        return findings;
    }

    private static boolean isNull(FunctionParameter.Kind kind, String value) {
        return switch (kind) {
            case INTEGER, DECIMAL, NUMBER -> !NUMBER.matcher(value.strip()).matches();
            case BOOLEAN -> !NUMBER.matcher(value.strip()).matches()
                    && !WORDS.contains(value.strip().toLowerCase(Locale.ROOT));
            default -> false;
        };
    }

    /** A column's name as formulas have it. */
    static String written(String name) {
        return name.matches("[\\p{L}_][\\p{L}0-9_]*") ? name : "{" + name + "}";
    }

    private static String instead(String value, FunctionEntry entry, Scope scope) {
        Optional<String> column = scope.table().columns().stream().map(Column::name).filter(value::equalsIgnoreCase)
                .findFirst();
        return column.map(name -> "the column is written without quotes, " + written(name))
                .orElse(JOINERS.contains(entry.name()) ? "texts are joined with MERGE([a, b])" : null);
    }
}
