package io.drover.recipe.type;

import java.util.List;

/** English names of months and of weekdays from Monday on. */
public final class CalendarNames {
    public static final List<String> MONTHS = List.of("January", "February", "March", "April", "May", "June", "July",
            "August", "September", "October", "November", "December");
    public static final List<String> WEEKDAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private CalendarNames() {}
}
