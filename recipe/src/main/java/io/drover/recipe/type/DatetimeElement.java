package io.drover.recipe.type;

/**
 * One part of a datetime pattern.
 *
 * @param field what it stands for
 * @param width digits printed at least
 * @param minimum digits read at least
 * @param maximum digits read at most
 * @param text what a {@link Field#LITERAL} or {@link Field#DELIMITER} prints
 */
record DatetimeElement(Field field, int width, int minimum, int maximum, String text) {

    enum Field {
        YEAR, SHORT_YEAR, MONTH, MONTH_ABBREVIATION, MONTH_NAME, DAY, DAY_OF_YEAR, WEEKDAY_ABBREVIATION, WEEKDAY_NAME,
        HOUR, HALF_DAY_HOUR, MINUTE, SECOND, FRACTION, PERIOD, OFFSET, LITERAL, DELIMITER;

        boolean isDate() {
            return compareTo(WEEKDAY_NAME) <= 0;
        }

        boolean isTime() {
            return compareTo(HOUR) >= 0 && compareTo(OFFSET) <= 0;
        }

        boolean isNumber() {
            return switch (this) {
                case YEAR, SHORT_YEAR, MONTH, DAY, DAY_OF_YEAR, HOUR, HALF_DAY_HOUR, MINUTE, SECOND, FRACTION -> true;
                case MONTH_ABBREVIATION, MONTH_NAME, WEEKDAY_ABBREVIATION, WEEKDAY_NAME, PERIOD, OFFSET, LITERAL,
                        DELIMITER -> false;
            };
        }
    }

    static DatetimeElement number(Field field, int width, int minimum, int maximum) {
        return new DatetimeElement(field, width, minimum, maximum, "");
    }

    static DatetimeElement name(Field field) {
        return new DatetimeElement(field, 0, 0, 0, "");
    }

    static DatetimeElement literal(String text) {
        return new DatetimeElement(Field.LITERAL, 0, 0, 0, text);
    }

    /** One delimiter of any kind; {@code text} is what is printed. */
    static DatetimeElement delimiter(String text) {
        return new DatetimeElement(Field.DELIMITER, 0, 0, 0, text);
    }
}
