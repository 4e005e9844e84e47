package io.drover.recipe.type;

import io.drover.recipe.type.DatetimeElement.Field;
import java.time.LocalDate;
import java.util.List;

/** Reads the parts of a datetime from a text, one after the other. */
final class DatetimeCursor {

    private final String text;
    private final int referenceYear;
    private int at;
    private int year = 1970;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int milli;
    private int period = -1;
    private int offsetMinutes;

    DatetimeCursor(String text, int referenceYear) {
        this.text = text;
        this.referenceYear = referenceYear;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean read(DatetimeElement element) {
        return switch (element.field()) {
            case YEAR -> (year = digits(element)) >= 0;
            case SHORT_YEAR -> shortYear(digits(element));
            case MONTH -> (month = digits(element)) >= 1 && month <= 12;
            case MONTH_ABBREVIATION -> (month = name(CalendarNames.MONTHS, true)) >= 1;
            case MONTH_NAME -> (month = name(CalendarNames.MONTHS, false)) >= 1;
            case DAY -> (day = digits(element)) >= 1 && day <= 31;
            case DAY_OF_YEAR -> (dayOfYear = digits(element)) >= 1 && dayOfYear <= 366;
            case WEEKDAY_ABBREVIATION -> name(CalendarNames.WEEKDAYS, true) >= 1;
            case WEEKDAY_NAME -> name(CalendarNames.WEEKDAYS, false) >= 1;
            case HOUR -> (hour = digits(element)) >= 0 && hour <= 23;
            case HALF_DAY_HOUR -> halfDayHour(digits(element));
            case MINUTE -> (minute = digits(element)) >= 0 && minute <= 59;
            case SECOND -> (second = digits(element)) >= 0 && second <= 59;
            case FRACTION -> fraction();
            case PERIOD -> period();
            case OFFSET -> offset();
            case LITERAL -> literal(element.text());
            case DELIMITER -> throw new IllegalArgumentException("a delimiter depends on its neighbours");
        };
    }

    /**
     * Any one of {@code / - . ,} and space; a comma may have a space behind it, a {@code T} may part date and time, and
     * between a letter and a digit nothing is needed.
     */
    boolean delimiter(Field before, Field after) {
        if (at < text.length()) {
            char c = text.charAt(at);
            if (c == '/' || c == '-' || c == '.' || c == ',' || c == ' ') {
                at++;
                if (c == ',' && at < text.length() && text.charAt(at) == ' ') {
                    at++;
                }
                return true;
            }
            if (c == 'T' && before.isDate() && after.isTime()) {
                at++;
                return true;
            }
            if (c == ':' && before.isTime() && after.isTime()) {
                at++;
                return true;
            }
        }
        return before.isNumber() != after.isNumber();
    }

    boolean literal(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /** The instant of what was read; {@link DatetimeFormat#NONE} if there is none or it is out of range. */
    long instant() {
        long days = days();
        if (days == Long.MIN_VALUE) {
            return DatetimeFormat.NONE;
        }
        int fullHour = hour;
        if (period >= 0) {
            if (hour > 12) {
                return DatetimeFormat.NONE;
            }
            fullHour = hour % 12 + 12 * period;
        }
        long millis = days * Calendar.DAY_MILLIS + fullHour * 3_600_000L + minute * 60_000L + second * 1000L + milli
                - offsetMinutes * 60_000L;
        return Calendar.inRange(millis) ? millis : DatetimeFormat.NONE;
    }

    private long days() {
        if (dayOfYear > 0) {
            LocalDate first = LocalDate.of(year, 1, 1);
            return dayOfYear > first.lengthOfYear() ? Long.MIN_VALUE : first.toEpochDay() + dayOfYear - 1;
        }
        return LocalDate.of(year, month, 1).toEpochDay() + day - 1;
    }

    private int digits(DatetimeElement element) {
        return digits(element.minimum(), element.maximum());
    }

    int digits(int minimum, int maximum) {
        int value = 0;
        int start = at;
        while (at < text.length() && at - start < maximum) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        return at - start < minimum ? -1 : value;
    }

    private boolean shortYear(int value) {
        if (value < 0) {
            return false;
        }
        int first = referenceYear - 80;
        year = first + Math.floorMod(value - first, 100);
        return true;
    }

    private boolean halfDayHour(int value) {
        hour = value;
        return value >= 1 && value <= 12;
    }

    boolean fraction() {
        int start = at;
        int value = 0;
        while (at < text.length() && at - start < 9) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (at - start < 3) {
                value = value * 10 + digit;
            }
            at++;
        }
        int count = at - start;
        for (int i = count; i < 3; i++) {
            value *= 10;
        }
        milli = value;
        return count > 0;
    }

    private boolean period() {
        if (at + 2 > text.length()) {
            return false;
        }
        char half = Character.toLowerCase(text.charAt(at));
        if (half != 'a' && half != 'p' || Character.toLowerCase(text.charAt(at + 1)) != 'm') {
            return false;
        }
        period = half == 'a' ? 0 : 1;
        at += 2;
        return true;
    }

    /** {@code Z}, {@code +01}, {@code +0100} or {@code +01:00}. */
    boolean offset() {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at++);
        if (c == 'Z' || c == 'z') {
            return true;
        }
        if (c != '+' && c != '-') {
            return false;
        }
        int hours = digits(2, 2);
        if (hours < 0 || hours > 18) {
            return false;
        }
        int minutes = 0;
        if (at < text.length()) {
            if (text.charAt(at) == ':') {
                at++;
            }
            minutes = digits(2, 2);
            if (minutes < 0 || minutes > 59) {
                return false;
            }
        }
        offsetMinutes = (c == '-' ? -1 : 1) * (hours * 60 + minutes);
        return true;
    }

    /** The 1-based place of the name that stands here, 0 for none. */
    private int name(List<String> names, boolean abbreviated) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int length = abbreviated ? 3 : name.length();
            if (text.regionMatches(true, at, name, 0, length)) {
                at += length;
                return i + 1;
            }
        }
        return 0;
    }
}
