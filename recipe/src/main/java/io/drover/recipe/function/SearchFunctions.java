package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.BOOLEAN;
import static io.drover.recipe.type.Storage.INTEGER;
import static io.drover.recipe.type.Storage.TEXT;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.pattern.Replacement;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Optional;

/** Functions that look for a text or pattern in a text and replace it. Without a pattern, text matches literally. */
final class SearchFunctions {

    private static final String CASE_DOC = " With ignore_case, letters match in either case.";

    private static final Operation FIND_TEXT = Operation.of("find_text", INTEGER,
                    a -> SearchKernels.find((String) a[0], (String) a[1], (Long) a[2]), TEXT, TEXT, INTEGER)
            .spark("CASE WHEN NOT ({1} = '' OR {2} < 0 OR {2} >= length({0}))"
                    + " THEN CAST(nullif(locate({1}, {0}, CAST({2} AS INT) + 1), 0) - 1 AS BIGINT) END")
            .duckdb("CASE WHEN NOT ({1} = '' OR {2} < 0 OR {2} >= length({0}))"
                    + " THEN {2} + nullif(strpos(substring({0}, {2} + 1), {1}), 0) - 1 END");

    private static final Operation FIND_PATTERN = Operation.of("find_pattern", INTEGER,
            a -> SearchKernels.findPattern((String) a[0], (String) a[1], (Long) a[2]), TEXT, TEXT, INTEGER);

    private static final Operation RIGHTFIND_TEXT = Operation.of("rightfind_text", INTEGER,
            a -> SearchKernels.findRight((String) a[0], (String) a[1], (Long) a[2]), TEXT, TEXT, INTEGER);

    private static final Operation RIGHTFIND_PATTERN = Operation.of("rightfind_pattern", INTEGER,
            a -> SearchKernels.findRightPattern((String) a[0], (String) a[1], (Long) a[2]), TEXT, TEXT, INTEGER);

    private static final Operation FINDNTH_TEXT = Operation.of("findnth_text", INTEGER,
            a -> SearchKernels.findNth((String) a[0], (String) a[1], (Long) a[2], (Boolean) a[3]),
            TEXT, TEXT, INTEGER, BOOLEAN);

    private static final Operation FINDNTH_PATTERN = Operation.of("findnth_pattern", INTEGER,
            a -> SearchKernels.findNthPattern((String) a[0], (String) a[1], (Long) a[2], (Boolean) a[3]),
            TEXT, TEXT, INTEGER, BOOLEAN);

    private static final Operation CONTAINS_TEXT = Operation.of("contains_text", BOOLEAN,
                    a -> ((String) a[0]).contains((String) a[1]), TEXT, TEXT)
            .sql("contains({0}, {1})");

    private static final Operation STARTS_WITH_TEXT = Operation.of("starts_with_text", BOOLEAN,
                    a -> ((String) a[0]).startsWith((String) a[1]), TEXT, TEXT)
            .spark("startswith({0}, {1})")
            .duckdb("starts_with({0}, {1})");

    private static final Operation ENDS_WITH_TEXT = Operation.of("ends_with_text", BOOLEAN,
                    a -> ((String) a[0]).endsWith((String) a[1]), TEXT, TEXT)
            .spark("endswith({0}, {1})")
            .duckdb("ends_with({0}, {1})");

    private static final Operation MATCHES_PATTERN = Operation.of("matches_pattern", BOOLEAN,
            a -> Regex.of((String) a[1]).matches((String) a[0]), TEXT, TEXT);

    /** With the pattern as Java and RE2 write it. */
    private static final Operation MATCHES_PORTABLE = Operation.of("matches_portable", BOOLEAN,
                    a -> Regex.of((String) a[1]).matches((String) a[0]), TEXT, TEXT, TEXT, TEXT)
            .spark("({0} RLIKE {2})")
            .duckdb("regexp_matches({0}, {3})");

    private static final Operation FALSE_IF_NULL = Operation.of("false_if_null", BOOLEAN,
                    a -> Boolean.TRUE.equals(a[0]), BOOLEAN)
            .nullAware()
            .sql("coalesce({0}, false)");

    private static final Operation REPLACE_TEXT = Operation.of("replace_text", TEXT,
                    a -> SearchKernels.replace((String) a[0], (String) a[1], (String) a[2]), TEXT, TEXT, TEXT)
            .sql("replace({0}, {1}, {2})");

    private static final Operation REPLACE_IGNORING_CASE = Operation.of("replace_ignoring_case", TEXT,
            a -> SearchKernels.replaceIgnoringCase((String) a[0], (String) a[1], (String) a[2]), TEXT, TEXT, TEXT);

    private static final Operation REPLACE_PATTERN = Operation.of("replace_pattern", TEXT,
            a -> SearchKernels.replacePattern((String) a[0], (String) a[1], (String) a[2]), TEXT, TEXT, TEXT);

    /** With pattern and replacement as Java and RE2 write them. */
    private static final Operation REPLACE_PORTABLE = Operation.of("replace_portable", TEXT,
                    a -> SearchKernels.replacePattern((String) a[0], (String) a[1], (String) a[2]),
                    TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)
            .spark("regexp_replace({0}, {3}, {4})")
            .duckdb("regexp_replace({0}, {5}, {6}, 'g')");

    private static final Operation REPLACE_BETWEEN = Operation.of("replace_between", TEXT,
            a -> SearchKernels.replaceBetween((String) a[0], (String) a[1], (String) a[2], (String) a[3], (String) a[4]),
            TEXT, TEXT, TEXT, TEXT, TEXT);

    /** A text as a replacement template that stands for itself. */
    static final Operation LITERAL_TEMPLATE =
            Operation.of("literal_template", TEXT, a -> literalTemplate((String) a[0]), TEXT);

    static final FunctionEntry FIND = search("FIND", 1)
            .optional("start", Kind.INTEGER, "0")
            .gives("Integer")
            .doc("The position, from 0, of the first match at or after start; null if there is none, for an empty pattern"
                    + " and for a start outside the text." + CASE_DOC)
            .example("FIND('Hello, World', 'lo', false, 2)", "3")
            .example("FIND('Hello, World', 'WORLD', true)", "7")
            .example("FIND('a😀b', 'b')", "2")
            .example("FIND('abc', 'Z')", null)
            .example("FIND('aaa', 'a', false, 1)", "1")
            .boundary("FIND('aaa', 'a', false, 3)", null)
            .example("FIND('aaa', '')", null)
            .example("FIND('', 'a')", null)
            .example("FIND('ab12', /[0-9]+/)", "2")
            .example("FIND('ab12', `{upper}`, true)", "0")
            .example("FIND(NULL(), 'lo', false, 2)", null)
            .tie("FIND('abab', 'b')", "1")
            .bind(a -> at(a, FIND_TEXT, FIND_PATTERN));

    static final FunctionEntry RIGHTFIND = search("RIGHTFIND", 2)
            .optional("start", Kind.INTEGER, "0")
            .gives("Integer")
            .doc("The position, from the left, of the last match that ends before the last start characters; null if there"
                    + " is none." + CASE_DOC)
            .tie("RIGHTFIND('Hello, World', 'o')", "8")
            .example("RIGHTFIND('Hello, World', 'lo', false, 2)", "3")
            .example("RIGHTFIND('abcabc', 'b')", "4")
            .example("RIGHTFIND('abcabc', 'b', false, 2)", "1")
            .boundary("RIGHTFIND('abc', '')", null)
            .example("RIGHTFIND('a1b22', `{digit}+`)", "3")
            .example("RIGHTFIND(NULL(), 'o')", null)
            .bind(a -> at(a, RIGHTFIND_TEXT, RIGHTFIND_PATTERN));

    static final FunctionEntry FINDNTH = FunctionEntry.scalar("FINDNTH", Category.STRING, 2)
            .takes("s", Kind.TEXT)
            .takes("pattern", Kind.PATTERN)
            .takes("n", Kind.INTEGER)
            .optional("direction", Kind.KEYWORD, "left")
            .optional("ignore_case", Kind.BOOLEAN, "false")
            .gives("Integer")
            .doc("The position, from the left, of the n-th match that doesn't overlap another, counted from that side (left,"
                    + " right); null if there are fewer." + CASE_DOC)
            .example("FINDNTH('Hello, World', 'o', 2, left, false)", "8")
            .example("FINDNTH('Hello, World', 'o', 2, right)", "4")
            .example("FINDNTH('aaa', 'a', 4, left, false)", null)
            .tie("FINDNTH('aaa', 'aa', 1, right)", "1")
            .example("FINDNTH('aAa', 'A', 3, left, true)", "2")
            .example("FINDNTH('a1b22c3', /[0-9]+/, 2, right)", "3")
            .boundary("FINDNTH('aaa', 'a', 0)", null)
            .example("FINDNTH(NULL(), 'o', 2, left, false)", null)
            .example("FINDNTH('', 'o', 2, left, false)", null)
            .bind(SearchFunctions::findNth);

    static final FunctionEntry STARTSWITH = search("STARTSWITH", 1)
            .gives("Boolean")
            .doc("Whether s begins with a match; always with an empty pattern." + CASE_DOC)
            .example("STARTSWITH('Mr. X', 'Mr.')", "true")
            .example("STARTSWITH('mr. X', 'MR', true)", "true")
            .example("STARTSWITH('abc', `{digit}|b`)", "false")
            .boundary("STARTSWITH('abc', '')", "true")
            .example("STARTSWITH('', 'a')", "false")
            .example("STARTSWITH(NULL(), 'a')", null)
            .bind(a -> test(a, STARTS_WITH_TEXT, Regex.Option.AT_START));

    static final FunctionEntry ENDSWITH = search("ENDSWITH", 1)
            .gives("Boolean")
            .doc("Whether s ends with a match; always with an empty pattern." + CASE_DOC)
            .example("ENDSWITH('abc', 'bc')", "true")
            .example("ENDSWITH('abc', 'BC', true)", "true")
            .example("ENDSWITH('abc', 'BC')", "false")
            .example("ENDSWITH('ab12', /[a-z]|[0-9]/)", "true")
            .boundary("ENDSWITH('', '')", "true")
            .example("ENDSWITH(NULL(), 'a')", null)
            .bind(a -> test(a, ENDS_WITH_TEXT, Regex.Option.AT_END));

    static final FunctionEntry MATCHES = search("MATCHES", 1)
            .gives("Boolean")
            .doc("Whether there is a match anywhere in s; always with an empty pattern." + CASE_DOC)
            .nulls("A null s gives false.")
            .example("MATCHES('ab12', /[0-9]+/)", "true")
            .example("MATCHES('abc', 'B', true)", "true")
            .example("MATCHES('a.c', '.')", "true")
            .example("MATCHES('abc', '.')", "false")
            .boundary("MATCHES('abc', '')", "true")
            .example("MATCHES(NULL(), 'a')", "false")
            .bind(a -> a.call(FALSE_IF_NULL, List.of(test(a, CONTAINS_TEXT))));

    static final FunctionEntry SUBSTITUTE = FunctionEntry.scalar("SUBSTITUTE", Category.STRING, 1)
            .takes("s", Kind.TEXT)
            .takes("pattern", Kind.PATTERN)
            .takes("replacement", Kind.TEXT)
            .optional("ignore_case", Kind.BOOLEAN, "false")
            .optional("before", Kind.PATTERN, "''")
            .optional("after", Kind.PATTERN, "''")
            .gives("String")
            .doc("s with all matches that don't overlap replaced, from left to right. For a pattern, $1 to $9 in a written"
                    + " replacement are its groups and $0 the match; otherwise the replacement is literal. With before and"
                    + " after, only matches right behind and right in front of a match of these are replaced." + CASE_DOC)
            .example("SUBSTITUTE('a-b-c', '-', '+')", "a+b+c")
            .tie("SUBSTITUTE('aaa', 'aa', 'b')", "ba")
            .example("SUBSTITUTE('a.b', '.', '$1')", "a$1b")
            .example("SUBSTITUTE('2024-05', /([0-9]+)-([0-9]+)/, '$2/$1')", "05/2024")
            .example("SUBSTITUTE('a1b22', `{digit}+`, '\\$')", "a$b$")
            .example("SUBSTITUTE('aAbA', 'a', 'x', true)", "xxbx")
            .boundary("SUBSTITUTE('abc', '', 'x')", "abc")
            .example("SUBSTITUTE('', 'a', 'x')", "")
            .example("SUBSTITUTE('abc', 'b', NULL())", null)
            .example("SUBSTITUTE('1-2 a-b', '-', '+', false, `{digit}`, `{digit}`)", "1+2 a-b")
            .bind(SearchFunctions::substitute);

    private SearchFunctions() {}

    static String literalTemplate(String text) {
        StringBuilder template = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '$') {
                // A template halves the backslashes in front of a dollar.
                int slashes = 0;
                while (i - slashes > 0 && text.charAt(i - slashes - 1) == '\\') {
                    slashes++;
                }
                template.append("\\".repeat(slashes + 1));
            }
            template.append(c);
        }
        return template.toString();
    }

    private static FunctionEntry.Builder search(String name, int tier) {
        return FunctionEntry.scalar(name, Category.STRING, tier)
                .takes("s", Kind.TEXT)
                .takes("pattern", Kind.PATTERN)
                .optional("ignore_case", Kind.BOOLEAN, "false");
    }

    private static boolean ignoresCase(Arguments arguments, int index) {
        if (!arguments.has(index)) {
            return false;
        }
        Optional<Object> flag = arguments.constant(index, BOOLEAN);
        if (flag.isEmpty()) {
            arguments.problem(index, ProblemCode.INVALID_ARGUMENT, "ignore_case has to be a constant", "write true or false");
        }
        return flag.isPresent() && (Boolean) flag.get();
    }

    private static Regex.Option[] options(boolean ignoreCase) {
        return ignoreCase ? new Regex.Option[] {Regex.Option.IGNORE_CASE} : new Regex.Option[0];
    }

    private static Expr folded(Arguments arguments, int index, boolean ignoreCase) {
        Expr text = arguments.text(index);
        return ignoreCase ? arguments.call(StringFunctions.LOWER_CASE, List.of(text)) : text;
    }

    private static Expr at(Arguments a, Operation literal, Operation pattern) {
        boolean ignoreCase = ignoresCase(a, 2);
        Expr start = a.has(3) ? a.integer(3) : Arguments.integer(0L);
        return PatternArgument.pattern(a, 1, options(ignoreCase))
                .map(regex -> a.call(pattern, List.of(a.text(0), Arguments.text(regex.encoded()), start)))
                .orElseGet(() -> a.call(literal, List.of(folded(a, 0, ignoreCase), folded(a, 1, ignoreCase), start)));
    }

    private static Expr findNth(Arguments a) {
        boolean ignoreCase = ignoresCase(a, 4);
        boolean left = !a.has(3) || a.keyword(3, List.of("left", "right"), "left").equals("left");
        Expr fromLeft = Arguments.literal(left, ValueType.BOOLEAN);
        return PatternArgument.pattern(a, 1, options(ignoreCase))
                .map(regex -> a.call(FINDNTH_PATTERN,
                        List.of(a.text(0), Arguments.text(regex.encoded()), a.integer(2), fromLeft)))
                .orElseGet(() -> a.call(FINDNTH_TEXT,
                        List.of(folded(a, 0, ignoreCase), folded(a, 1, ignoreCase), a.integer(2), fromLeft)));
    }

    private static Expr test(Arguments a, Operation literal, Regex.Option... anchor) {
        boolean ignoreCase = ignoresCase(a, 2);
        Regex.Option[] options = anchor;
        if (ignoreCase) {
            options = java.util.Arrays.copyOf(anchor, anchor.length + 1);
            options[anchor.length] = Regex.Option.IGNORE_CASE;
        }
        return PatternArgument.pattern(a, 1, options)
                .map(regex -> matches(a, regex))
                .orElseGet(() -> a.call(literal, List.of(folded(a, 0, ignoreCase), folded(a, 1, ignoreCase))));
    }

    private static Expr matches(Arguments a, Regex regex) {
        Expr encoded = Arguments.text(regex.encoded());
        return regex.spark().isPresent() && regex.duckdb().isPresent()
                ? a.call(MATCHES_PORTABLE, List.of(a.text(0), encoded, Arguments.text(regex.spark().get()),
                        Arguments.text(regex.duckdb().get())))
                : a.call(MATCHES_PATTERN, List.of(a.text(0), encoded));
    }

    private static Expr substitute(Arguments a) {
        boolean ignoreCase = ignoresCase(a, 3);
        Optional<Regex> pattern = PatternArgument.pattern(a, 1, options(ignoreCase));
        Optional<Regex> before = surrounding(a, 4, Regex.Option.AT_END);
        Optional<Regex> after = surrounding(a, 5, Regex.Option.AT_START);
        if (before.isPresent() || after.isPresent()) {
            Regex regex = pattern.orElseGet(() -> PatternArgument.constant(a, 1, options(ignoreCase)));
            if (regex.equals(Regex.of(Regex.Kind.LITERAL, "", options(ignoreCase)))) {
                return a.text(0);
            }
            return a.call(REPLACE_BETWEEN, List.of(a.text(0), Arguments.text(regex.encoded()),
                    PatternArgument.template(a, 2, regex), encoded(before), encoded(after)));
        }
        return pattern.map(regex -> replace(a, regex)).orElseGet(() -> a.call(
                ignoreCase ? REPLACE_IGNORING_CASE : REPLACE_TEXT, List.of(a.text(0), a.text(1), a.text(2))));
    }

    private static Optional<Regex> surrounding(Arguments a, int index, Regex.Option anchor) {
        return a.has(index) && !PatternArgument.isEmpty(a, index)
                ? Optional.of(PatternArgument.constant(a, index, anchor))
                : Optional.empty();
    }

    private static Expr encoded(Optional<Regex> regex) {
        return Arguments.text(regex.map(Regex::encoded).orElse(""));
    }

    private static Expr replace(Arguments a, Regex regex) {
        Expr template = PatternArgument.template(a, 2, regex);
        Expr encoded = Arguments.text(regex.encoded());
        // After an empty match engines go on in ways of their own.
        boolean portable = regex.spark().isPresent() && regex.duckdb().isPresent() && !regex.canMatchEmpty();
        if (portable && template instanceof Expr.Literal literal && literal.value() != null) {
            Replacement replacement = Replacement.template((String) literal.value());
            return a.call(REPLACE_PORTABLE, List.of(a.text(0), encoded, template, Arguments.text(regex.spark().get()),
                    Arguments.text(replacement.spark()), Arguments.text(regex.duckdb().get()),
                    Arguments.text(replacement.duckdb())));
        }
        return a.call(REPLACE_PATTERN, List.of(a.text(0), encoded, template));
    }
}
