package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Scope;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.function.Arguments;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Missing, mismatched or particular cells replaced as a whole, in place. */
final class ReplaceCells implements Transform {

    private static final Set<String> WORDS =
            Set.of("custom", "null", "average", "median", "mode", "first", "last", "lastvalid", "previous");

    private static final TransformDeclaration DECLARATION = TransformDeclaration
            .transform("replacemissing", "replacemismatched", "replacecells")
            .doc("Replaces whole cells: the missing ones (null and empty), those mismatched for their type, or those that "
                    + "equal a value or match a pattern.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .required("with", ParameterKind.REPLACEMENT,
                    "custom (with text), null, average, median, mode, first, last or 'last valid' (the row before that has "
                            + "one), bare or quoted; anything else is the value itself")
            .optional("text/value", ParameterKind.EXPRESSION, "custom: the value")
            .optional("type", ParameterKind.TYPE, "replacemismatched: the type")
            .optional("on", ParameterKind.PATTERN, "replacecells: what the whole cell equals or matches")
            .optional("ignoreCase", ParameterKind.BOOLEAN, "false", "case doesn't count in on")
            .optional("as", ParameterKind.NEW_NAMES, "a record of the names; ignored")
            .example("a", List.of("x", "∅", "\"\""), "replacemissing col: a with: custom text: 'n/a'", "a",
                    List.of("x", "n/a", "n/a"))
            .example("a:Integer", List.of("1", "∅", "4"), "replacemissing col: a with: average", "a",
                    List.of("1", "2.5", "4"))
            .example("a", List.of("-", "x-"), "replacecells col: a with: 'none' on: '-'", "a", List.of("none", "x-"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "replacemissing col: a with: custom text: '0'", "a",
                    List.of("1", "x", "0", "0"))
            .boundary("a:Integer", List.of("∅", "\"\""), "replacemissing col: a with: average", "a", List.of("∅", "∅"))
            .tie("a:Integer", List.of("2", "1", "∅"), "replacemissing col: a with: mode", "a", List.of("2", "1", "1"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Table result = table;
        for (Column column : arguments.columns("col")) {
            // Each column by itself: its type may be part of the test.
            Column current = column.isUnknown() ? column : result.columns().get(table.columns().indexOf(column));
            result = replaced(current, arguments, result, context);
        }
        return result;
    }

    private static Table replaced(Column column, StepArguments arguments, Table table, AnalysisContext context) {
        Formula formula = Formula.at(arguments.span("with"));
        Node value = formula.edited();
        if (arguments.verb().equals("replacecells")) {
            return cells(column, arguments, table, context);
        }
        Node test = arguments.verb().equals("replacemissing")
                ? formula.call("ISMISSING", formula.array(List.of(value)))
                : Mismatch.test(formula, column, arguments.nodes("type"));
        Node replacement = replacement(formula, arguments, context.scope(table).editing(column), context);
        return SetColumns.edit(formula.call("IF", test, replacement, value), List.of(column), table, context);
    }

    private static Table cells(Column column, StepArguments arguments, Table table, AnalysisContext context) {
        arguments.needs("on", "", context);
        var regex = Patterns.compile(arguments.expression("on"), arguments.flag("ignoreCase"), context,
                io.drover.recipe.pattern.Regex.Option.AT_START, io.drover.recipe.pattern.Regex.Option.AT_END);
        return TextEdit.apply(List.of(column), table, context, text -> {
            var matches = regex.map(known -> PatternTests.matches(known, text, table, context))
                    .orElse(Arguments.nullOf(ValueType.BOOLEAN));
            var with = context.text(context.analyze(arguments.expression("with"), context.scope(table)), table);
            return context.call(Replace.CHOOSE, List.of(matches, with, text), ValueType.TEXT,
                    table);
        });
    }

    private static Node replacement(Formula formula, StepArguments arguments, Scope scope, AnalysisContext context) {
        Node with = arguments.expression("with");
        if (with instanceof Node.Call call && call.name().equals("NULL")) {
            return with;
        }
        Optional<String> word = word(with);
        if (word.isEmpty() && arguments.has("text")) {
            int before = context.errors();
            context.analyze(with, scope);
            if (context.errors() > before || !with.isReadable()) {
                // A word may be meant that text goes with.
                arguments.optionalExpression("text").ifPresent(text -> context.analyze(text, scope));
            }
        }
        if (word.isEmpty()) {
            return with;
        }
        if (arguments.has("text") && !word.get().equals("custom")) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("text"),
                    "text goes with with: custom, not with with: " + word.get(), "write with: custom, or leave text out");
        }
        Node value = formula.edited();
        return switch (word.get()) {
            case "custom" -> {
                arguments.needs("text", "with with: custom", context);
                yield arguments.expression("text");
            }
            case "null" -> formula.nothing();
            case "average" -> formula.call("AVERAGE", value);
            case "median" -> formula.call("MEDIAN", value);
            case "mode" -> formula.call("MODE", value);
            case "first" -> formula.call("ANY", value);
            default -> formula.call("FILL", value);
        };
    }

    /** One of {@link #WORDS}, bare or quoted; any other text or formula is the value itself. */
    private static Optional<String> word(Node with) {
        String written = with instanceof Node.Column column && column.dataset().isEmpty() && !column.braced()
                ? column.name() : with instanceof Node.Text text ? text.plain() : "";
        String word = written.replace(" ", "").toLowerCase(Locale.ROOT);
        return WORDS.contains(word) ? Optional.of(word) : Optional.empty();
    }
}
