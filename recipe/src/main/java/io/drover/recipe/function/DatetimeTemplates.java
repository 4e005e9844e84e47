package io.drover.recipe.function;

import java.util.List;

/**
 * SQL for printing and reading Datetimes in the formats of a constant argument. What a template doesn't know goes to the
 * kernel.
 */
final class DatetimeTemplates {

    private DatetimeTemplates() {}

    static Template printing(Dialect dialect) {
        return arguments -> kernel("text_of_datetime", arguments);
    }

    static Template reading(Dialect dialect) {
        return arguments -> kernel("read_datetime", arguments);
    }

    private static String kernel(String operation, List<String> arguments) {
        return "drover_" + operation + "(" + String.join(", ", arguments) + ")";
    }
}
