package io.drover.recipe.transform;

import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.syntax.Step;
import java.util.ArrayList;
import java.util.List;

/** Single defects that a sound step of one line can be given. */
final class Defects {
    private static final RecipeParser PARSER = new RecipeParser(TransformCatalogue.standard().verbs());

    /** What a defect leaves unknown of the step. */
    enum Effect {
        /** Nothing but the value itself. */
        VALUE,
        /** A column, which other parts may be about. */
        COLUMN,
        /** A text that isn't one value any more: other parts of the same value may go with it. */
        SYNTAX,
        /** What the step does. */
        FORM
    }

    /**
     * @param begin of the text that it replaces, 0-based
     * @param parameter the written name of the parameter that it is in; empty if it is the whole step
     * @param kind what is wrong
     */
    record Defect(int begin, int end, String text, String parameter, String kind, Effect effect) {

        boolean overlaps(Defect other) {
            return begin < other.end && other.begin < end || begin == other.begin
                    || parameter.equals(other.parameter) && (kind.endsWith("parameter") || other.kind.endsWith("parameter"));
        }

        /** Whether it is in a part of a value. */
        boolean isInside() {
            return kind.contains("argument") || kind.contains("within") || kind.equals("an unknown column");
        }

        @Override
        public String toString() {
            return kind + (parameter.isEmpty() ? "" : " in " + parameter);
        }
    }

    private final Step step;
    private final TransformDeclaration declaration;
    private final List<String> columns;
    private final List<Defect> defects = new ArrayList<>();

    private Defects(Step step, List<String> columns) {
        this.step = step;
        this.declaration = TransformCatalogue.standard().find(step.verb()).orElseThrow().declaration();
        this.columns = columns;
    }

    /** @param columns of the table that the step is given */
    static List<Defect> of(String text, List<String> columns) {
        Recipe recipe = PARSER.parse(text);
        if (recipe.steps().size() != 1 || text.contains("\n") || text.codePointCount(0, text.length()) != text.length()) {
            return List.of();
        }
        Defects defects = new Defects(recipe.steps().get(0), columns);
        defects.step.parameters().forEach(defects::parameter);
        int end = text.length();
        defects.add(end, end, " qzxparam: 1", "", "an unknown parameter", Effect.VALUE);
        return defects.defects;
    }

    private void parameter(Parameter parameter) {
        ParameterKind kind = declaration.parameters().stream().filter(each -> each.isNamed(parameter.name())).findFirst()
                .orElseThrow().kind();
        String name = parameter.name();
        int begin = parameter.nameSpan().column() - 1;
        add(begin, parameter.span().endColumn() - 1, "", name, "a missing parameter", Effect.FORM);
        String other = "qzxqzx" + (char) ('a' + defects.size() % 26);
        add(begin, parameter.nameSpan().endColumn() - 1, other, name, "a misnamed parameter", Effect.FORM);
        Span last = parameter.values().get(parameter.values().size() - 1).span();
        int from = parameter.values().get(0).span().column() - 1;
        int to = last.endColumn() - 1;
        switch (kind) {
            case COLUMN, COLUMNS, COLUMNS_OR_TYPE, ORDER, JOIN_COLUMNS, UNION_MAPPING -> { }
            case EXPRESSION, EXPRESSIONS, CONDITION, REPLACEMENT -> {
                add(from, to, "QZXNONE(1)", name, "an unknown function", Effect.VALUE);
                add(from, to, "LEN()", name, "an empty call", Effect.VALUE);
                add(from, to, "$qzxvariable", name, "an unknown variable", Effect.VALUE);
                add(from, to, "DATEFORMAT(NOW(), 'yyyy-QQ')", name, "a bad date format", Effect.VALUE);
                add(from, to, "MATCHES('a', `{qzx}`)", name, "a bad pattern of a function", Effect.VALUE);
                add(from, to, "1 +", name, "a formula without end", Effect.SYNTAX);
                add(from, to, "(1 + ) * 2", name, "a formula without an operand", Effect.SYNTAX);
            }
            case PATTERN, PATTERNS -> {
                add(from, to, "`{qzx}`", name, "a bad pattern", Effect.VALUE);
                add(from, to, "/(a/", name, "a bad regular expression", Effect.VALUE);
                add(from, to, "LEN('a')", name, "a formula for a pattern", Effect.VALUE);
            }
            case TEXT, TEXTS, CHARACTER -> add(from, to, "qzxbare", name, "a word without quotes", Effect.VALUE);
            case TEXTS_OR_DATASET -> add(from, to, "7 +", name, "a text without end", Effect.SYNTAX);
            case INTEGER, INTEGERS, NUMBER, NUMBERS -> add(from, to, "'qzx'", name, "a word for a number", Effect.VALUE);
            case BOOLEAN -> add(from, to, "'perhaps'", name, "neither true nor false", Effect.VALUE);
            case KEYWORD -> add(from, to, "qzxkeyword", name, "an unknown keyword", Effect.FORM);
            case NEW_NAME, NEW_NAMES -> {
                add(from, to, "'" + columns.get(0) + "'", name, "a name in use", Effect.VALUE);
                add(from, to, "''", name, "an empty name", Effect.VALUE);
            }
            case DATASET, DATASETS -> add(from, to, "Qzxset", name, "an unknown dataset", Effect.COLUMN);
            case PAIRS -> add(from, to, "7", name, "no pairs", Effect.VALUE);
            case TYPE -> add(from, to, "7", name, "no type", Effect.VALUE);
        }
        if (kind != ParameterKind.DATASET && kind != ParameterKind.DATASETS && kind != ParameterKind.TEXTS_OR_DATASET
                && kind != ParameterKind.KEYWORD && kind != ParameterKind.TYPE) {
            parameter.values().forEach(value -> leaves(value, name));
        }
    }

    /** Unknown columns and functions within a value. */
    private void leaves(Node node, String parameter) {
        if (node instanceof Node.Column reference && isColumn(reference)) {
            String dataset = reference.dataset().map(name -> name + ".").orElse("");
            add(reference.span().column() - 1, reference.span().endColumn() - 1, dataset + "qzxcolumn" + defects.size(),
                    parameter, "an unknown column", Effect.COLUMN);
        } else if (node instanceof Node.Call call) {
            if (!call.infix()) {
                int begin = call.nameSpan().column() - 1;
                add(begin, call.nameSpan().endColumn() - 1, "QZXLEAF", parameter, "an unknown function within", Effect.SYNTAX);
            }
            for (Node argument : call.arguments()) {
                if (!call.infix() && argument instanceof Node.Text || argument instanceof Node.Number) {
                    int from = argument.span().column() - 1;
                    int to = argument.span().endColumn() - 1;
                    add(from, to, "QZXARGUMENT(" + defects.size() + ")", parameter,
                            "an unknown function as an argument", Effect.VALUE);
                    add(from, to, "(2 * )", parameter, "an argument without an operand", Effect.SYNTAX);
                }
                leaves(argument, parameter);
            }
        } else if (node instanceof Node.Array array) {
            array.elements().forEach(element -> leaves(element, parameter));
        } else if (node instanceof Node.Assignment assignment) {
            leaves(assignment.value(), parameter);
        } else if (node instanceof Node.Mapping mapping) {
            mapping.entries().stream().filter(entry -> entry.key().equals("sources"))
                    .forEach(entry -> entry.values().forEach(value -> leaves(value, parameter)));
        } else if (node instanceof Node.Range range) {
            leaves(range.from(), parameter);
            leaves(range.to(), parameter);
        }
    }

    /** Not a keyword or unit of a function. */
    private boolean isColumn(Node.Column reference) {
        return !reference.braced() && (reference.dataset().isPresent()
                || columns.stream().anyMatch(reference.name()::equalsIgnoreCase));
    }

    private void add(int begin, int end, String replacement, String parameter, String kind, Effect effect) {
        defects.add(new Defect(begin, end, replacement, parameter, kind, effect));
    }
}
