package io.drover.recipe.function;

import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.DatetimeFormats;
import io.drover.recipe.type.FormatText;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.Storage;
import java.util.List;

/**
 * The operations that read text as values, print values as text and turn native values into each other
 * (docs/language.md, Types). Their templates never cast unguarded: a regular expression admits what a cast reads
 * exactly, everything else goes to the kernel.
 */
public final class Coercions {

    public static final Operation TEXT_OF_INTEGER = Operation.of("text_of_integer", Storage.TEXT,
                    a -> CanonicalText.of((long) (Long) a[0]), Storage.INTEGER)
            .spark("CAST({0} AS STRING)")
            .duckdb("CAST({0} AS VARCHAR)");

    /**
     * Whole numbers through BIGINT. Of others DuckDB writes the fewest digits that read back as the same double, as wanted;
     * Spark writes more of some, so that its text is the shortest one only if it is plain and has up to 15 digits. The
     * kernel takes the rest, and what isn't written in plain notation.
     */
    public static final Operation TEXT_OF_DECIMAL = Operation.of("text_of_decimal", Storage.TEXT,
                    a -> CanonicalText.of((double) (Double) a[0]), Storage.DECIMAL)
            .spark("CASE WHEN {0} = rint({0}) AND abs({0}) < 1e15D THEN CAST(CAST({0} AS BIGINT) AS STRING)"
                    + " WHEN abs({0}) >= 1e-3D AND abs({0}) < 1e7D AND length(CAST({0} AS STRING)) <= 16"
                    + " AND NOT endswith(CAST({0} AS STRING), '0') THEN CAST({0} AS STRING)"
                    + " WHEN {0} IS NOT NULL THEN {kernel} END")
            .duckdb("CASE WHEN {0} = trunc({0}) AND abs({0}) < 1e15::DOUBLE THEN CAST(CAST({0} AS BIGINT) AS VARCHAR)"
                    + " WHEN abs({0}) >= 1e-3::DOUBLE AND abs({0}) < 1e15::DOUBLE THEN CAST({0} AS VARCHAR)"
                    + " WHEN {0} IS NOT NULL THEN {kernel} END");

    /** With ROUND's number of decimals. */
    public static final Operation TEXT_WITH_DECIMALS = Operation.of("text_with_decimals", Storage.TEXT,
            a -> CanonicalText.withDecimals((Double) a[0], (int) (long) (Long) a[1]), Storage.DECIMAL, Storage.INTEGER);

    public static final Operation TEXT_OF_BOOLEAN = Operation.of("text_of_boolean", Storage.TEXT,
                    a -> CanonicalText.of((boolean) (Boolean) a[0]), Storage.BOOLEAN)
            .spark("CAST({0} AS STRING)")
            .duckdb("CAST({0} AS VARCHAR)");

    /** The format is an encoded {@link io.drover.recipe.type.Format}; empty is the default one. */
    public static final Operation TEXT_OF_DATETIME = Operation.of("text_of_datetime", Storage.TEXT,
                    a -> DatetimeFormat.printing(FormatText.decode((String) a[1])).format((Long) a[0]),
                    Storage.DATETIME, Storage.TEXT)
            .spark(DatetimeTemplates.printing(Dialect.SPARK))
            .duckdb(DatetimeTemplates.printing(Dialect.DUCKDB));

    public static final Operation READ_INTEGER = Operation.of("read_integer", Storage.INTEGER,
                    a -> Reading.integer((String) a[0]), Storage.TEXT)
            .spark("CASE WHEN {0} RLIKE '^[+-]?[0-9]{1,18}\\\\z' THEN CAST({0} AS BIGINT)"
                    + " WHEN {0} RLIKE '[0-9]' THEN {kernel} END")
            // What is printed as it was read is a whole number in plain digits; testing that costs less than a match.
            .duckdb("CASE WHEN CAST(TRY_CAST({0} AS BIGINT) AS VARCHAR) = {0} THEN TRY_CAST({0} AS BIGINT)"
                    + " WHEN regexp_full_match({0}, '-?[0-9]{1,18}') THEN CAST({0} AS BIGINT)"
                    + " WHEN regexp_matches({0}, '[0-9]') THEN {kernel} END");

    /** Texts of at most 15 digits without exponent are read alike by every correct reader. */
    public static final Operation READ_DECIMAL = Operation.of("read_decimal", Storage.DECIMAL,
                    a -> Reading.decimal((String) a[0]), Storage.TEXT)
            .spark("CASE WHEN {0} RLIKE '^([0-9]{1,11}|-[1-9][0-9]{0,10})([.][0-9]{1,4})?\\\\z'"
                    + " THEN CAST({0} AS DOUBLE)"
                    + " WHEN {0} RLIKE '[0-9]' THEN {kernel} END")
            .duckdb("CASE WHEN regexp_full_match({0}, '([0-9]{1,11}|-[1-9][0-9]{0,10})([.][0-9]{1,4})?')"
                    + " THEN CAST({0} AS DOUBLE)"
                    + " WHEN regexp_matches({0}, '[0-9]') THEN {kernel} END");

    public static final Operation READ_BOOLEAN = Operation.of("read_boolean", Storage.BOOLEAN,
                    a -> Reading.bool((String) a[0]), Storage.TEXT)
            .sql("CASE WHEN {0} IN ('true', 'false') THEN {0} = 'true' ELSE {kernel} END");

    /** Truth of text. */
    public static final Operation READ_CONDITION = Operation.of("read_condition", Storage.BOOLEAN,
                    a -> Reading.condition((String) a[0]), Storage.TEXT)
            .sql("CASE WHEN {0} IN ('true', 'false') THEN {0} = 'true' ELSE {kernel} END");

    /** Arguments: the text, encoded {@link DatetimeFormats}, the job's year. */
    public static final Operation READ_DATETIME = Operation.of("read_datetime", Storage.DATETIME,
                    a -> DatetimeFormats.decode((String) a[1]).read((String) a[0], (int) (long) (Long) a[2]),
                    Storage.TEXT, Storage.TEXT, Storage.INTEGER)
            .spark(DatetimeTemplates.reading(Dialect.SPARK))
            .duckdb(DatetimeTemplates.reading(Dialect.DUCKDB));

    public static final Operation READ_ARRAY = Operation.of("read_array", Storage.TEXT,
            a -> JsonText.array((String) a[0]), Storage.TEXT);

    public static final Operation READ_OBJECT = Operation.of("read_object", Storage.TEXT,
            a -> JsonText.object((String) a[0]), Storage.TEXT);

    /** The texts of an array's elements; null if it is no array. */
    public static final Operation LIST_OF_ARRAY = Operation.of("list_of_array", Storage.LIST, a -> {
        List<String> elements = JsonText.elements((String) a[0]);
        return elements == null ? null : java.util.Collections.unmodifiableList(
                elements.stream().map(JsonText::text).collect(java.util.stream.Collectors.toList()));
    }, Storage.TEXT);

    /** The keys of an object and the texts of their values, in turn; null if it is no object. */
    public static final Operation LIST_OF_OBJECT = Operation.of("list_of_object", Storage.LIST, a -> {
        java.util.Map<String, String> members = JsonText.members((String) a[0]);
        if (members == null) {
            return null;
        }
        List<String> entries = new java.util.ArrayList<>(2 * members.size());
        members.forEach((key, element) -> {
            entries.add(key);
            entries.add(JsonText.text(element));
        });
        return java.util.Collections.unmodifiableList(entries);
    }, Storage.TEXT);

    /** A JSON array of strings. */
    public static final Operation ARRAY_OF_LIST = Operation.of("array_of_list", Storage.TEXT,
            a -> JsonText.ofTexts((List<?>) a[0]), Storage.LIST);

    /** A text as a JSON string element. */
    public static final Operation JSON_OF_TEXT = Operation.of("json_of_text", Storage.TEXT,
            a -> JsonText.quote((String) a[0]), Storage.TEXT);

    /** The source text of a typed column as an element: a valid number or Boolean canonical, else a string. */
    public static final Operation JSON_OF_INTEGER_TEXT = Operation.of("json_of_integer_text", Storage.TEXT, a -> {
        Long value = Reading.plainInteger((String) a[0]);
        return value == null ? JsonText.quote((String) a[0]) : CanonicalText.of((long) value);
    }, Storage.TEXT);

    public static final Operation JSON_OF_DECIMAL_TEXT = Operation.of("json_of_decimal_text", Storage.TEXT, a -> {
        Double value = Reading.decimal((String) a[0]);
        return value == null ? JsonText.quote((String) a[0]) : CanonicalText.of((double) value);
    }, Storage.TEXT);

    public static final Operation JSON_OF_BOOLEAN_TEXT = Operation.of("json_of_boolean_text", Storage.TEXT, a -> {
        Boolean value = Reading.bool((String) a[0]);
        return value == null ? JsonText.quote((String) a[0]) : CanonicalText.of((boolean) value);
    }, Storage.TEXT);

    /** A nested array or object as an element; text that is neither is a string. */
    public static final Operation JSON_OF_NESTED_TEXT = Operation.of("json_of_nested_text", Storage.TEXT, a -> {
        String array = JsonText.array((String) a[0]);
        String nested = array == null ? JsonText.object((String) a[0]) : array;
        return nested == null ? JsonText.quote((String) a[0]) : nested;
    }, Storage.TEXT);

    /** Elements to an array; null is a JSON null. */
    public static final Operation ARRAY_OF_ELEMENTS = Operation.of("array_of_elements", Storage.TEXT, a -> {
        List<String> elements = new java.util.ArrayList<>(a.length);
        for (Object element : a) {
            elements.add(element == null ? "null" : (String) element);
        }
        return JsonText.ofElements(elements);
    }, Storage.TEXT).withVariadic().nullAware();

    public static final Operation DECIMAL_OF_INTEGER = Operation.of("decimal_of_integer", Storage.DECIMAL,
                    a -> (double) (Long) a[0], Storage.INTEGER)
            .sql("CAST({0} AS DOUBLE)");

    /** A decimal without fraction inside 64 bits; else null. */
    public static final Operation INTEGER_OF_DECIMAL = Operation.of("integer_of_decimal", Storage.INTEGER,
                    a -> whole((Double) a[0]), Storage.DECIMAL)
            .spark("CASE WHEN {0} = rint({0}) AND {0} >= -9223372036854775808D AND {0} < 9223372036854775808D"
                    + " THEN CAST({0} AS BIGINT) END")
            .duckdb("CASE WHEN {0} = trunc({0}) AND {0} >= -9223372036854775808::DOUBLE"
                    + " AND {0} < 9223372036854775808::DOUBLE THEN CAST({0} AS BIGINT) END");

    public static final Operation INTEGER_OF_BOOLEAN = Operation.of("integer_of_boolean", Storage.INTEGER,
                    a -> (Boolean) a[0] ? 1L : 0L, Storage.BOOLEAN)
            .sql("CAST({0} AS BIGINT)");

    public static final Operation BOOLEAN_OF_INTEGER = Operation.of("boolean_of_integer", Storage.BOOLEAN,
                    a -> (Long) a[0] != 0, Storage.INTEGER)
            .sql("({0} <> 0)");

    public static final Operation BOOLEAN_OF_DECIMAL = Operation.of("boolean_of_decimal", Storage.BOOLEAN,
                    a -> (Double) a[0] != 0, Storage.DECIMAL)
            .spark("({0} <> 0D)")
            .duckdb("({0} <> 0::DOUBLE)");

    /** Unix time in milliseconds. */
    public static final Operation INTEGER_OF_DATETIME = Operation.of("integer_of_datetime", Storage.INTEGER,
                    a -> a[0], Storage.DATETIME)
            .spark("unix_millis(CAST({0} AS TIMESTAMP_LTZ))")
            .duckdb("epoch_ms({0})");

    private Coercions() {}

    private static Long whole(double value) {
        return value == Math.rint(value) && value >= -0x1p63 && value < 0x1p63 ? (Long) (long) value : null;
    }
}
