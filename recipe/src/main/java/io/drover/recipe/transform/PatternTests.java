package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.function.Arguments;
import io.drover.recipe.function.Operation;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;

/** Tests of filter for a match in a cell's text. */
final class PatternTests {

    /** Whether a text has a match of an encoded pattern. */
    private static final Operation HAS_MATCH = Operation.of("has_match", Storage.BOOLEAN,
            arguments -> Regex.of((String) arguments[1]).matches((String) arguments[0]), Storage.TEXT, Storage.TEXT);

    /** The same with the pattern as each engine's own regular expressions write it. */
    private static final Operation HAS_PORTABLE_MATCH = Operation.of("has_portable_match", Storage.BOOLEAN,
            arguments -> Regex.of((String) arguments[1]).matches((String) arguments[0]),
            Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.TEXT)
            .spark("({0} RLIKE {2})").duckdb("regexp_matches({0}, {3})");

    private PatternTests() {}

    /** @param type contains, startsWith or endsWith */
    static Expr test(String type, StepArguments arguments, Expr text, Table table, AnalysisContext context) {
        arguments.needs(type, "with type: " + type, context);
        Regex.Option[] options = switch (type) {
            case "startsWith" -> new Regex.Option[] {Regex.Option.AT_START};
            case "endsWith" -> new Regex.Option[] {Regex.Option.AT_END};
            default -> new Regex.Option[0];
        };
        return Patterns.compile(arguments.expression(type), arguments.flag("ignoreCase"), context, options)
                .map(regex -> matches(regex, text, table, context)).orElse(Arguments.nullOf(ValueType.BOOLEAN));
    }

    /** Whether the text has a match. */
    static Expr matches(Regex regex, Expr text, Table table, AnalysisContext context) {
        Expr encoded = new Expr.Literal(regex.encoded(), ValueType.TEXT);
        if (regex.spark().isPresent() && regex.duckdb().isPresent()) {
            return context.call(HAS_PORTABLE_MATCH, List.of(text, encoded,
                    new Expr.Literal(regex.spark().get(), ValueType.TEXT),
                    new Expr.Literal(regex.duckdb().get(), ValueType.TEXT)), ValueType.BOOLEAN, table);
        }
        return context.call(HAS_MATCH, List.of(text, encoded), ValueType.BOOLEAN, table);
    }
}
