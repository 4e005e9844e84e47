package io.drover.job.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
 * Which date and time a path may hold: {@code FORMAT [from TIME] [to TIME] [last N UNIT] [in ZONE]}.
 *
 * <p>The format's letters are {@code yyyy yy MM M dd d HH H mm m ss s}, text in apostrophes stands for itself. Times are
 * {@code 2026-01-31} or {@code 2026-01-31T10:30[:00]}, both ends belong to the range, a date as an end means its whole
 * day. {@code last 7 days} are the seven days that end with the reference time's; units are minutes, hours, days, weeks,
 * months and years. The zone is UTC unless given.
 */
final class DatetimeRule {
    private static final Pattern TOKEN = Pattern.compile("yyyy|yy|YYYY|MM?|dd?|DD|HH?|mm?|ss?|'([^']*)'|[^A-Za-z']+|.");
    private static final Pattern CLAUSE =
            Pattern.compile("\\s+(?:(from|to|in)\\s+(\\S+)|last\\s+(\\d{1,6})\\s+(minute|hour|day|week|month|year)s?)");

    private final String regex;
    private final String glob;
    private final DateTimeFormatter formatter;
    private final ChronoUnit smallest;
    private ZoneId zone = ZoneOffset.UTC;
    private String from;
    private String to;
    private long lastCount;
    private ChronoUnit lastUnit;

    private DatetimeRule(String format) {
        StringBuilder expression = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        ChronoUnit unit = null;
        Matcher tokens = TOKEN.matcher(format);
        while (tokens.find()) {
            String token = tokens.group().replace("YYYY", "yyyy").replace("DD", "dd");
            String literal = tokens.group(1) != null ? tokens.group(1) : token;
            char first = token.charAt(0);
            ChronoUnit own = unit(token);
            if (own != null) {
                expression.append(token.length() == 4 ? "[0-9]{4}" : token.length() == 2 ? "[0-9]{2}" : "[0-9]{1,2}");
                letters.append(token.replace('y', 'u'));
                unit = unit == null || own.compareTo(unit) < 0 ? own : unit;
            } else if (tokens.group(1) == null && Character.isLetter(first) || first == '\'' && tokens.group(1) == null) {
                throw new IllegalArgumentException("the format \"" + format + "\" has \"" + first
                        + "\"; its letters are yyyy, yy, MM, M, dd, d, HH, H, mm, m, ss, s, and text stands in apostrophes");
            } else {
                expression.append(GlobText.quoted(literal));
                letters.append('\'').append(literal.replace("'", "''")).append('\'');
            }
        }
        if (unit == null) {
            throw new IllegalArgumentException("\"" + format + "\" is no format of a date or time, such as yyyy-MM-dd");
        }
        regex = expression.toString();
        glob = format.replaceAll("[^/]+", "*");
        smallest = unit;
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(letters.toString());
        defaultTo(builder, letters, 'u', ChronoField.YEAR, 1970);
        defaultTo(builder, letters, 'M', ChronoField.MONTH_OF_YEAR, 1);
        defaultTo(builder, letters, 'd', ChronoField.DAY_OF_MONTH, 1);
        defaultTo(builder, letters, 'H', ChronoField.HOUR_OF_DAY, 0);
        defaultTo(builder, letters, 'm', ChronoField.MINUTE_OF_HOUR, 0);
        defaultTo(builder, letters, 's', ChronoField.SECOND_OF_MINUTE, 0);
        formatter = builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    private static ChronoUnit unit(String token) {
        return switch (token) {
            case "yyyy", "yy" -> ChronoUnit.YEARS;
            case "MM", "M" -> ChronoUnit.MONTHS;
            case "dd", "d" -> ChronoUnit.DAYS;
            case "HH", "H" -> ChronoUnit.HOURS;
            case "mm", "m" -> ChronoUnit.MINUTES;
            case "ss", "s" -> ChronoUnit.SECONDS;
            default -> null;
        };
    }

    private static void defaultTo(DateTimeFormatterBuilder builder, StringBuilder letters, char letter,
            ChronoField field, long value) {
        String unquoted = letters.toString().replaceAll("'[^']*'", "");
        if (unquoted.indexOf(letter) < 0) {
            builder.parseDefaulting(field, value);
        }
    }

    /** @throws IllegalArgumentException with what is wrong */
    static DatetimeRule of(String text) {
        String[] parts = text.strip().split("(?=\\s)", 2);
        if (parts[0].isEmpty()) {
            throw new IllegalArgumentException("a format such as yyyy-MM-dd is wanted, then from, to, last or in");
        }
        DatetimeRule rule = new DatetimeRule(parts[0]);
        String clauses = parts.length == 1 ? "" : parts[1];
        Matcher matcher = CLAUSE.matcher(clauses);
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            at = matcher.end();
            rule.add(matcher);
        }
        if (!clauses.substring(at).isBlank()) {
            throw new IllegalArgumentException("\"" + clauses.substring(at).strip() + "\" is none of: from TIME, to TIME,"
                    + " last N minutes|hours|days|weeks|months|years, in ZONE");
        }
        if (rule.lastUnit != null && (rule.from != null || rule.to != null)) {
            throw new IllegalArgumentException("last can't stand together with from or to");
        }
        return rule;
    }

    private void add(Matcher clause) {
        if (clause.group(1) == null) {
            lastCount = Long.parseLong(clause.group(3));
            lastUnit = ChronoUnit.valueOf(clause.group(4).toUpperCase(Locale.ROOT) + "S");
            return;
        }
        String value = clause.group(2);
        switch (clause.group(1)) {
            case "from" -> from = checked(value);
            case "to" -> to = checked(value);
            default -> {
                try {
                    zone = ZoneId.of(value);
                } catch (DateTimeException e) {
                    throw new IllegalArgumentException("\"" + value + "\" is no time zone, such as Europe/Berlin", e);
                }
            }
        }
    }

    private static String checked(String time) {
        start(time);
        return time;
    }

    private static LocalDateTime start(String time) {
        try {
            return time.indexOf('T') < 0 ? LocalDate.parse(time).atStartOfDay() : LocalDateTime.parse(time);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + time + "\" is no time such as 2026-01-31 or 2026-01-31T10:30", e);
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

    /** @param text that {@link #regex} takes */
    boolean accepts(String text, Instant reference) {
        Optional<LocalDateTime> time = parse(text);
        if (time.isEmpty()) {
            return false; // such as February 30th
        }
        LocalDateTime value = time.get();
        if (lastUnit != null) {
            LocalDateTime now = LocalDateTime.ofInstant(reference, zone);
            LocalDateTime current = parse(formatter.format(now)).orElseThrow();
            return value.isAfter(minus(current)) && !value.isAfter(now);
        }
        boolean late = from == null || !value.isBefore(start(from));
        boolean early = to == null || (to.indexOf('T') < 0 ? value.isBefore(start(to).plusDays(1))
                : !value.isAfter(start(to)));
        return late && early;
    }

    /** No less than the current one: of daily files, the last 3 hours are in today's. */
    private LocalDateTime minus(LocalDateTime current) {
        LocalDateTime before = current.minus(lastCount, lastUnit);
        LocalDateTime previous = current.minus(1, smallest);
        return before.isBefore(previous) ? before : previous;
    }

    private Optional<LocalDateTime> parse(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, formatter));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
