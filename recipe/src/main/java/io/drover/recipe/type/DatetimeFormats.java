package io.drover.recipe.type;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a Datetime is read from text: by formats in their order, then (unless {@code only}) by the
 * {@linkplain CommonDatetimes common forms}. Has a stable text form, which plans carry as a constant.
 *
 * @param only whether nothing but the formats is tried
 */
public record DatetimeFormats(List<Format.Datetime> formats, boolean only) {

    /** The common forms alone. */
    public static final DatetimeFormats COMMON = new DatetimeFormats(List.of(), false);

    private static final String SEPARATOR = "\n";
    private static final ConcurrentHashMap<String, DatetimeFormats> CACHE = new ConcurrentHashMap<>();
    private static final int CACHE_LIMIT = 10_000;

    public DatetimeFormats {
        formats = List.copyOf(formats);
    }

    /** A column's own format first, then the common forms. */
    public static DatetimeFormats of(Format format) {
        return format instanceof Format.Datetime datetime ? new DatetimeFormats(List.of(datetime), false) : COMMON;
    }

    /** One line per format; a first line {@code only} if nothing else is tried. */
    public String encoded() {
        List<String> lines = new ArrayList<>();
        if (only) {
            lines.add("only");
        }
        formats.forEach(format -> lines.add(FormatText.encode(format)));
        return String.join(SEPARATOR, lines);
    }

    /** The inverse of {@link #encoded}. */
    public static DatetimeFormats decode(String encoded) {
        DatetimeFormats cached = CACHE.get(encoded);
        if (cached != null) {
            return cached;
        }
        List<Format.Datetime> formats = new ArrayList<>();
        boolean only = false;
        for (String line : encoded.split(SEPARATOR)) {
            if (line.equals("only")) {
                only = true;
            } else if (!line.isEmpty()) {
                formats.add((Format.Datetime) FormatText.decode(line));
            }
        }
        DatetimeFormats decoded = new DatetimeFormats(formats, only);
        if (CACHE.size() < CACHE_LIMIT) {
            CACHE.put(encoded, decoded);
        }
        return decoded;
    }

    /** The instant of the text in milliseconds; null if no form fits or it is out of range. */
    public Long read(String text, int referenceYear) {
        for (Format.Datetime format : formats) {
            long millis = DatetimeFormat.of(format).parse(text, referenceYear);
            if (millis != DatetimeFormat.NONE) {
                return millis;
            }
        }
        if (only) {
            return null;
        }
        long millis = CommonDatetimes.parse(text, referenceYear);
        return millis == DatetimeFormat.NONE ? null : (Long) millis;
    }
}
