package io.drover.recipe.type;

import io.drover.recipe.type.DatetimeElement.Field;
import java.util.ArrayList;
import java.util.List;

/** Compiles the two datetime mini-languages (docs/language.md, Dates and times) to elements. */
final class DatetimePatterns {

    private DatetimePatterns() {}

    /** Java-style letters: doubled numbers take exactly two digits, single ones one or two. */
    static List<DatetimeElement> java(String pattern) {
        List<DatetimeElement> elements = new ArrayList<>();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                i = quoted(pattern, i, elements);
                continue;
            }
            if (!isLetter(c)) {
                int codePoint = pattern.codePointAt(i);
                elements.add(DatetimeElement.literal(Character.toString(codePoint)));
                i += Character.charCount(codePoint);
                continue;
            }
            int end = i + 1;
            while (end < pattern.length() && pattern.charAt(end) == c) {
                end++;
            }
            elements.add(javaToken(pattern, pattern.substring(i, end)));
            i = end;
        }
        return check(pattern, elements);
    }

    private static DatetimeElement javaToken(String pattern, String token) {
        return switch (token) {
            case "yyyy" -> DatetimeElement.number(Field.YEAR, 4, 4, 4);
            case "yy" -> DatetimeElement.number(Field.SHORT_YEAR, 2, 2, 2);
            case "MMMM" -> DatetimeElement.name(Field.MONTH_NAME);
            case "MMM" -> DatetimeElement.name(Field.MONTH_ABBREVIATION);
            case "MM" -> two(Field.MONTH);
            case "M" -> oneOrTwo(Field.MONTH);
            case "dd" -> two(Field.DAY);
            case "d" -> oneOrTwo(Field.DAY);
            case "D" -> DatetimeElement.number(Field.DAY_OF_YEAR, 1, 1, 3);
            case "EEEE" -> DatetimeElement.name(Field.WEEKDAY_NAME);
            case "EEE" -> DatetimeElement.name(Field.WEEKDAY_ABBREVIATION);
            case "HH" -> two(Field.HOUR);
            case "H" -> oneOrTwo(Field.HOUR);
            case "hh" -> two(Field.HALF_DAY_HOUR);
            case "h" -> oneOrTwo(Field.HALF_DAY_HOUR);
            case "mm" -> two(Field.MINUTE);
            case "m" -> oneOrTwo(Field.MINUTE);
            case "ss" -> two(Field.SECOND);
            case "s" -> oneOrTwo(Field.SECOND);
            case "SSS" -> DatetimeElement.number(Field.FRACTION, 3, 1, 9);
            case "a" -> DatetimeElement.name(Field.PERIOD);
            case "X", "XX", "XXX" -> DatetimeElement.name(Field.OFFSET);
            default -> throw new InvalidFormatException("the datetime format '" + pattern + "' has the unknown part '"
                    + token + "'; letters are yyyy yy MMMM MMM MM M dd d D EEEE EEE HH H hh h mm m ss s SSS a X, other"
                    + " letters stand in quotes");
        };
    }

    private static DatetimeElement two(Field field) {
        return DatetimeElement.number(field, 2, 2, 2);
    }

    private static DatetimeElement oneOrTwo(Field field) {
        return DatetimeElement.number(field, 1, 1, 2);
    }

    private static int quoted(String pattern, int start, List<DatetimeElement> elements) {
        if (pattern.startsWith("''", start)) {
            elements.add(DatetimeElement.literal("'"));
            return start + 2;
        }
        StringBuilder text = new StringBuilder();
        int i = start + 1;
        while (i < pattern.length()) {
            if (pattern.startsWith("''", i)) {
                text.append('\'');
                i += 2;
            } else if (pattern.charAt(i) == '\'') {
                elements.add(DatetimeElement.literal(text.toString()));
                return i + 1;
            } else {
                text.append(pattern.charAt(i++));
            }
        }
        throw new InvalidFormatException("the datetime format '" + pattern + "' has a quote that isn't closed");
    }

    private static final String[] ANNOTATION_TOKENS = {
        "shortMonth", "longMonth", "yyyy", "SSS", "sss", "yy", "mm", "dd", "HH", "hh", "MM", "SS", "a", "X"
    };

    /** Annotation letters: {@code mm} is the month, {@code MM} the minute, {@code *} any one delimiter. */
    static List<DatetimeElement> annotation(String pattern) {
        List<DatetimeElement> elements = new ArrayList<>();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '*') {
                elements.add(DatetimeElement.delimiter(printed(pattern, i, elements)));
                i++;
            } else if (!isLetter(c)) {
                int codePoint = pattern.codePointAt(i);
                elements.add(DatetimeElement.literal(Character.toString(codePoint)));
                i += Character.charCount(codePoint);
            } else {
                String token = annotationToken(pattern, i);
                elements.add(annotationElement(token));
                i += token.length();
            }
        }
        return check(pattern, elements);
    }

    private static String annotationToken(String pattern, int start) {
        for (String token : ANNOTATION_TOKENS) {
            if (pattern.startsWith(token, start)) {
                return token;
            }
        }
        throw new InvalidFormatException("the datetime format '" + pattern + "' has the unknown letter '"
                + pattern.charAt(start) + "'; parts are yyyy yy mm shortMonth longMonth dd HH hh MM SS SSS a X, and * for a"
                + " delimiter");
    }

    private static DatetimeElement annotationElement(String token) {
        return switch (token) {
            case "yyyy" -> DatetimeElement.number(Field.YEAR, 4, 4, 4);
            case "yy" -> DatetimeElement.number(Field.SHORT_YEAR, 2, 2, 2);
            case "mm" -> DatetimeElement.number(Field.MONTH, 2, 1, 2);
            case "shortMonth" -> DatetimeElement.name(Field.MONTH_ABBREVIATION);
            case "longMonth" -> DatetimeElement.name(Field.MONTH_NAME);
            case "dd" -> DatetimeElement.number(Field.DAY, 2, 1, 2);
            case "HH" -> DatetimeElement.number(Field.HOUR, 2, 1, 2);
            case "hh" -> DatetimeElement.number(Field.HALF_DAY_HOUR, 2, 1, 2);
            case "MM" -> two(Field.MINUTE);
            case "SS" -> two(Field.SECOND);
            case "SSS", "sss" -> DatetimeElement.number(Field.FRACTION, 3, 1, 9);
            case "a" -> DatetimeElement.name(Field.PERIOD);
            case "X" -> DatetimeElement.name(Field.OFFSET);
            default -> throw new AssertionError(token);
        };
    }

    /** A dash inside the date, a colon inside the time, one space between date and time and before AM/PM. */
    private static String printed(String pattern, int star, List<DatetimeElement> before) {
        boolean timeBefore = !before.isEmpty() && before.get(before.size() - 1).field().isTime();
        int next = star + 1;
        if (next >= pattern.length()) {
            return " ";
        }
        char following = pattern.charAt(next);
        boolean timeAfter = following == 'H' || following == 'h' || following == 'M' || following == 'S';
        if (following == 'a' || timeBefore != timeAfter) {
            return " ";
        }
        return timeAfter ? ":" : "-";
    }

    private static List<DatetimeElement> check(String pattern, List<DatetimeElement> elements) {
        if (elements.stream().noneMatch(element -> element.field().isDate() || element.field().isTime())) {
            throw new InvalidFormatException("the datetime format '" + pattern + "' has no part of a date or time");
        }
        return List.copyOf(elements);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
