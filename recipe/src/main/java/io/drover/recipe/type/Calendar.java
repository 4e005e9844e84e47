package io.drover.recipe.type;

import java.time.LocalDate;

/**
 * The calendar fields of an instant in milliseconds, and back.
 *
 * @param month 1–12
 * @param weekday Monday 1 … Sunday 7
 */
public record Calendar(
        int year, int month, int day, int hour, int minute, int second, int milli, int weekday, int dayOfYear) {

    public static final long DAY_MILLIS = 86_400_000L;

    /** 1400-01-01T00:00:00.000. */
    public static final long MINIMUM = LocalDate.of(1400, 1, 1).toEpochDay() * DAY_MILLIS;

    /** 2599-12-31T23:59:59.999. */
    public static final long MAXIMUM = LocalDate.of(2600, 1, 1).toEpochDay() * DAY_MILLIS - 1;

    public static Calendar of(long millis) {
        long days = Math.floorDiv(millis, DAY_MILLIS);
        int rest = (int) (millis - days * DAY_MILLIS);
        LocalDate date = LocalDate.ofEpochDay(days);
        return new Calendar(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), rest / 3_600_000,
                rest / 60_000 % 60, rest / 1000 % 60, rest % 1000, (int) Math.floorMod(days + 3, 7L) + 1,
                date.getDayOfYear());
    }

    /** The date of an instant, its time dropped. */
    public static LocalDate date(long millis) {
        return LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS));
    }

    /** Midnight of a date. */
    public static long millis(LocalDate date) {
        return date.toEpochDay() * DAY_MILLIS;
    }

    /** Whether an instant lies in the supported range 1400 … 2599. */
    public static boolean inRange(long millis) {
        return millis >= MINIMUM && millis <= MAXIMUM;
    }
}
