package io.drover.conformance;

import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Values that engines like to see differently. */
final class NastyValues {

    private static final List<Object> TEXTS = Arrays.asList(null, "", " ", "a", "A", "abc", "Straße", "İi", "ﬁ", "ß",
            "it's", "say \"hi\"", "a\nb", "a\r\nb", "\t", "\u00a0x\u00a0", "\u2028", "😀", "x😀y😀", "e\u0301é", "שלום",
            "\uFFFD", "\uE000", "%_\\", "$1", "[a](b){c}", "^.*$", "\u0001", "a\0b", "\uFFFF", "0", "007", "-0", "+5", " 12 ", "12", "3.14",
            ".5", "5.", "1e3", "1E-7", "1e400", "NaN", "Infinity", "9007199254740991", "9007199254740993",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0.1", "0.30000000000000004",
            "1,234", "true", "false", "TRUE", "yes", "2024-02-29", "2023-02-29", "1399-12-31", "2600-01-01",
            "2024-02-29 23:59:59", "2024-02-29T23:59:59.123Z", "02/29/2024", "12:30", "[\"a\",null,1]",
            "{\"a\":{\"b\":[1,2]}}", "[1,", "[1e400,1e99999999999,-0,0.0,1,\"1\",1.0,9007199254740993,true,[],{}]",
            "{\"a\":1,\"a\":2,\"\":null,\"é\\u00e9\":\"\\ud83d\"}", "a,b,,c",
            "http://u@h.example:80/p?q=1&q=2#f", "http://x.com?a=%ff&b=%e2%82%ac&%zz=%", "a@b.example", "1.2.3.4",
            "00ff", "null", "the quick Brown fox");

    private static final List<Object> INTEGERS = Arrays.asList(null, 0L, 1L, -1L, 2L, 3L, 5L, -7L, 12L, 31L, 100L,
            2024L, 9007199254740991L, 9007199254740993L, -9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE);

    private static final List<Object> DECIMALS = Arrays.asList(null, 0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1,
            0.30000000000000004, 1e-7, 123456.789, 1e15, 1e16, -1e16, 9007199254740993.0, 9.223372036854775807e18, 1e21,
            1e300, -1e300, 5e-324, Double.MAX_VALUE);

    private static final List<Object> BOOLEANS = Arrays.asList(null, true, false);

    private static final List<Object> DATETIMES = Arrays.asList(null, 0L, -1L, 1L, millis(1400, 1, 1, 0, 0, 0),
            millis(2599, 12, 31, 23, 59, 59) + 999, millis(2024, 2, 29, 23, 59, 59), millis(2023, 3, 31, 12, 0, 0),
            millis(2024, 12, 30, 0, 0, 0), millis(1582, 10, 10, 6, 7, 8), millis(1969, 12, 31, 23, 59, 59) + 1);

    private static final List<String> SMALL_NUMBERS =
            List.of("0", "1", "2", "2", "3", "3.0", "3.50", "-1", "007", " 5 ", "+5", "10", "1e1");

    private static final List<String> BOOLEAN_WORDS = List.of("true", "false", "TRUE", "Yes", "no", "0", "1", "off", "t");

    private static final List<String> DATES = List.of("2024-02-29", "2023-02-29", "2023-04-31", "2024-01-31 23:59:59",
            "2024-12-30T00:00:00Z", "2024-12-30T00:00:00.123+05:30", "02/29/2024", "31/12/2024", "2024/1/2", "1/2/24",
            "12-Mar-2024", "March 5, 2024", "1400-01-01", "2599-12-31 23:59:59.999", "1399-12-31", "2600-01-01",
            "1969-12-31 23:59:59", "1582-10-10", "2024-13-01", "2024-02-29 24:00:00", "20240229", "12:30",
            "29-Feb-2024", "31-Apr-2024", "02-29-2024 11:59:59 PM", "12/31/2024 12:00:00 am", "2024-02-29 10:00:00+05:30",
            "2024-02-29 10:00:00Z", "29.02.2024", "29 02 2024", "02/29/24 23:59", "1/1/00 0:00");

    private static final List<String> ARRAYS = List.of("[]", "[1,2,3]", "[\"b\",\"a\",null]", "[[1],[\"x\",[2]],{}]",
            "[1, \"1\", 1.0, true, 9007199254740993]", " [ \"😀\" ] ", "[1e400,-0,0.10]", "[\"a\\nb\",\"\\u00e9\"]", "[1,");

    private static final List<String> OBJECTS = List.of("{}", "{\"a\":1}", "{\"a\":{\"b\":[1,null]},\"c\":\"x\"}",
            "{\"a\":1,\"a\":2}", "{\"two words\":\"y\",\"é\":0.50}", "{\"k\":\"v\",\"b\":\"w\"}", "{\"a\"}");

    private NastyValues() {}

    /** Source texts for a column of that type: most of them of the type, each in its own way. */
    static String text(TypeName type, Random random) {
        List<?> values = random.nextInt(4) == 0 ? TEXTS : switch (type) {
            case INTEGER -> random.nextBoolean() ? SMALL_NUMBERS : INTEGERS;
            case DECIMAL -> random.nextBoolean() ? SMALL_NUMBERS : DECIMALS;
            case BOOLEAN -> BOOLEAN_WORDS;
            case DATETIME -> DATES;
            case ARRAY -> ARRAYS;
            case MAP -> OBJECTS;
            default -> TEXTS;
        };
        Object value = values.get(random.nextInt(values.size()));
        return value == null ? null : value.toString();
    }

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
