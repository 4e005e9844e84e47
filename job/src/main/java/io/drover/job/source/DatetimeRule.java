package io.drover.job.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which date and time a path may hold: {@code FORMAT [or FORMAT]… [from TIME] [to TIME] [last N UNIT] [in ZONE]}.
 *
 * <p>Formats are {@link PathDateFormat}s; one with blanks stands in double quotes. Times are {@code 2026-01-31} or
 * {@code 2026-01-31T10:30[:00]}, both ends belong to the range, a date as an end means its whole day. {@code last 7 days}
 * are the seven days that end with the reference time's; units are minutes, hours, days, weeks, months and years. The zone
 * is UTC unless given.
 */
final class DatetimeRule {
    private static final Pattern FORMAT = Pattern.compile("\\s*(?:\"([^\"]+)\"|(\\S+))");
    private static final Pattern OR = Pattern.compile("\\s+or(?=\\s|$)");
    private static final Pattern CLAUSE =
            Pattern.compile("\\s+(?:(from|to|in)\\s+(\\S+)|last\\s+(\\d{1,6})\\s+(minute|hour|day|week|month|year)s?)");

    private final List<PathDateFormat> formats = new ArrayList<>();
    private ZoneId zone = ZoneOffset.UTC;
    private String from;
    private String to;
    private long lastCount;
    private ChronoUnit lastUnit;

    private DatetimeRule() {}

    /** @throws IllegalArgumentException with what is wrong */
    static DatetimeRule of(String text) {
        DatetimeRule rule = new DatetimeRule();
        Matcher format = FORMAT.matcher(text);
        Matcher or = OR.matcher(text);
        int at = 0;
        boolean another;
        do {
            if (!format.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException(
                        "a format such as yyyy-MM-dd is wanted, then from, to, last or in");
            }
            rule.formats.add(new PathDateFormat(format.group(1) != null ? format.group(1) : format.group(2)));
            at = format.end();
            another = or.region(at, text.length()).lookingAt();
            at = another ? or.end() : at;
        } while (another);
        String clauses = text.substring(at);
        Matcher matcher = CLAUSE.matcher(clauses);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            rule.add(matcher);
        }
        if (!clauses.substring(end).isBlank()) {
            throw new IllegalArgumentException("\"" + clauses.substring(end).strip() + "\" is none of: from TIME, to TIME,"
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
        return formats.stream().map(PathDateFormat::regex).collect(Collectors.joining("|", "(?:", ")"));
    }

    /** That takes at least as much. */
    String glob() {
        List<String> globs = formats.stream().map(PathDateFormat::glob).distinct().toList();
        return globs.size() == 1 ? globs.get(0) : "{" + String.join(",", globs) + "}";
    }

    /** @param text that {@link #regex} takes */
    boolean accepts(String text, Instant reference) {
        return formats.stream().anyMatch(format -> format.parse(text).map(time -> accepts(format, time, reference))
                .orElse(false));
    }

    private boolean accepts(PathDateFormat format, LocalDateTime value, Instant reference) {
        if (lastUnit != null) {
            LocalDateTime now = LocalDateTime.ofInstant(reference, zone);
            return value.isAfter(before(format.truncated(now), format.smallest())) && !value.isAfter(now);
        }
        boolean late = from == null || !value.isBefore(start(from));
        boolean early = to == null || (to.indexOf('T') < 0 ? value.isBefore(start(to).plusDays(1))
                : !value.isAfter(start(to)));
        return late && early;
    }

    /** No less than the current one: of daily files, the last 3 hours are in today's. */
    private LocalDateTime before(LocalDateTime current, ChronoUnit smallest) {
        LocalDateTime start = current.minus(lastCount, lastUnit);
        LocalDateTime previous = current.minus(1, smallest);
        return start.isBefore(previous) ? start : previous;
    }
}
