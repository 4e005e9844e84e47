package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.DECIMAL;
import static io.drover.recipe.type.Storage.TEXT;

import io.drover.recipe.function.FunctionParameter.Kind;
import java.util.List;

/** Statistics of the numbers in an array; strings that read as numbers count. */
final class ListFunctions {

    static final FunctionEntry LISTSUM = list("LISTSUM", 2, "The exact sum of the numbers, rounded once; 0 if there are none.")
            .example("LISTSUM('[1,\"2\",\"x\",null]')", "3")
            .boundary("LISTSUM([])", "0")
            .example("LISTSUM([0.1, 0.2, 0.3])", "0.6")
            .example("LISTSUM('x')", null)
            .example("LISTSUM(NULL())", null)
            .example("LISTSUM('')", null)
            .bind(of("listsum", AggregateOperations.SUM_DECIMAL));

    static final FunctionEntry LISTAVERAGE = list("LISTAVERAGE", 2, "The mean of the numbers; null if there are none.")
            .example("LISTAVERAGE([1, 2])", "1.5")
            .example("LISTAVERAGE(['x'])", null)
            .example("LISTAVERAGE(NULL())", null)
            .example("LISTAVERAGE('')", null)
            .boundary("LISTAVERAGE([])", null)
            .bind(of("listaverage", AggregateOperations.AVERAGE_DECIMAL));

    static final FunctionEntry LISTMIN = list("LISTMIN", 2, "The smallest of the numbers; null if there are none.")
            .example("LISTMIN([3, 1, 2])", "1")
            .boundary("LISTMIN([])", null)
            .example("LISTMIN(NULL())", null)
            .example("LISTMIN('')", null)
            .example("LISTMIN('x')", null)
            .tie("LISTMIN([2, 2])", "2")
            .bind(of("listmin", AggregateOperations.MIN_DECIMAL));

    static final FunctionEntry LISTMAX = list("LISTMAX", 2, "The largest of the numbers; null if there are none.")
            .example("LISTMAX(['10', 9])", "10")
            .example("LISTMAX(NULL())", null)
            .example("LISTMAX('')", null)
            .boundary("LISTMAX([])", null)
            .tie("LISTMAX([2, 2])", "2")
            .bind(of("listmax", AggregateOperations.MAX_DECIMAL));

    static final FunctionEntry LISTMODE = list("LISTMODE", 3,
            "The most frequent of the numbers, of several the lowest; null if there are none.")
            .tie("LISTMODE([2, 1, 1, 2])", "1")
            .example("LISTMODE(NULL())", null)
            .example("LISTMODE('')", null)
            .example("LISTMODE('x')", null)
            .boundary("LISTMODE([])", null)
            .bind(of("listmode", CollectingOperations.MODE_DECIMAL));

    static final FunctionEntry LISTVAR = list("LISTVAR", 3, "The population variance, as VAR.")
            .example("LISTVAR([1, 3])", "1")
            .boundary("LISTVAR([5])", "0")
            .example("LISTVAR(NULL())", null)
            .example("LISTVAR('')", null)
            .example("LISTVAR('x')", null)
            .bind(of("listvar", StatisticsOperations.VAR));

    static final FunctionEntry LISTVARSAMP = list("LISTVARSAMP", 3, "The sample variance, as VARSAMP.")
            .example("LISTVARSAMP([1, 3])", "2")
            .boundary("LISTVARSAMP([5])", null)
            .example("LISTVARSAMP(NULL())", null)
            .example("LISTVARSAMP('')", null)
            .example("LISTVARSAMP('x')", null)
            .bind(of("listvarsamp", StatisticsOperations.VARSAMP));

    static final FunctionEntry LISTSTDEV = list("LISTSTDEV", 3, "The population standard deviation, as STDEV.")
            .example("LISTSTDEV([1, 3])", "1")
            .example("LISTSTDEV(NULL())", null)
            .example("LISTSTDEV('')", null)
            .example("LISTSTDEV('x')", null)
            .boundary("LISTSTDEV([5])", "0")
            .bind(of("liststdev", StatisticsOperations.STDEV));

    static final FunctionEntry LISTSTDEVSAMP = list("LISTSTDEVSAMP", 3, "The sample standard deviation, as STDEVSAMP.")
            .example("LISTSTDEVSAMP([1, 3])", "1.4142135623730951")
            .example("LISTSTDEVSAMP(NULL())", null)
            .example("LISTSTDEVSAMP('')", null)
            .example("LISTSTDEVSAMP('x')", null)
            .boundary("LISTSTDEVSAMP([5])", null)
            .bind(of("liststdevsamp", StatisticsOperations.STDEVSAMP));

    private ListFunctions() {}

    private static FunctionEntry.Builder list(String name, int tier, String doc) {
        return FunctionEntry.scalar(name, Category.NESTED, tier)
                .takes("a", Kind.ARRAY)
                .gives("Decimal")
                .doc(doc + " Other elements don't count.")
                .nulls("A null, or what isn't an array, gives null.");
    }

    /** The aggregate's kernel over the elements. */
    private static FunctionEntry.Binder of(String name, AggregateOperation aggregate) {
        AggregateOperation.Kernel kernel = aggregate.kernel();
        Operation operation = Operation.of(name, DECIMAL, a -> {
            List<Object[]> numbers = NestedKernels.numbers((String) a[0]);
            return numbers == null ? null : kernel.apply(numbers);
        }, TEXT);
        return arguments -> arguments.call(operation, List.of(NestedFunctions.array(arguments, 0)));
    }
}
