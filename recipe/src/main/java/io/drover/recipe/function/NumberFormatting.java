package io.drover.recipe.function;

import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** NUMFORMAT: text of a number by a pattern. */
final class NumberFormatting {

    private static final Operation INTEGER = operation("numformat_integer", Storage.INTEGER);
    private static final Operation DECIMAL = operation("numformat_decimal", Storage.DECIMAL);

    /** The last format of a thread: a column is formatted by one pattern, and formats aren't thread-safe. */
    private static final ThreadLocal<Compiled> LAST = new ThreadLocal<>();

    private NumberFormatting() {}

    private record Compiled(String pattern, String grouping, String decimal, DecimalFormat format) {}

    static Expr bind(Arguments arguments) {
        Expr number = arguments.number(0);
        Expr grouping = arguments.has(2) ? arguments.text(2) : Arguments.text(",");
        Expr decimal = arguments.has(3) ? arguments.text(3) : Arguments.text(".");
        if (arguments.constant(1, Storage.TEXT).filter(pattern -> compile((String) pattern, ",", ".") == null).isPresent()) {
            arguments.problem(1, ProblemCode.INVALID_FORMAT,
                    "'" + arguments.constant(1, Storage.TEXT).get() + "' is no number pattern", "write such as '#,##0.00'");
            return Arguments.nullOf(ValueType.TEXT);
        }
        return arguments.call(number.type().storage() == Storage.INTEGER ? INTEGER : DECIMAL,
                List.of(number, arguments.text(1), grouping, decimal));
    }

    private static Operation operation(String name, Storage number) {
        return Operation.of(name, Storage.TEXT, a -> format(a[0], (String) a[1], (String) a[2], (String) a[3]),
                number, Storage.TEXT, Storage.TEXT, Storage.TEXT);
    }

    private static String format(Object number, String pattern, String grouping, String decimal) {
        Compiled last = LAST.get();
        if (last == null || !last.pattern.equals(pattern) || !last.grouping.equals(grouping)
                || !last.decimal.equals(decimal)) {
            last = new Compiled(pattern, grouping, decimal, compile(pattern, grouping, decimal));
            LAST.set(last);
        }
        if (last.format == null) {
            return null;
        }
        String text = last.format.format(number);
        boolean negative = number instanceof Double value && value < 0;
        // What rounds to zero has no sign.
        return negative && text.chars().noneMatch(c -> c >= '1' && c <= '9') ? last.format.format(0.0) : text;
    }

    /** Null for a pattern or separators that have no meaning. */
    private static DecimalFormat compile(String pattern, String grouping, String decimal) {
        if (grouping.length() > 1 || decimal.length() != 1) {
            return null;
        }
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setDecimalSeparator(decimal.charAt(0));
        if (!grouping.isEmpty()) {
            symbols.setGroupingSeparator(grouping.charAt(0));
        }
        try {
            DecimalFormat format = new DecimalFormat(pattern, symbols);
            if (grouping.isEmpty()) {
                format.setGroupingUsed(false);
            }
            return format;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
