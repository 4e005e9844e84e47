package io.drover.recipe.function;

/**
 * SQL for printing and reading Datetimes in the formats of a constant argument. What a template doesn't know goes to the
 * kernel.
 */
final class DatetimeTemplates {

    private DatetimeTemplates() {}

    static Template printing(Dialect dialect) {
        return Template.of("{kernel}");
    }

    static Template reading(Dialect dialect) {
        return Template.of("{kernel}");
    }
}
