package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.BOOLEAN;
import static io.drover.recipe.type.Storage.INTEGER;
import static io.drover.recipe.type.Storage.TEXT;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.ValueType;
import io.drover.recipe.type.Whitespace;
import java.util.ArrayList;
import java.util.List;

/** Functions that measure, cut, map and build text. Positions count code points from 0, ends are exclusive. */
final class StringFunctions {

    /** All members of {@link Whitespace} as an SQL text literal, for built-ins that take a set of characters. */
    private static final String WHITE_SPACE = "'\t\n\u000B\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
            + "\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF'";

    /** Engines measure positions in 32 bits. */
    private static final long LAST_POSITION = Integer.MAX_VALUE - 1;

    private static final Operation LENGTH = Operation.of("len", INTEGER, a -> CodePoints.length((String) a[0]), TEXT)
            .spark("CAST(length({0}) AS BIGINT)")
            .duckdb("length({0})");

    static final FunctionEntry LEN = text("LEN", 1)
            .takes("s", Kind.TEXT)
            .gives("Integer")
            .doc("The number of characters (code points).")
            .example("LEN('héé')", "3")
            .boundary("LEN('a😀')", "2")
            .example("LEN('')", "0")
            .example("LEN(NULL())", null)
            .operation(LENGTH);

    static final FunctionEntry LEFT = text("LEFT", 1)
            .takes("s", Kind.TEXT)
            .takes("n", Kind.INTEGER)
            .gives("String")
            .doc("The first n characters; all of s when it is shorter, '' when n is 0 or less.")
            .example("LEFT('hello', 2)", "he")
            .example("LEFT('a😀b', 2)", "a😀")
            .example("LEFT('', 3)", "")
            .example("LEFT('hello', -2)", "")
            .boundary("LEFT('hello', 9223372036854775807)", "hello")
            .example("LEFT('hello', 'x')", null)
            .example("LEFT(NULL(), 2)", null)
            .operation(Operation.of("left", TEXT, a -> CodePoints.left((String) a[0], (Long) a[1]), TEXT, INTEGER)
                    .spark("left({0}, CAST(" + clamped("{1}") + " AS INT))")
                    .duckdb("left({0}, " + clamped("{1}") + ")"));

    static final FunctionEntry RIGHT = text("RIGHT", 1)
            .takes("s", Kind.TEXT)
            .takes("n", Kind.INTEGER)
            .gives("String")
            .doc("The last n characters; all of s when it is shorter, '' when n is 0 or less.")
            .example("RIGHT('hello', 2)", "lo")
            .example("RIGHT('hello', 9)", "hello")
            .example("RIGHT('a😀', 1)", "😀")
            .boundary("RIGHT('abc', -1)", "")
            .example("RIGHT(NULL(), 1)", null)
            .example("RIGHT('', 2)", "")
            .operation(Operation.of("right", TEXT, a -> CodePoints.right((String) a[0], (Long) a[1]), TEXT, INTEGER)
                    .spark("right({0}, CAST(" + clamped("{1}") + " AS INT))")
                    .duckdb("right({0}, " + clamped("{1}") + ")"));

    private static final Operation CUT = Operation.of("substring", TEXT,
                    a -> CodePoints.substring((String) a[0], (Long) a[1], (Long) a[2]), TEXT, INTEGER, INTEGER)
            .spark(a -> "substring(" + a.get(0) + ", CAST(" + clamped(a.get(1)) + " + 1 AS INT), CAST("
                    + span(a.get(1), a.get(2)) + " AS INT))")
            .duckdb(a -> "substring(" + a.get(0) + ", " + clamped(a.get(1)) + " + 1, "
                    + span(a.get(1), a.get(2)) + ")");

    static final FunctionEntry SUBSTRING = text("SUBSTRING", 1)
            .takes("s", Kind.TEXT)
            .takes("start", Kind.INTEGER)
            .optional("end", Kind.INTEGER, "LEN(s)")
            .gives("String")
            .doc("The characters from start up to, not including, end. A negative start counts as 0, an end behind the"
                    + " text as its length; '' when nothing is left.")
            .example("SUBSTRING('Hello, World', 0, 5)", "Hello")
            .example("SUBSTRING('Hello, World', 7)", "World")
            .example("SUBSTRING('abc', 1, 99)", "bc")
            .example("SUBSTRING('abc', 5, 9)", "")
            .example("SUBSTRING('abc', -2, 2)", "ab")
            .boundary("SUBSTRING('abc', 2, 1)", "")
            .example("SUBSTRING('', 0, 1)", "")
            .example("SUBSTRING(NULL(), 0, 1)", null)
            .bind(a -> a.call(CUT, List.of(
                    a.text(0), a.integer(1), a.has(2) ? a.integer(2) : Arguments.integer(LAST_POSITION))));

    static final Operation UPPER_CASE = Operation.of("upper", TEXT, a -> CodePoints.upper((String) a[0]), TEXT)
            // ß becomes ẞ in DuckDB and SS in Spark; other letters have such forms in Spark only.
            .duckdb("CASE WHEN contains({0}, 'ß') THEN array_to_string(list_transform("
                    + "string_split({0}, 'ß'), lambda part: upper(part)), 'ß') ELSE upper({0}) END");

    static final Operation LOWER_CASE = Operation.of("lower", TEXT, a -> CodePoints.lower((String) a[0]), TEXT)
            // The only two letters whose lower-case form isn't one letter or depends on its neighbours.
            .spark("lower(translate({0}, 'İΣ', 'iσ'))")
            .duckdb("lower({0})");

    static final FunctionEntry UPPER = text("UPPER", 1)
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("In upper case, each character by itself: what has no single upper-case character stays (ß).")
            .example("UPPER('abc é 1')", "ABC É 1")
            .boundary("UPPER('straße')", "STRAßE")
            .example("UPPER('')", "")
            .example("UPPER(NULL())", null)
            .operation(UPPER_CASE);

    static final FunctionEntry LOWER = text("LOWER", 1)
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("In lower case, each character by itself.")
            .example("LOWER('ABC É 1')", "abc é 1")
            .boundary("LOWER('İΑΣ')", "iασ")
            .example("LOWER('')", "")
            .example("LOWER(NULL())", null)
            .operation(LOWER_CASE);

    static final FunctionEntry PROPER = text("PROPER", 1)
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("The first character of each word in upper case, the others in lower case. Words are cut at white space"
                    + " only.")
            .example("PROPER(\"mary-ANN o'neil\")", "Mary-ann O'neil")
            .example("PROPER('JEAN-luc mc2x')", "Jean-luc Mc2x")
            .example("PROPER('D.F.')", "D.f.")
            .boundary("PROPER('a\\tb  c')", "A\tB  C")
            .example("PROPER('')", "")
            .example("PROPER(NULL())", null)
            .operation(Operation.of("proper", TEXT, a -> StringKernels.proper((String) a[0]), TEXT));

    static final FunctionEntry TRIM = text("TRIM", 1)
            .alias("TRIMWHITESPACE")
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("Without white space at both ends; tabs, line ends and no-break spaces are white space too.")
            .example("TRIM('\\t a b ')", "a b")
            .example("TRIM('\\u00A0a\\u3000')", "a")
            .boundary("TRIM('   ')", "")
            .example("TRIM('')", "")
            .example("TRIM(NULL())", null)
            .operation(Operation.of("trim", TEXT, a -> Whitespace.trim((String) a[0]), TEXT)
                    .spark(a -> "btrim(" + a.get(0) + ", " + WHITE_SPACE + ")")
                    .duckdb(a -> duckDbTrim(a.get(0))));

    static final FunctionEntry REMOVEWHITESPACE = text("REMOVEWHITESPACE", 2)
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("Without any white space.")
            .example("REMOVEWHITESPACE(' a\\tb ')", "ab")
            .example("REMOVEWHITESPACE('')", "")
            .example("REMOVEWHITESPACE(NULL())", null)
            .boundary("REMOVEWHITESPACE(' \\t\\n')", "")
            .operation(Operation.of("removewhitespace", TEXT, a -> StringKernels.removeWhitespace((String) a[0]), TEXT)
                    .spark(a -> "translate(" + a.get(0) + ", " + WHITE_SPACE + ", '')")
                    .duckdb(a -> "CASE WHEN regexp_matches(replace(" + a.get(0) + ", ' ', ''), '" + Whitespace.REGEX_CLASS
                            + "') THEN translate(" + a.get(0) + ", " + WHITE_SPACE + ", '') ELSE replace(" + a.get(0)
                            + ", ' ', '') END"));

    static final FunctionEntry REMOVESYMBOLS = text("REMOVESYMBOLS", 2)
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("Only the ASCII letters and digits, accented Latin letters and white space of s.")
            .example("REMOVESYMBOLS('Héllõ, Wörlds!?')", "Héllõ Wörlds")
            .example("REMOVESYMBOLS('a×b÷c_d')", "abcd")
            .boundary("REMOVESYMBOLS('日本 x')", " x")
            .example("REMOVESYMBOLS('')", "")
            .example("REMOVESYMBOLS(NULL())", null)
            .operation(Operation.of("removesymbols", TEXT, a -> StringKernels.removeSymbols((String) a[0]), TEXT));

    static final FunctionEntry TRIMQUOTES = text("TRIMQUOTES", 2)
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("Without the ' and \" characters at both ends, however many and in any mix; blanks and curly quotes stay.")
            .example("TRIMQUOTES('\"abc\"')", "abc")
            .example("TRIMQUOTES('\"\\'a\"b\"')", "a\"b")
            .boundary("TRIMQUOTES('\"\"')", "")
            .example("TRIMQUOTES(' \"a\" ')", " \"a\" ")
            .example("TRIMQUOTES(NULL())", null)
            .example("TRIMQUOTES('')", "")
            .operation(Operation.of("trimquotes", TEXT, a -> StringKernels.trimQuotes((String) a[0]), TEXT)
                    .spark("btrim({0}, '\"\\'')")
                    .duckdb("trim({0}, '\"''')"));

    static final FunctionEntry REPEAT = text("REPEAT", 2)
            .takes("s", Kind.TEXT)
            .takes("n", Kind.INTEGER)
            .gives("String")
            .doc("n copies of s, '' when n is 0 or less; null when the result would be longer than 1,000,000 characters.")
            .example("REPEAT('ab', 3)", "ababab")
            .example("REPEAT('a', 0)", "")
            .example("REPEAT('', 9223372036854775807)", "")
            .boundary("REPEAT('ab', 500001)", null)
            .example("REPEAT(NULL(), 3)", null)
            .operation(Operation.of("repeat", TEXT, a -> StringKernels.repeat((String) a[0], (Long) a[1]),
                    TEXT, INTEGER));

    private static final Operation PADDED = Operation.of("pad", TEXT,
            a -> StringKernels.pad((String) a[0], (Long) a[1], (String) a[2], (Boolean) a[3]),
            TEXT, INTEGER, TEXT, BOOLEAN);

    static final FunctionEntry PAD = text("PAD", 2)
            .takes("s", Kind.TEXT)
            .takes("length", Kind.INTEGER)
            .optional("pad", Kind.TEXT, "' '")
            .optional("side", Kind.KEYWORD, "left")
            .gives("String")
            .doc("s with pad added on the side (left, right) until it is length characters long. Several pad characters"
                    + " repeat from their start and are cut to fit; longer text, and any with pad '', stays as it is. Null"
                    + " when length is over 1,000,000.")
            .example("PAD('42', 5, '0', left)", "00042")
            .example("PAD('My Name', 10, '!', right)", "My Name!!!")
            .example("PAD('a', 4, 'xy', right)", "axyx")
            .example("PAD('abc', 2)", "abc")
            .example("PAD('', 2)", "  ")
            .boundary("PAD('abc', -9223372036854775808)", "abc")
            .example("PAD('abc', 5, '')", "abc")
            .example("PAD(NULL(), 5)", null)
            .bind(a -> {
                boolean left = !a.has(3) || a.keyword(3, List.of("left", "right"), "left").equals("left");
                return a.call(PADDED, List.of(a.text(0), a.integer(1), a.has(2) ? a.text(2) : Arguments.text(" "),
                        Arguments.literal(left, ValueType.BOOLEAN)));
            });

    private static final Operation MERGED = Operation.of("merge", TEXT, StringKernels::merge, TEXT, TEXT)
            .withVariadic()
            .nullAware()
            .spark(StringFunctions::mergeTemplate)
            .duckdb(StringFunctions::mergeTemplate);

    static final FunctionEntry MERGE = text("MERGE", 1)
            .takes("texts", Kind.LIST)
            .optional("delim", Kind.TEXT, "''")
            .gives("String")
            .doc("The texts of the list one after the other with delim between each two.")
            .nulls("A null element counts as '' and keeps its delimiter; a null delimiter gives null.")
            .example("MERGE(['Hello,', 'World'], ' ')", "Hello, World")
            .example("MERGE(['a', NULL(), 'b'], '-')", "a--b")
            .example("MERGE(['a', '', 'b'], ',')", "a,,b")
            .example("MERGE([1.50, true])", "1.5true")
            .boundary("MERGE(['a'])", "a")
            .example("MERGE([NULL()])", "")
            .bind(a -> {
                List<Expr> operands = new ArrayList<>();
                operands.add(a.has(1) ? a.text(1) : Arguments.text(""));
                operands.addAll(a.list(0));
                if (operands.size() == 1) {
                    a.problem(0, ProblemCode.INVALID_ARGUMENT, "MERGE needs at least one text", null);
                    return Arguments.nullOf(ValueType.TEXT);
                }
                return a.call(MERGED, operands);
            });

    static final FunctionEntry CHAR = text("CHAR", 2)
            .takes("n", Kind.INTEGER)
            .gives("String")
            .doc("The character with code point n (1 to 1114111); null for other numbers and for surrogates.")
            .example("CHAR(65)", "A")
            .example("CHAR(321)", "Ł")
            .example("CHAR(128512)", "😀")
            .example("CHAR(0)", null)
            .example("CHAR(55296)", null)
            .boundary("CHAR(1114112)", null)
            .example("CHAR(NULL())", null)
            .example("CHAR('')", null)
            .example("CHAR('x')", null)
            .operation(Operation.of("char", TEXT, a -> StringKernels.character((Long) a[0]), INTEGER)
                    .duckdb("CASE WHEN {0} BETWEEN 1 AND 1114111 AND NOT {0} BETWEEN 55296 AND 57343"
                            + " THEN chr(CAST({0} AS INTEGER)) END"));

    static final FunctionEntry UNICODE = text("UNICODE", 2)
            .takes("s", Kind.TEXT)
            .gives("Integer")
            .doc("The code point of the first character; null for ''.")
            .example("UNICODE('é')", "233")
            .boundary("UNICODE('😀a')", "128512")
            .example("UNICODE('')", null)
            .example("UNICODE(NULL())", null)
            .operation(Operation.of("unicode", INTEGER, a -> StringKernels.firstCodePoint((String) a[0]), TEXT)
                    .spark("CASE WHEN {0} <> '' THEN CAST(ascii({0}) AS BIGINT) END")
                    .duckdb("CASE WHEN {0} <> '' THEN CAST(unicode({0}) AS BIGINT) END"));

    static final FunctionEntry BASE64ENCODE = text("BASE64ENCODE", 3)
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("The UTF-8 bytes of s in Base64 (RFC 4648) with padding, on one line.")
            .example("BASE64ENCODE('abc')", "YWJj")
            .example("BASE64ENCODE('é')", "w6k=")
            .example("BASE64ENCODE('')", "")
            .example("BASE64ENCODE(NULL())", null)
            .boundary("BASE64ENCODE('😀')", "8J+YgA==")
            .operation(Operation.of("base64encode", TEXT, a -> StringKernels.encodeBase64((String) a[0]), TEXT)
                    .duckdb("to_base64(encode({0}))"));

    static final FunctionEntry BASE64DECODE = text("BASE64DECODE", 3)
            .takes("s", Kind.TEXT)
            .gives("String")
            .doc("The text whose UTF-8 bytes s gives in Base64; null if s isn't Base64 with padding or no UTF-8 is in it.")
            .example("BASE64DECODE('YWJj')", "abc")
            .example("BASE64DECODE('w6k=')", "é")
            .example("BASE64DECODE('w6k')", null)
            .boundary("BASE64DECODE('/w==')", null)
            .example("BASE64DECODE('')", "")
            .example("BASE64DECODE(NULL())", null)
            .operation(Operation.of("base64decode", TEXT, a -> StringKernels.decodeBase64((String) a[0]), TEXT));

    private StringFunctions() {}

    private static FunctionEntry.Builder text(String name, int tier) {
        return FunctionEntry.scalar(name, Category.STRING, tier);
    }

    /** Not {@code greatest} and {@code least}, which skip null in both dialects. */
    private static String clamped(String count) {
        return "(CASE WHEN " + count + " < 0 THEN 0 WHEN " + count + " > " + LAST_POSITION + " THEN " + LAST_POSITION
                + " ELSE " + count + " END)";
    }

    private static String span(String start, String end) {
        String from = clamped(start);
        String to = clamped(end);
        return "CASE WHEN " + to + " < " + from + " THEN 0 ELSE " + to + " - " + from + " END";
    }

    /**
     * DuckDB's own trim takes off blanks of every kind, but no tabs and line ends, and is twenty times as fast as one with
     * a set of characters. What then begins and ends with a visible ASCII character, or else with nothing of the set, is
     * trimmed.
     */
    private static String duckDbTrim(String text) {
        String trimmed = "trim(" + text + ")";
        return "CASE WHEN " + trimmed + " >= '!' AND " + trimmed + " < chr(127) AND right(" + trimmed
                + ", 1) BETWEEN '!' AND '~' THEN " + trimmed
                + " WHEN NOT regexp_matches(" + trimmed + ", '^" + Whitespace.REGEX_CLASS + "|" + Whitespace.REGEX_CLASS
                + "$') THEN " + trimmed
                + " ELSE trim(" + text + ", " + WHITE_SPACE + ") END";
    }

    private static String mergeTemplate(List<String> arguments) {
        StringBuilder sql = new StringBuilder("concat_ws(").append(arguments.get(0));
        arguments.subList(1, arguments.size())
                .forEach(text -> sql.append(", coalesce(").append(text).append(", '')"));
        return sql.append(')').toString();
    }
}
