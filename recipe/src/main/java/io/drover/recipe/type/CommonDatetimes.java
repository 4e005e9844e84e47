package io.drover.recipe.type;

import io.drover.recipe.type.DatetimeElement.Field;

/**
 * Reads text in the forms that every Datetime context understands (docs/language.md, Dates and times): ISO dates
 * with or without time, fraction and offset, {@code yyyy/MM/dd} likewise, {@code MM/dd/yyyy[ HH:mm[:ss]]},
 * {@code M/d/yy}, {@code dd-MMM-yyyy} and {@code MMM d, yyyy}. Month, day and hour have one or two digits.
 */
final class CommonDatetimes {

    private static final DatetimeElement YEAR = DatetimeElement.number(Field.YEAR, 4, 4, 4);
    private static final DatetimeElement SHORT_YEAR = DatetimeElement.number(Field.SHORT_YEAR, 2, 2, 2);
    private static final DatetimeElement MONTH = DatetimeElement.number(Field.MONTH, 2, 1, 2);
    private static final DatetimeElement MONTH_NAME = DatetimeElement.name(Field.MONTH_ABBREVIATION);
    private static final DatetimeElement DAY = DatetimeElement.number(Field.DAY, 2, 1, 2);
    private static final DatetimeElement HOUR = DatetimeElement.number(Field.HOUR, 2, 1, 2);
    private static final DatetimeElement MINUTE = DatetimeElement.number(Field.MINUTE, 2, 2, 2);
    private static final DatetimeElement SECOND = DatetimeElement.number(Field.SECOND, 2, 2, 2);

    private CommonDatetimes() {}

    static long parse(String value, int referenceYear) {
        String text = Whitespace.trim(value);
        if (text.length() < 6) {
            return DatetimeFormat.NONE;
        }
        DatetimeCursor cursor = new DatetimeCursor(text, referenceYear);
        boolean read = switch (shape(text)) {
            case YEAR_FIRST -> yearFirst(cursor, text);
            case MONTH_FIRST -> monthFirst(cursor, text);
            case DAY_FIRST -> cursor.read(DAY) && cursor.literal("-") && cursor.read(MONTH_NAME) && cursor.literal("-")
                    && cursor.read(YEAR);
            case NAME_FIRST -> cursor.read(MONTH_NAME) && cursor.literal(" ") && cursor.read(DAY) && cursor.literal(", ")
                    && cursor.read(YEAR);
            case OTHER -> false;
        };
        return read && cursor.atEnd() ? cursor.instant() : DatetimeFormat.NONE;
    }

    private enum Shape { YEAR_FIRST, MONTH_FIRST, DAY_FIRST, NAME_FIRST, OTHER }

    private static Shape shape(String text) {
        if (!isDigit(text.charAt(0))) {
            return Shape.NAME_FIRST;
        }
        int end = 1;
        while (end < 5 && isDigit(text.charAt(end))) {
            end++;
        }
        char separator = text.charAt(end);
        if (end == 4 && (separator == '-' || separator == '/')) {
            return Shape.YEAR_FIRST;
        }
        if (end <= 2) {
            return separator == '/' ? Shape.MONTH_FIRST : separator == '-' ? Shape.DAY_FIRST : Shape.OTHER;
        }
        return Shape.OTHER;
    }

    private static boolean yearFirst(DatetimeCursor cursor, String text) {
        String separator = text.substring(4, 5);
        if (!(cursor.read(YEAR) && cursor.literal(separator) && cursor.read(MONTH) && cursor.literal(separator)
                && cursor.read(DAY))) {
            return false;
        }
        if (cursor.atEnd()) {
            return true;
        }
        if (!(cursor.literal(" ") || cursor.literal("T")) || !time(cursor)) {
            return false;
        }
        return cursor.atEnd() || cursor.offset();
    }

    private static boolean monthFirst(DatetimeCursor cursor, String text) {
        if (!(cursor.read(MONTH) && cursor.literal("/") && cursor.read(DAY) && cursor.literal("/"))) {
            return false;
        }
        int year = text.indexOf('/', text.indexOf('/') + 1) + 1;
        if (text.length() == year + 2) {
            return cursor.read(SHORT_YEAR);
        }
        if (!cursor.read(YEAR)) {
            return false;
        }
        if (cursor.atEnd()) {
            return true;
        }
        return cursor.literal(" ") && cursor.read(HOUR) && cursor.literal(":") && cursor.read(MINUTE)
                && (!cursor.literal(":") || cursor.read(SECOND));
    }

    private static boolean time(DatetimeCursor cursor) {
        if (!(cursor.read(HOUR) && cursor.literal(":") && cursor.read(MINUTE))) {
            return false;
        }
        if (!cursor.literal(":")) {
            return true;
        }
        return cursor.read(SECOND) && (!cursor.literal(".") || cursor.fraction());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
