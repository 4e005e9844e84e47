package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.BOOLEAN;
import static io.drover.recipe.type.Storage.TEXT;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Functions that compare texts by spelling, dictionary order or sound, and write them in another script. */
final class CollationFunctions {

    private static final String ORDER = " White space is lowest, then other symbols, digits and letters; letters compare"
            + " without accents and case first, a beginning is lower than what continues it, then unaccented is lower than"
            + " accented and lower case than upper case.";

    private static final Operation EXACT_TEXTS = Operation.of("exact", BOOLEAN, a -> a[0].equals(a[1]), TEXT, TEXT)
            .sql("({0} = {1})");

    static final FunctionEntry EXACT = text("EXACT", 2)
            .takes("a", Kind.TEXT)
            .takes("b", Kind.TEXT)
            .optional("ignore_case", Kind.BOOLEAN, "false")
            .gives("Boolean")
            .doc("Whether the texts are the same; with ignore_case, whether they are in lower case.")
            .example("EXACT('a', 'A')", "false")
            .example("EXACT('a', 'A', true)", "true")
            .boundary("EXACT('', '')", "true")
            .example("EXACT('5', 5)", "true")
            .example("EXACT(NULL(), '')", null)
            .tie("EXACT('a', 'a')", "true")
            .bind(CollationFunctions::exact);

    static final FunctionEntry STRINGGREATERTHAN =
            comparison("STRINGGREATERTHAN", "Whether a is higher than b in Latin dictionary order.")
            .example("STRINGGREATERTHAN('b', 'a')", "true")
            .example("STRINGGREATERTHAN('a', '1')", "true")
            .example("STRINGGREATERTHAN('A', 'a')", "true")
            .example("STRINGGREATERTHAN('é', 'e')", "true")
            .tie("STRINGGREATERTHAN('a', 'a')", "false")
            .example("STRINGGREATERTHAN(NULL(), 'a')", null)
            .example("STRINGGREATERTHAN('', 'a')", "false")
            .boundary("STRINGGREATERTHAN('ab', 'a')", "true")
            .operation(compared("stringgreaterthan", order -> order > 0));

    static final FunctionEntry STRINGGREATERTHANEQUAL = comparison("STRINGGREATERTHANEQUAL",
            "Whether a is higher than b in Latin dictionary order, or at the same place.")
            .tie("STRINGGREATERTHANEQUAL('a', 'a')", "true")
            .example("STRINGGREATERTHANEQUAL('', 'a')", "false")
            .example("STRINGGREATERTHANEQUAL(NULL(), 'a')", null)
            .boundary("STRINGGREATERTHANEQUAL('A', 'a')", "true")
            .operation(compared("stringgreaterthanequal", order -> order >= 0));

    static final FunctionEntry STRINGLESSTHAN =
            comparison("STRINGLESSTHAN", "Whether a is lower than b in Latin dictionary order.")
            .example("STRINGLESSTHAN('a', 'A')", "true")
            .boundary("STRINGLESSTHAN('a', 'ab')", "true")
            .example("STRINGLESSTHAN('A', 'b')", "true")
            .example("STRINGLESSTHAN(' ', '!')", "true")
            .example("STRINGLESSTHAN(NULL(), 'a')", null)
            .example("STRINGLESSTHAN('', 'A')", "true")
            .tie("STRINGLESSTHAN('a', 'a')", "false")
            .operation(compared("stringlessthan", order -> order < 0));

    static final FunctionEntry STRINGLESSTHANEQUAL = comparison("STRINGLESSTHANEQUAL",
            "Whether a is lower than b in Latin dictionary order, or at the same place.")
            .tie("STRINGLESSTHANEQUAL('a', 'a')", "true")
            .example("STRINGLESSTHANEQUAL('b', 'A')", "false")
            .example("STRINGLESSTHANEQUAL(NULL(), 'a')", null)
            .example("STRINGLESSTHANEQUAL('', 'a')", "true")
            .boundary("STRINGLESSTHANEQUAL('A', 'a')", "false")
            .operation(compared("stringlessthanequal", order -> order <= 0));

    static final FunctionEntry DOUBLEMETAPHONE = text("DOUBLEMETAPHONE", 3)
            .takes("s", Kind.TEXT)
            .gives("Array")
            .doc("The primary and the secondary code of how s sounds in English (Double Metaphone); the secondary is the"
                    + " primary where there is no other.")
            .example("DOUBLEMETAPHONE('Smith')", "[\"SM0\",\"XMT\"]")
            .example("DOUBLEMETAPHONE('')", "[\"\",\"\"]")
            .example("DOUBLEMETAPHONE(NULL())", null)
            .boundary("DOUBLEMETAPHONE('123')", "[\"\",\"\"]")
            .bind(a -> a.call(Operation.of("doublemetaphone", TEXT, x -> JsonText.ofTexts(List.of(
                            Phonetics.code((String) x[0], false), Phonetics.code((String) x[0], true))), TEXT),
                    List.of(a.text(0)), ValueType.ARRAY));

    static final FunctionEntry DOUBLEMETAPHONEEQUALS = text("DOUBLEMETAPHONEEQUALS", 3)
            .takes("a", Kind.TEXT)
            .takes("b", Kind.TEXT)
            .optional("threshold", Kind.KEYWORD, "normal")
            .gives("Boolean")
            .doc("Whether a and b sound alike by DOUBLEMETAPHONE: strong, if the primary codes are equal; normal, also if a"
                    + " primary equals the other's secondary; weak, also if the secondaries are equal. Empty codes never"
                    + " match.")
            .example("DOUBLEMETAPHONEEQUALS('Smith', 'Smyth')", "true")
            .example("DOUBLEMETAPHONEEQUALS('Smith', 'Schmidt')", "true")
            .example("DOUBLEMETAPHONEEQUALS('Smith', 'Schmidt', 'strong')", "false")
            .boundary("DOUBLEMETAPHONEEQUALS('', '')", "false")
            .example("DOUBLEMETAPHONEEQUALS(NULL(), 'Smyth')", null)
            .bind(a -> a.call(Operation.of("doublemetaphoneequals", BOOLEAN,
                            x -> Phonetics.alike((String) x[0], (String) x[1], (String) x[2]), TEXT, TEXT, TEXT),
                    List.of(a.text(0), a.text(1), Arguments.text(a.has(2)
                            ? a.keyword(2, List.of("strong", "normal", "weak"), "normal") : "normal"))));

    static final FunctionEntry TRANSLITERATE = text("TRANSLITERATE", 3)
            .takes("s", Kind.TEXT)
            .takes("form", Kind.KEYWORD)
            .gives("String")
            .doc("s with Japanese characters in another form: " + String.join(", ", Transliteration.forms())
                    + ". Other characters stay.")
            .example("TRANSLITERATE('ひらがな', HiraganaToKatakana)", "ヒラガナ")
            .example("TRANSLITERATE('カタaー', KatakanaToHiragana)", "かたaー")
            .example("TRANSLITERATE('ガＡ１　', FullwidthToHalfwidth)", "ｶﾞA1 ")
            .example("TRANSLITERATE('ｶﾞﾊﾟA1 ', HalfwidthToFullwidth)", "ガパＡ１　")
            .example("TRANSLITERATE('', HiraganaToKatakana)", "")
            .example("TRANSLITERATE(NULL(), HiraganaToKatakana)", null)
            .boundary("TRANSLITERATE('abc', HiraganaToKatakana)", "abc")
            .bind(a -> a.call(Operation.of("transliterate", TEXT,
                            x -> Transliteration.apply((String) x[0], (String) x[1]), TEXT, TEXT),
                    List.of(a.text(0), Arguments.text(a.keyword(1, Transliteration.forms(), "HiraganaToKatakana")))));

    private CollationFunctions() {}

    private static FunctionEntry.Builder text(String name, int tier) {
        return FunctionEntry.scalar(name, Category.STRING, tier);
    }

    private static FunctionEntry.Builder comparison(String name, String doc) {
        return text(name, 3)
                .takes("a", Kind.TEXT)
                .takes("b", Kind.TEXT)
                .gives("Boolean")
                .doc(doc + ORDER);
    }

    /** Serializable, as kernels are sent to workers. */
    private interface Test extends IntPredicate, java.io.Serializable {}

    private static Operation compared(String name, Test test) {
        return Operation.of(name, BOOLEAN,
                a -> test.test(LatinCollation.compare((String) a[0], (String) a[1])), TEXT, TEXT);
    }

    private static Expr exact(Arguments a) {
        boolean ignoreCase = false;
        if (a.has(2)) {
            Optional<Object> flag = a.constant(2, BOOLEAN);
            if (flag.isEmpty()) {
                a.problem(2, ProblemCode.INVALID_ARGUMENT, "ignore_case has to be a constant", "write true or false");
            }
            ignoreCase = flag.isPresent() && (Boolean) flag.get();
        }
        Expr left = a.text(0);
        Expr right = a.text(1);
        return ignoreCase
                ? a.call(EXACT_TEXTS, List.of(a.call(StringFunctions.LOWER_CASE, List.of(left)),
                        a.call(StringFunctions.LOWER_CASE, List.of(right))))
                : a.call(EXACT_TEXTS, List.of(left, right));
    }
}
