package io.drover.conformance;

import io.drover.recipe.type.Storage;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** Values that engines like to see differently. */
final class NastyValues {

    private static final List<Object> TEXTS = Arrays.asList(null, "", " ", "a", "A", "abc", "Straße", "İi", "ﬁ", "ß",
            "it's", "say \"hi\"", "a\nb", "a\r\nb", "\t", "\u00a0x\u00a0", "\u2028", "😀", "x😀y😀", "e\u0301é", "שלום",
            "\uFFFD", "\uE000", "%_\\", "$1", "[a](b){c}", "^.*$", "\u0001", "0", "007", "-0", "+5", " 12 ", "12", "3.14",
            ".5", "5.", "1e3", "1E-7", "1e400", "NaN", "Infinity", "9007199254740991", "9007199254740993",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0.1", "0.30000000000000004",
            "1,234", "true", "false", "TRUE", "yes", "2024-02-29", "2023-02-29", "1399-12-31", "2600-01-01",
            "2024-02-29 23:59:59", "2024-02-29T23:59:59.123Z", "02/29/2024", "12:30", "[\"a\",null,1]",
            "{\"a\":{\"b\":[1,2]}}", "[1,", "a,b,,c", "http://u@h.example:80/p?q=1&q=2#f", "a@b.example", "1.2.3.4",
            "00ff", "null", "the quick Brown fox");

    private static final List<Object> INTEGERS = Arrays.asList(null, 0L, 1L, -1L, 2L, 3L, 5L, -7L, 12L, 31L, 100L,
            2024L,             9007199254740991L, 9007199254740993L, -9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE);

    private static final List<Object> DECIMALS = Arrays.asList(null, 0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1,
            0.30000000000000004, 1e-7, 123456.789, 1e15, 1e16, -1e16, 9007199254740993.0, 9.223372036854775807e18, 1e21,
            1e300, -1e300, 5e-324, Double.MAX_VALUE);

    private static final List<Object> BOOLEANS = Arrays.asList(null, true, false);

    private static final List<Object> DATETIMES = Arrays.asList(null, 0L, -1L, 1L, millis(1400, 1, 1, 0, 0, 0),
            millis(2599, 12, 31, 23, 59, 59) + 999, millis(2024, 2, 29, 23, 59, 59), millis(2023, 3, 31, 12, 0, 0),
            millis(2024, 12, 30, 0, 0, 0), millis(1582, 10, 10, 6, 7, 8), millis(1969, 12, 31, 23, 59, 59) + 1);

    private NastyValues() {}

    static List<Object> of(Storage storage) {
        return switch (storage) {
            case TEXT -> TEXTS;
            case INTEGER -> INTEGERS;
            case DECIMAL -> DECIMALS;
            case BOOLEAN -> BOOLEANS;
            case DATETIME -> DATETIMES;
            case LIST -> throw new IllegalArgumentException("a list is no column");
        };
    }

    private static long millis(int year, int month, int day, int hour, int minute, int second) {
        return LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
