package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.BOOLEAN;
import static io.drover.recipe.type.Storage.INTEGER;
import static io.drover.recipe.type.Storage.TEXT;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of arrays and objects. Positions count from 0, ends are exclusive. Elements are equal when they are of the
 * same JSON type and have the same value; numbers keep the digits they were given.
 */
final class NestedFunctions {

    private static final Operation KEY_ARRAY = Operation.of("key_array", TEXT,
            x -> JsonText.ofTexts(List.of(x[0])), TEXT);

    static final FunctionEntry ARRAYLEN = nested("ARRAYLEN", 1)
            .takes("a", Kind.ARRAY)
            .gives("Integer")
            .doc("The number of elements.")
            .example("ARRAYLEN(['a', ['b', 'c']])", "2")
            .boundary("ARRAYLEN('[]')", "0")
            .example("ARRAYLEN('x')", null)
            .example("ARRAYLEN(NULL())", null)
            .example("ARRAYLEN('')", null)
            .bind(a -> a.call(Operation.of("arraylen", INTEGER, x -> NestedKernels.length((String) x[0]), TEXT),
                    List.of(array(a, 0))));

    static final FunctionEntry ARRAYELEMENTAT = nested("ARRAYELEMENTAT", 2)
            .takes("a", Kind.ARRAY)
            .takes("i", Kind.INTEGER)
            .gives("String")
            .doc("Element i as text: strings without quotes, nested values as JSON. Null for a JSON null and outside the"
                    + " array.")
            .example("ARRAYELEMENTAT(['A', 'B'], 0)", "A")
            .example("ARRAYELEMENTAT('[1.50, {\"k\": 1}]', 1)", "{\"k\":1}")
            .example("ARRAYELEMENTAT('[1.50]', 0)", "1.50")
            .boundary("ARRAYELEMENTAT([1], 1)", null)
            .example("ARRAYELEMENTAT([1], -1)", null)
            .example("ARRAYELEMENTAT('[null]', 0)", null)
            .example("ARRAYELEMENTAT(NULL(), 0)", null)
            .example("ARRAYELEMENTAT('', 0)", null)
            .bind(a -> a.call(Operation.of("arrayelementat", TEXT,
                            x -> NestedKernels.elementAt((String) x[0], (Long) x[1]), TEXT, INTEGER),
                    List.of(array(a, 0), a.integer(1))));

    static final FunctionEntry ARRAYSLICE = nested("ARRAYSLICE", 2)
            .takes("a", Kind.ARRAY)
            .takes("start", Kind.INTEGER)
            .optional("end", Kind.INTEGER, "ARRAYLEN(a)")
            .gives("Array")
            .doc("The elements from start up to, not including, end, both clipped to the array.")
            .example("ARRAYSLICE([1, 2, 3, 4], 1, 3)", "[2,3]")
            .example("ARRAYSLICE([1, 2, 3], 2, 9)", "[3]")
            .example("ARRAYSLICE([1, 2, 3], -1, 1)", "[1]")
            .example("ARRAYSLICE([1, 2, 3], 1)", "[2,3]")
            .boundary("ARRAYSLICE([1, 2, 3], 2, 1)", "[]")
            .example("ARRAYSLICE(NULL(), 1, 3)", null)
            .example("ARRAYSLICE('', 1, 3)", null)
            .example("ARRAYSLICE('x', 1, 3)", null)
            .bind(a -> arrayOf(a, Operation.of("arrayslice", TEXT,
                            x -> NestedKernels.slice((String) x[0], (Long) x[1], (Long) x[2]), TEXT, INTEGER, INTEGER),
                    array(a, 0), a.integer(1), a.has(2) ? a.integer(2) : Arguments.integer((long) Integer.MAX_VALUE)));

    private static final Operation INDEX = Operation.of("arrayindexof", INTEGER,
            x -> NestedKernels.indexOf((String) x[0], (String) x[1], (Boolean) x[2]), TEXT, TEXT, BOOLEAN);

    static final FunctionEntry ARRAYINDEXOF = nested("ARRAYINDEXOF", 2)
            .takes("a", Kind.ARRAY)
            .takes("v", Kind.ANY)
            .gives("Integer")
            .doc("The position of the first element equal to v; null if there is none. A String v also equals a number with"
                    + " the same text.")
            .tie("ARRAYINDEXOF(['a', 'b', 'a'], 'a')", "0")
            .example("ARRAYINDEXOF([1, 2], '2')", "1")
            .example("ARRAYINDEXOF(['1', 1], 1)", "1")
            .boundary("ARRAYINDEXOF(['a'], 'A')", null)
            .example("ARRAYINDEXOF(NULL(), 'a')", null)
            .example("ARRAYINDEXOF('', 'a')", null)
            .bind(a -> index(a, false));

    static final FunctionEntry ARRAYRIGHTINDEXOF = nested("ARRAYRIGHTINDEXOF", 3)
            .takes("a", Kind.ARRAY)
            .takes("v", Kind.ANY)
            .gives("Integer")
            .doc("The position, from the left, of the last element equal to v; null if there is none.")
            .tie("ARRAYRIGHTINDEXOF(['a', 'b', 'a'], 'a')", "2")
            .boundary("ARRAYRIGHTINDEXOF([], 'a')", null)
            .example("ARRAYRIGHTINDEXOF(NULL(), 'a')", null)
            .example("ARRAYRIGHTINDEXOF('', 'a')", null)
            .bind(a -> index(a, true));

    static final FunctionEntry ARRAYSORT = nested("ARRAYSORT", 2)
            .takes("a", Kind.ARRAY)
            .optional("order", Kind.KEYWORD, "ascending")
            .gives("Array")
            .doc("The elements sorted (ascending, descending): numbers by value, then Booleans, strings by code point and"
                    + " nested values by their text; nulls last either way.")
            .example("ARRAYSORT([3, 1, 2], descending)", "[3,2,1]")
            .example("ARRAYSORT('[\"b\",\"a\",null]')", "[\"a\",\"b\",null]")
            .example("ARRAYSORT('[\"b\",null,10,9.5,true]', descending)", "[\"b\",true,10,9.5,null]")
            .example("ARRAYSORT(NULL(), descending)", null)
            .example("ARRAYSORT('', descending)", null)
            .example("ARRAYSORT('x', descending)", null)
            .boundary("ARRAYSORT([])", "[]")
            .tie("ARRAYSORT('[1.0, 1, 0]')", "[0,1.0,1]")
            .bind(a -> {
                boolean descending = a.has(1)
                        && a.keyword(1, List.of("ascending", "descending"), "ascending").equals("descending");
                return arrayOf(a, Operation.of("arraysort", TEXT,
                                x -> NestedKernels.sort((String) x[0], (Boolean) x[1]), TEXT, BOOLEAN),
                        array(a, 0), Arguments.literal(descending, ValueType.BOOLEAN));
            });

    static final FunctionEntry ARRAYUNIQUE = several("ARRAYUNIQUE", 2)
            .doc("The different elements of one or more arrays, in the order of their first appearance.")
            .example("ARRAYUNIQUE([[1, 2], [2, 3]])", "[1,2,3]")
            .example("ARRAYUNIQUE([[1, 1, '1']])", "[1,\"1\"]")
            .tie("ARRAYUNIQUE('[1.0, 1]')", "[1.0]")
            .example("ARRAYUNIQUE(NULL())", null)
            .example("ARRAYUNIQUE('')", null)
            .boundary("ARRAYUNIQUE('[]')", "[]")
            .bind(a -> ofArrays(a, Operation.of("arrayunique", TEXT, NestedKernels::unique, TEXT)));

    static final FunctionEntry ARRAYCONCAT = several("ARRAYCONCAT", 1)
            .alias("CONCAT")
            .doc("All elements of the first array, then of the second, and so on.")
            .nulls("What isn't an array is left out; null if none is one.")
            .example("ARRAYCONCAT([['A'], ['B', 'C']])", "[\"A\",\"B\",\"C\"]")
            .example("ARRAYCONCAT('[1]', '[2.50]')", "[1,2.50]")
            .example("ARRAYCONCAT([NULL(), [1]])", "[1]")
            .boundary("ARRAYCONCAT([NULL()])", null)
            .example("ARRAYCONCAT('')", null)
            .bind(a -> ofArrays(a, Operation.of("arrayconcat", TEXT, NestedKernels::concat, TEXT)));

    static final FunctionEntry ARRAYINTERSECT = several("ARRAYINTERSECT", 1)
            .doc("The elements that are in every array, each once, in the order of the first array.")
            .example("ARRAYINTERSECT([['A', 'B'], ['B', 'C']])", "[\"B\"]")
            .tie("ARRAYINTERSECT([['B', 'A', 'B'], ['A', 'B']])", "[\"B\",\"A\"]")
            .boundary("ARRAYINTERSECT([[1], ['1']])", "[]")
            .example("ARRAYINTERSECT([[1], NULL()])", null)
            .example("ARRAYINTERSECT('')", null)
            .bind(a -> ofArrays(a, Operation.of("arrayintersect", TEXT, NestedKernels::intersect, TEXT)));

    static final FunctionEntry ARRAYCROSS = several("ARRAYCROSS", 3)
            .doc("All combinations of an element of each array, the last array varying fastest; null for more than"
                    + " 1,000,000.")
            .example("ARRAYCROSS([['A', 'B'], [1, 2]])", "[[\"A\",1],[\"A\",2],[\"B\",1],[\"B\",2]]")
            .boundary("ARRAYCROSS([['A'], []])", "[]")
            .example("ARRAYCROSS(NULL())", null)
            .example("ARRAYCROSS('')", null)
            .bind(a -> ofArrays(a, Operation.of("arraycross", TEXT, NestedKernels::cross, TEXT)));

    static final FunctionEntry ARRAYZIP = several("ARRAYZIP", 2)
            .doc("The first elements as an array, the second, and so on; shorter arrays are filled up with nulls.")
            .example("ARRAYZIP([['A', 'B'], [1]])", "[[\"A\",1],[\"B\",null]]")
            .boundary("ARRAYZIP([[], []])", "[]")
            .example("ARRAYZIP(NULL())", null)
            .example("ARRAYZIP('')", null)
            .bind(a -> ofArrays(a, Operation.of("arrayzip", TEXT, NestedKernels::zip, TEXT)));

    static final FunctionEntry ARRAYMERGEELEMENTS = nested("ARRAYMERGEELEMENTS", 2)
            .alias("ARRAYMERGETOELEMENTS")
            .takes("a", Kind.ARRAY)
            .optional("delim", Kind.TEXT, "''")
            .gives("String")
            .doc("The texts of the elements with delim between each two; a null counts as '' and keeps its delimiter.")
            .example("ARRAYMERGEELEMENTS(['a', 'b'], '-')", "a-b")
            .example("ARRAYMERGEELEMENTS('[1.50,null,[2]]', ',')", "1.50,,[2]")
            .boundary("ARRAYMERGEELEMENTS([])", "")
            .example("ARRAYMERGEELEMENTS(NULL(), '-')", null)
            .example("ARRAYMERGEELEMENTS('', '-')", null)
            .bind(a -> a.call(Operation.of("arraymergeelements", TEXT,
                            x -> NestedKernels.join((String) x[0], (String) x[1]), TEXT, TEXT),
                    List.of(array(a, 0), a.has(1) ? a.text(1) : Arguments.text(""))));

    static final FunctionEntry ARRAYSTOMAP = nested("ARRAYSTOMAP", 1)
            .takes("keys", Kind.ARRAY)
            .takes("values", Kind.ARRAY)
            .optional("default_key", Kind.TEXT, "")
            .gives("Object")
            .doc("An object of the keys, as strings, and the values at the same places; null where there is none. Values"
                    + " beyond the keys go into an array under default_key, if there is one.")
            .example("ARRAYSTOMAP(['A', 'B'], ['1'])", "{\"A\":\"1\",\"B\":null}")
            .example("ARRAYSTOMAP(['A'], ['1', '2'], 'x')", "{\"A\":\"1\",\"x\":[\"2\"]}")
            .boundary("ARRAYSTOMAP(['A'], ['1', '2'])", "{\"A\":\"1\"}")
            .tie("ARRAYSTOMAP(['A', 'A'], [1, 2])", "{\"A\":2}")
            .example("ARRAYSTOMAP('x', [1])", null)
            .example("ARRAYSTOMAP(NULL(), ['1'])", null)
            .example("ARRAYSTOMAP('', ['1'])", null)
            .bind(a -> a.call(Operation.of("arraystomap", TEXT, x -> NestedKernels.toMap(
                            (String) x[0], (String) x[1], (String) x[2]), TEXT, TEXT, TEXT).nullAware(),
                    List.of(array(a, 0), array(a, 1), a.has(2) ? a.text(2) : Arguments.nullOf(ValueType.TEXT)),
                    ValueType.MAP));

    static final FunctionEntry KEYS = nested("KEYS", 2)
            .takes("o", Kind.OBJECT)
            .gives("Array")
            .doc("The keys of the object, in the order of their first appearance.")
            .example("KEYS('{\"b\":1,\"a\":2}')", "[\"b\",\"a\"]")
            .boundary("KEYS('{}')", "[]")
            .example("KEYS('[1]')", null)
            .example("KEYS(NULL())", null)
            .example("KEYS('')", null)
            .tie("KEYS('{\"a\":1,\"a\":2}')", "[\"a\"]")
            .bind(a -> arrayOf(a, Operation.of("keys", TEXT, x -> NestedKernels.keys((String) x[0]), TEXT),
                    raw(a.object(0))));

    static final FunctionEntry FILTEROBJECT = nested("FILTEROBJECT", 2)
            .takes("o", Kind.OBJECT)
            .takes("keys", Kind.ANY)
            .gives("Object")
            .doc("The members of the object with this key, or with one of an array of keys, in the object's order.")
            .example("FILTEROBJECT('{\"a\":1,\"b\":2.50}', 'b')", "{\"b\":2.50}")
            .example("FILTEROBJECT('{\"a\":1,\"b\":2,\"c\":3}', ['c', 'a'])", "{\"a\":1,\"c\":3}")
            .boundary("FILTEROBJECT('{\"a\":1}', 'z')", "{}")
            .example("FILTEROBJECT('x', 'z')", null)
            .example("FILTEROBJECT(NULL(), 'b')", null)
            .example("FILTEROBJECT('', 'b')", null)
            .bind(a -> a.call(Operation.of("filterobject", TEXT,
                            x -> NestedKernels.filter((String) x[0], (String) x[1]), TEXT, TEXT),
                    List.of(raw(a.object(0)), keysArray(a)), ValueType.MAP));

    private NestedFunctions() {}

    private static FunctionEntry.Builder nested(String name, int tier) {
        return FunctionEntry.scalar(name, Category.NESTED, tier)
                .nulls("A null, or text that isn't JSON of the right kind, gives null.");
    }

    private static FunctionEntry.Builder several(String name, int tier) {
        return nested(name, tier)
                .takes("arrays", Kind.LIST)
                .optional("array2", Kind.ARRAY, "")
                .gives("Array");
    }

    private static Expr arrayOf(Arguments a, Operation operation, Expr... operands) {
        return a.call(operation, List.of(operands), ValueType.ARRAY);
    }

    static Expr array(Arguments a, int index) {
        return raw(a.array(index));
    }

    /** Kernels read JSON themselves, so that no canonical text has to be made for them first. */
    private static Expr raw(Expr nested) {
        boolean read = nested instanceof Expr.Call call
                && (call.operation().equals(Coercions.READ_ARRAY) || call.operation().equals(Coercions.READ_OBJECT));
        return read ? ((Expr.Call) nested).arguments().get(0) : nested;
    }

    private static Expr index(Arguments a, boolean last) {
        return a.call(INDEX,
                List.of(array(a, 0), a.json(a.any(1)), Arguments.literal(last, ValueType.BOOLEAN)));
    }

    private static Expr ofArrays(Arguments a, Operation operation) {
        List<Expr> arrays = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            if (isListOfArrays(a.node(i))) {
                for (Expr element : a.list(i)) {
                    arrays.add(a.as(TEXT, element));
                }
            } else {
                arrays.add(array(a, i));
            }
        }
        return a.call(operation.withVariadic().nullAware(), arrays, ValueType.ARRAY);
    }

    /** A bracket with anything but plain values in it lists the arrays; one with plain values only is an array. */
    private static boolean isListOfArrays(Node node) {
        return node instanceof Node.Array array && !array.elements().isEmpty() && array.elements().stream().anyMatch(
                element -> !(element instanceof Node.Text || element instanceof Node.Number || element instanceof Node.Bool));
    }

    private static Expr keysArray(Arguments a) {
        boolean array = a.node(1) instanceof Node.Array || a.any(1).type().name() == TypeName.ARRAY;
        return array
                ? array(a, 1)
                : a.call(KEY_ARRAY, List.of(a.text(1)));
    }
}
