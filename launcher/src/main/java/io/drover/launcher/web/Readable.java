package io.drover.launcher.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and sizes as people read them. */
final class Readable {
    /** With a space it is still a valid value of HTML's datetime attribute. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Readable() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String duration(Instant from, Instant to) {
        Duration duration = Duration.between(from, to);
        return of(duration.isNegative() ? Duration.ZERO : duration);
    }

    /** The two largest parts: {@code 3 s}, {@code 2 min 5 s}, {@code 1 h 10 min}, {@code 2 d 3 h}. */
    private static String of(Duration duration) {
        if (duration.toMinutes() == 0) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() == 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        if (duration.toDays() == 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }

    /** In decimal units, e.g. {@code 1.2 MB}; a negative count is one nobody knows. */
    static String size(long bytes) {
        if (bytes < 0) {
            return "unknown";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value,
                UNITS[unit]);
    }
}
