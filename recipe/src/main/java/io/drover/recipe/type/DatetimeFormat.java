package io.drover.recipe.type;

import io.drover.recipe.type.DatetimeElement.Field;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A compiled datetime pattern: reads text to milliseconds since 1970 (local wall clock) and prints them. Immutable,
 * cached by pattern.
 *
 * <p>Days 29–31 beyond the end of their month roll over into the next one; other impossible fields are no match. Names of
 * months and weekdays are English, read in any case.
 */
public final class DatetimeFormat {

    /** What {@link #parse} gives for text that doesn't match or lies outside 1400-01-01 … 2599-12-31. */
    public static final long NONE = Long.MIN_VALUE;

    /** Of computed Datetimes without a format of their own; milliseconds are added when there are any. */
    public static final Format.Datetime DEFAULT = Format.annotation("yyyy*mm*dd*HH:MM:SS");

    public static final Format.Datetime DATE = Format.annotation("yyyy*mm*dd");
    public static final Format.Datetime TIME = Format.annotation("HH:MM:SS");

    private static final ConcurrentHashMap<Format.Datetime, DatetimeFormat> CACHE = new ConcurrentHashMap<>();
    private static final int CACHE_LIMIT = 10_000;

    private final DatetimeElement[] elements;
    private final boolean fractionWhenNeeded;
    private final boolean blankBeforePeriod;

    private DatetimeFormat(List<DatetimeElement> elements, boolean fractionWhenNeeded, boolean blankBeforePeriod) {
        this.elements = elements.toArray(DatetimeElement[]::new);
        this.fractionWhenNeeded = fractionWhenNeeded;
        this.blankBeforePeriod = blankBeforePeriod;
    }

    /** @throws InvalidFormatException if the pattern has no meaning */
    public static DatetimeFormat of(Format.Datetime format) {
        DatetimeFormat cached = CACHE.get(format);
        if (cached != null) {
            return cached;
        }
        List<DatetimeElement> elements = switch (format.letters()) {
            case ANNOTATION -> DatetimePatterns.annotation(format.pattern());
            case JAVA -> DatetimePatterns.java(format.pattern());
        };
        // Public recipes test "6:00 PM" against hh:MMa and keep it.
        DatetimeFormat compiled = new DatetimeFormat(elements, format.equals(DEFAULT),
                format.letters() == Format.Datetime.Letters.ANNOTATION);
        if (CACHE.size() < CACHE_LIMIT) {
            CACHE.put(format, compiled);
        }
        return compiled;
    }

    /** How computed values of a column with that format print. */
    public static DatetimeFormat printing(Format format) {
        return of(format instanceof Format.Datetime datetime ? datetime : DEFAULT);
    }

    /** Whether it has an hour or a smaller part of the day. */
    public boolean hasTime() {
        for (DatetimeElement element : elements) {
            if (element.field().isTime()) {
                return true;
            }
        }
        return false;
    }

    List<DatetimeElement> elements() {
        return List.of(elements);
    }

    /**
     * The instant of a text, blanks around it ignored, or {@link #NONE}.
     *
     * @param referenceYear the job's year: two-digit years lie from 80 years before it to 19 after
     */
    public long parse(String text, int referenceYear) {
        DatetimeCursor cursor = new DatetimeCursor(Whitespace.trim(text), referenceYear);
        for (int i = 0; i < elements.length; i++) {
            DatetimeElement element = elements[i];
            if (blankBeforePeriod && element.field() == Field.PERIOD) {
                cursor.literal(" ");
            }
            if (element.field() == Field.DELIMITER) {
                Field before = i == 0 ? Field.LITERAL : elements[i - 1].field();
                Field after = i + 1 == elements.length ? Field.LITERAL : elements[i + 1].field();
                if (!cursor.delimiter(before, after)) {
                    return NONE;
                }
            } else if (!cursor.read(element)) {
                return NONE;
            }
        }
        return cursor.atEnd() ? cursor.instant() : NONE;
    }

    /** The text of an instant. */
    public String format(long millis) {
        Calendar at = Calendar.of(millis);
        StringBuilder out = new StringBuilder(24);
        for (DatetimeElement element : elements) {
            print(element, at, out);
        }
        if (fractionWhenNeeded && at.milli() != 0) {
            out.append('.');
            pad(out, at.milli(), 3);
        }
        return out.toString();
    }

    private static void print(DatetimeElement element, Calendar at, StringBuilder out) {
        switch (element.field()) {
            case YEAR -> pad(out, at.year(), element.width());
            case SHORT_YEAR -> pad(out, Math.floorMod(at.year(), 100), 2);
            case MONTH -> pad(out, at.month(), element.width());
            case MONTH_ABBREVIATION -> out.append(CalendarNames.MONTHS.get(at.month() - 1), 0, 3);
            case MONTH_NAME -> out.append(CalendarNames.MONTHS.get(at.month() - 1));
            case DAY -> pad(out, at.day(), element.width());
            case DAY_OF_YEAR -> pad(out, at.dayOfYear(), element.width());
            case WEEKDAY_ABBREVIATION -> out.append(CalendarNames.WEEKDAYS.get(at.weekday() - 1), 0, 3);
            case WEEKDAY_NAME -> out.append(CalendarNames.WEEKDAYS.get(at.weekday() - 1));
            case HOUR -> pad(out, at.hour(), element.width());
            case HALF_DAY_HOUR -> pad(out, at.hour() % 12 == 0 ? 12 : at.hour() % 12, element.width());
            case MINUTE -> pad(out, at.minute(), element.width());
            case SECOND -> pad(out, at.second(), element.width());
            case FRACTION -> pad(out, at.milli(), element.width());
            case PERIOD -> out.append(at.hour() < 12 ? "AM" : "PM");
            case OFFSET -> out.append('Z');
            case LITERAL, DELIMITER -> out.append(element.text());
        }
    }

    private static void pad(StringBuilder out, int value, int width) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < width; i++) {
            out.append('0');
        }
        out.append(digits);
    }
}
