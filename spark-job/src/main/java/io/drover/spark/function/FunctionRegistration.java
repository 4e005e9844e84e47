package io.drover.spark.function;

import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import scala.Function1;
import scala.Option;
import scala.collection.Seq;

/** Puts the functions that SQL texts call into a session's registry. A later one of the same name replaces it. */
public final class FunctionRegistration {

    /** The exact sum of a DOUBLE, rounded once; null if there is no value. Aggregate and window function. */
    public static final String EXACT_SUM = "drover_fsum";

    private static final String SOURCE = "scala_udf";

    private final SparkSession session;
    private final PatternTally patterns;
    private int groupKernels;

    public FunctionRegistration(SparkSession session) {
        this.session = session;
        this.patterns = new PatternTally(session.sparkContext());
    }

    /** How many searches the kernels have given up. */
    public long patternsGivenUp() {
        return patterns.givenUp();
    }

    /** Exact sums that are quick while values stay in {@code range}. */
    public void fixedPointSums(SumRange range) {
        register(EXACT_SUM, arguments -> {
            Expression value = asDouble(only(arguments));
            return new FixedPointSum(value, value, range);
        });
    }

    /** Exact sums of any values. */
    public void wideSums() {
        register(EXACT_SUM, arguments -> new WideExactSum(asDouble(only(arguments))));
    }

    /** @param name as SQL texts call it */
    public void kernel(String name, KernelFunction function) {
        KernelFunction counted = function.counted(patterns);
        register(name, arguments -> new KernelExpression(counted, widened(counted, arguments)));
    }

    /** A function of a collected list of rows; its name is returned. */
    public String groupKernel(GroupKernel kernel) {
        String name = "drover_group_" + kernel.name() + "_" + groupKernels++;
        register(name, arguments -> new Invoke(Literal.create(kernel, new ObjectType(GroupKernel.class)), "apply",
                StorageTypes.type(kernel.result()), arguments, ScalaSeq.<AbstractDataType>of(), true, true, true));
        return name;
    }

    void register(String name, Function1<Seq<Expression>, Expression> builder) {
        session.sessionState().functionRegistry().createOrReplaceTempFunction(name, builder, SOURCE);
    }

    private static Expression only(Seq<Expression> arguments) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException(EXACT_SUM + " takes one argument, not " + arguments.size());
        }
        return arguments.apply(0);
    }

    /** Templates may leave an INT where a BIGINT is meant: what is narrower is widened, anything else is refused later. */
    private static Seq<Expression> widened(KernelFunction function, Seq<Expression> arguments) {
        List<Expression> widened = new ArrayList<>();
        for (Expression argument : ScalaSeq.list(arguments)) {
            boolean extra = function.parameters().isEmpty()
                    || !function.variadic() && widened.size() >= function.parameters().size();
            widened.add(extra ? argument : widened(argument, function.parameter(widened.size())));
        }
        return ScalaSeq.of(widened);
    }

    private static Expression widened(Expression argument, Storage storage) {
        DataType type = argument.dataType();
        boolean widens = switch (storage) {
            case INTEGER -> type.equals(DataTypes.IntegerType) || type.equals(DataTypes.ShortType)
                    || type.equals(DataTypes.ByteType);
            case DECIMAL -> type.equals(DataTypes.FloatType);
            case TEXT, BOOLEAN, DATETIME, LIST -> false;
        };
        return widens || type.equals(DataTypes.NullType) ? cast(argument, StorageTypes.type(storage)) : argument;
    }

    private static Expression asDouble(Expression argument) {
        return argument.dataType().equals(DataTypes.DoubleType) ? argument : cast(argument, DataTypes.DoubleType);
    }

    private static Expression cast(Expression argument, DataType type) {
        return new Cast(argument, type, Option.empty(), EvalMode.LEGACY());
    }
}
