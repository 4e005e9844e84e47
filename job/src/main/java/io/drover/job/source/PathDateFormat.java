package io.drover.job.source;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a date or time is written in a path. Letters: {@code yyyy yy MMMM MMM MM M dd d HH H hh h mm m ss s SSS a} ({@code Y}
 * and {@code D} mean {@code y} and {@code d}; {@code hh} counts to 12 where there is an {@code a}, else to 24); month names
 * are English, in any case. Text in apostrophes stands for itself, what is no letter does without.
 */
final class PathDateFormat {
    private static final Pattern TOKEN = Pattern.compile(
            "[yY]{4}|[yY]{2}|M{1,4}|dd?|DD?|HH?|hh?|mm?|ss?|SSS|a|'([^']*)'|[^A-Za-z']+|.", Pattern.DOTALL);
    private static final String LETTERS = "yyyy, yy, MMMM, MMM, MM, M, dd, d, HH, H, hh, h, mm, m, ss, s, SSS, a";

    private final String regex;
    private final String glob;
    private final DateTimeFormatter formatter;
    private final ChronoUnit smallest;

    /** @throws IllegalArgumentException with what is wrong */
    PathDateFormat(String format) {
        StringBuilder expression = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        ChronoUnit unit = null;
        boolean halfDays = Pattern.compile("'[^']*'").matcher(format).replaceAll("").indexOf('a') >= 0;
        Matcher tokens = TOKEN.matcher(format);
        while (tokens.find()) {
            String token = tokens.group();
            String letter = letter(token, halfDays);
            if (tokens.group(1) != null || !letter.isEmpty() && !Character.isLetter(letter.charAt(0))
                    && letter.charAt(0) != '\'') {
                String literal = tokens.group(1) != null ? tokens.group(1) : token;
                expression.append(GlobText.quoted(literal));
                letters.append('\'').append(literal.replace("'", "''")).append('\'');
                continue;
            }
            ChronoUnit own = unit(letter);
            if (own == null) {
                throw new IllegalArgumentException("the format \"" + format + "\" has \"" + token.charAt(0)
                        + "\"; its letters are " + LETTERS + ", and text stands in apostrophes");
            }
            expression.append(regex(letter));
            letters.append(letter);
            unit = unit == null || own.compareTo(unit) < 0 ? own : unit;
        }
        if (unit == null) {
            throw new IllegalArgumentException("\"" + format + "\" is no format of a date or time, such as yyyy-MM-dd");
        }
        regex = expression.toString();
        glob = format.replaceAll("[^/]+", "*");
        smallest = unit;
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive()
                .appendPattern(letters.toString());
        String unquoted = letters.toString().replaceAll("'[^']*'", "");
        defaultTo(builder, unquoted, "u", ChronoField.YEAR, 1970);
        defaultTo(builder, unquoted, "M", ChronoField.MONTH_OF_YEAR, 1);
        defaultTo(builder, unquoted, "d", ChronoField.DAY_OF_MONTH, 1);
        if (halfDays) {
            defaultTo(builder, unquoted, "h", ChronoField.CLOCK_HOUR_OF_AMPM, 12);
        } else {
            defaultTo(builder, unquoted, "H", ChronoField.HOUR_OF_DAY, 0);
        }
        defaultTo(builder, unquoted, "m", ChronoField.MINUTE_OF_HOUR, 0);
        defaultTo(builder, unquoted, "s", ChronoField.SECOND_OF_MINUTE, 0);
        try {
            formatter = builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + format + "\" is no format of a date or time: " + e.getMessage(), e);
        }
    }

    /** The letter of java.time; the token itself where it is none. */
    private static String letter(String token, boolean halfDays) {
        String own = token.replace('Y', 'y').replace('D', 'd').replace('y', 'u');
        return own.charAt(0) == 'h' && !halfDays ? own.replace('h', 'H') : own;
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "uuuu", "uu" -> ChronoUnit.YEARS;
            case "MMMM", "MMM", "MM", "M" -> ChronoUnit.MONTHS;
            case "dd", "d" -> ChronoUnit.DAYS;
            case "a" -> ChronoUnit.HALF_DAYS;
            case "HH", "H", "hh", "h" -> ChronoUnit.HOURS;
            case "mm", "m" -> ChronoUnit.MINUTES;
            case "ss", "s" -> ChronoUnit.SECONDS;
            case "SSS" -> ChronoUnit.MILLIS;
            default -> null;
        };
    }

    private static String regex(String letter) {
        return switch (letter) {
            case "uuuu" -> "[0-9]{4}";
            case "MMMM", "MMM" -> "[A-Za-z]{3,9}";
            case "SSS" -> "[0-9]{3}";
            case "a" -> "[AaPp][Mm]";
            default -> letter.length() == 2 ? "[0-9]{2}" : "[0-9]{1,2}";
        };
    }

    private static void defaultTo(DateTimeFormatterBuilder builder, String letters, String letter, ChronoField field,
            long value) {
        if (!letters.contains(letter)) {
            builder.parseDefaulting(field, value);
        }
    }

    /** Of what it takes, as RE2. */
    String regex() {
        return regex;
    }

    /** That takes at least as much. */
    String glob() {
        return glob;
    }

    /** Its smallest unit: a day for {@code yyyy-MM-dd}. */
    ChronoUnit smallest() {
        return smallest;
    }

    /** Empty for what is no date, such as February 30th. */
    Optional<LocalDateTime> parse(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, formatter));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What it keeps of a time. */
    LocalDateTime truncated(LocalDateTime time) {
        return parse(formatter.format(time)).orElseThrow();
    }
}
