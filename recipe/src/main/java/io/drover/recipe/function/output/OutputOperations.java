package io.drover.recipe.function.output;

import io.drover.recipe.function.Operation;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeTest;
import io.drover.recipe.type.Whitespace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What turns a row into a line of a file, the same bytes on every engine. */
public final class OutputOperations {

    /**
     * A field of a delimited record: quoted only if it holds the delimiter, a quote or a line end (RFC 4180); null and
     * {@code ''} are nothing. Arguments: the text, the delimiter.
     */
    public static final Operation CSV_FIELD = Operation.of("csv_field", Storage.TEXT,
                    a -> csvField((String) a[0], (String) a[1]), Storage.TEXT, Storage.TEXT)
            .nullAware()
            .spark("CASE WHEN contains({0}, {1}) OR contains({0}, '\"') OR contains({0}, '\\n') OR contains({0}, '\\r')"
                    + " THEN concat('\"', replace({0}, '\"', '\"\"'), '\"') ELSE coalesce({0}, '') END")
            .duckdb("CASE WHEN contains({0}, {1}) OR contains({0}, '\"') OR contains({0}, chr(10))"
                    + " OR contains({0}, chr(13))"
                    + " THEN concat('\"', replace({0}, '\"', '\"\"'), '\"') ELSE coalesce({0}, '') END");

    /**
     * A delimited record of fields as {@link #CSV_FIELD} makes them. Arguments: the delimiter, the texts.
     *
     * <p>DuckDB looks at a row's texts as a whole: most need no quotes, and a test of one text costs much less than four
     * tests of every field.
     */
    public static final Operation CSV_LINE = Operation.of("csv_line", Storage.TEXT,
                    a -> csvLine(a), Storage.TEXT, Storage.TEXT)
            .withVariadic()
            .nullAware()
            .spark(a -> "concat(" + delimited(a, text -> "(" + CSV_FIELD.templates().spark().render(List.of(text, a.get(0))) + ")") + ")")
            .duckdb(a -> {
                String all = "concat(" + String.join(", ", a.subList(1, a.size())) + ")";
                return "CASE WHEN contains(" + all + ", " + a.get(0) + ") OR contains(" + all + ", '\"') OR contains(" + all
                        + ", chr(10)) OR contains(" + all + ", chr(13)) THEN concat("
                        + delimited(a, text -> "(" + CSV_FIELD.templates().duckdb().render(List.of(text, a.get(0))) + ")")
                        + ") ELSE concat(" + delimited(a, text -> text) + ") END";
            });

    /** A field that is always quoted; null is as {@code ''}. */
    public static final Operation CSV_QUOTED = Operation.of("csv_quoted", Storage.TEXT,
                    a -> quoted(a[0] == null ? "" : (String) a[0]), Storage.TEXT)
            .nullAware()
            .sql("concat('\"', replace(coalesce({0}, ''), '\"', '\"\"'), '\"')");

    /** A JSON text as it stands; null is a JSON null. */
    public static final Operation JSON_OR_NULL = Operation.of("json_or_null", Storage.TEXT,
                    a -> a[0] == null ? "null" : a[0], Storage.TEXT)
            .nullAware()
            .sql("coalesce({0}, 'null')");

    /**
     * A source's text in a Bool column: {@code true} and {@code false} as JSON Booleans, in any case and with blanks around
     * them; other text, the type's other words too, as a string, so that a column of codes like {@code f} or {@code n} keeps
     * them.
     */
    public static final Operation JSON_OF_BOOLEAN_WORD = Operation.of("json_of_boolean_word", Storage.TEXT, a -> {
                String word = Whitespace.trim((String) a[0]).toLowerCase(Locale.ROOT);
                return word.equals("true") || word.equals("false") ? word : JsonText.quote((String) a[0]);
            }, Storage.TEXT)
            .sql("CASE WHEN {0} IN ('true', 'false') THEN {0} ELSE {kernel} END");

    /** All texts, none of them null, one after the other. */
    public static final Operation LINE = Operation.of("output_line", Storage.TEXT,
                    a -> Arrays.stream(a).map(String.class::cast).collect(Collectors.joining()), Storage.TEXT)
            .withVariadic()
            .spark(arguments -> "concat(" + String.join(", ", arguments) + ")")
            .duckdb(arguments -> "concat(" + String.join(", ", arguments) + ")");

    /** The text, or null if it is mismatched for a type. Arguments: the text, the encoded {@link TypeTest}. */
    public static final Operation WITHOUT_MISMATCH = Operation.of("without_mismatch", Storage.TEXT, a ->
            TypeTest.decode((String) a[1]).quality((String) a[0]) == TypeTest.Quality.MISMATCHED ? null : a[0],
            Storage.TEXT, Storage.TEXT);

    private OutputOperations() {}

    private static String delimited(List<String> arguments, UnaryOperator<String> field) {
        return arguments.stream().skip(1).map(field).collect(Collectors.joining(", " + arguments.get(0) + ", "));
    }

    private static String csvLine(Object[] arguments) {
        String delimiter = (String) arguments[0];
        return Arrays.stream(arguments).skip(1).map(text -> csvField((String) text, delimiter))
                .collect(Collectors.joining(delimiter));
    }

    /** What {@link #CSV_FIELD} gives. */
    public static String csvField(String text, String delimiter) {
        if (text == null) {
            return "";
        }
        boolean quoted = text.contains(delimiter) || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0
                || text.indexOf('\r') >= 0;
        return quoted ? quoted(text) : text;
    }

    /** What {@link #CSV_QUOTED} gives. */
    public static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
