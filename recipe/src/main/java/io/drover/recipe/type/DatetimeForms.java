package io.drover.recipe.type;

import io.drover.recipe.type.DatetimeElement.Field;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Datetime formats in the terms of engines: their own patterns, and where the parts of a fixed form stand. */
public final class DatetimeForms {

    private DatetimeForms() {}

    /** What prints the same with {@code strftime}; empty if nothing does. */
    public static Optional<String> strftime(Format.Datetime format) {
        StringBuilder pattern = new StringBuilder();
        for (DatetimeElement element : DatetimeFormat.of(format).elements()) {
            boolean padded = element.width() != 1;
            switch (element.field()) {
                case YEAR -> pattern.append("%Y");
                case SHORT_YEAR -> pattern.append("%y");
                case MONTH -> pattern.append(padded ? "%m" : "%-m");
                case MONTH_ABBREVIATION -> pattern.append("%b");
                case MONTH_NAME -> pattern.append("%B");
                case DAY -> pattern.append(padded ? "%d" : "%-d");
                case DAY_OF_YEAR -> pattern.append("%-j");
                case WEEKDAY_ABBREVIATION -> pattern.append("%a");
                case WEEKDAY_NAME -> pattern.append("%A");
                case HOUR -> pattern.append(padded ? "%H" : "%-H");
                case HALF_DAY_HOUR -> pattern.append(padded ? "%I" : "%-I");
                case MINUTE -> pattern.append(padded ? "%M" : "%-M");
                case SECOND -> pattern.append(padded ? "%S" : "%-S");
                case FRACTION -> pattern.append("%g");
                case PERIOD -> pattern.append("%p");
                case OFFSET -> pattern.append('Z');
                case LITERAL, DELIMITER -> pattern.append(element.text().replace("%", "%%"));
            }
        }
        return Optional.of(pattern.toString());
    }

    /** What prints the same with {@code java.time}'s patterns; empty if a literal would need quotes. */
    public static Optional<String> javaTime(Format.Datetime format) {
        StringBuilder pattern = new StringBuilder();
        for (DatetimeElement element : DatetimeFormat.of(format).elements()) {
            int width = element.width();
            switch (element.field()) {
                case YEAR -> pattern.append("yyyy");
                case SHORT_YEAR -> pattern.append("yy");
                case MONTH -> pattern.append("M".repeat(width));
                case MONTH_ABBREVIATION -> pattern.append("MMM");
                case MONTH_NAME -> pattern.append("MMMM");
                case DAY -> pattern.append("d".repeat(width));
                case DAY_OF_YEAR -> pattern.append('D');
                case WEEKDAY_ABBREVIATION -> pattern.append("EEE");
                case WEEKDAY_NAME -> pattern.append("EEEE");
                case HOUR -> pattern.append("H".repeat(width));
                case HALF_DAY_HOUR -> pattern.append("h".repeat(width));
                case MINUTE -> pattern.append("m".repeat(width));
                case SECOND -> pattern.append("s".repeat(width));
                case FRACTION -> pattern.append("SSS");
                case PERIOD -> pattern.append('a');
                case OFFSET -> {
                    return Optional.empty();
                }
                case LITERAL, DELIMITER -> {
                    if (!element.text().matches("[-/., :]*")) {
                        return Optional.empty();
                    }
                    pattern.append(element.text());
                }
            }
        }
        return Optional.of(pattern.toString());
    }

    /**
     * A form of digits at fixed places.
     *
     * @param regex of texts that have the form, a day of at most 28 and all parts in range
     * @param places 1-based, of year (four digits), month and day, and perhaps of the time {@code HH:MM:SS} (0 if there
     *     is none)
     */
    public record Fixed(String regex, int year, int month, int day, int time) {}

    /** The fixed form of a numeric date with or without a time to the second; empty for other formats. */
    public static Optional<Fixed> fixed(Format.Datetime format) {
        StringBuilder regex = new StringBuilder();
        Map<Field, Integer> places = new EnumMap<>(Field.class);
        int at = 1;
        for (DatetimeElement element : DatetimeFormat.of(format).elements()) {
            String part = part(element);
            if (part == null || element.field() != Field.LITERAL && element.field() != Field.DELIMITER
                    && places.putIfAbsent(element.field(), at) != null) {
                return Optional.empty();
            }
            regex.append(part);
            at += element.field() == Field.YEAR ? 4 : element.field() == Field.LITERAL
                    || element.field() == Field.DELIMITER ? 1 : 2;
        }
        boolean date = places.keySet().containsAll(List.of(Field.YEAR, Field.MONTH, Field.DAY));
        boolean time = places.size() == 6 && regex.toString().endsWith(TIME);
        if (!date || places.size() != 3 && !time) {
            return Optional.empty();
        }
        return Optional.of(new Fixed(regex.toString(), places.get(Field.YEAR), places.get(Field.MONTH),
                places.get(Field.DAY), time ? places.get(Field.HOUR) : 0));
    }

    private static final String HOUR = "([01][0-9]|2[0-3])";
    private static final String SIXTY = "[0-5][0-9]";
    private static final String TIME = HOUR + ":" + SIXTY + ":" + SIXTY;

    private static String part(DatetimeElement element) {
        return switch (element.field()) {
            case YEAR -> "(1[4-9]|2[0-5])[0-9][0-9]";
            case MONTH -> "(0[1-9]|1[0-2])";
            case DAY -> "(0[1-9]|1[0-9]|2[0-8])";
            case HOUR -> HOUR;
            case MINUTE, SECOND -> SIXTY;
            case LITERAL -> element.text().matches("[-/:, ]") ? element.text() : null;
            case DELIMITER -> "[-/., ]";
            case SHORT_YEAR, MONTH_ABBREVIATION, MONTH_NAME, DAY_OF_YEAR, WEEKDAY_ABBREVIATION, WEEKDAY_NAME, HALF_DAY_HOUR,
                    FRACTION, PERIOD, OFFSET -> null;
        };
    }

    /** Whether it reads ISO dates as what they are, or not at all. */
    public static boolean agreesWithIso(Format.Datetime format) {
        List<Field> fields = DatetimeFormat.of(format).elements().stream().map(DatetimeElement::field)
                .filter(field -> field != Field.LITERAL && field != Field.DELIMITER).toList();
        boolean isoOrder = fields.size() >= 3
                && fields.subList(0, 3).equals(List.of(Field.YEAR, Field.MONTH, Field.DAY))
                && fields.stream().noneMatch(field -> field == Field.DAY_OF_YEAR || field == Field.HALF_DAY_HOUR);
        return isoOrder || fields.get(0) == Field.MONTH || fields.get(0) == Field.DAY;
    }
}
