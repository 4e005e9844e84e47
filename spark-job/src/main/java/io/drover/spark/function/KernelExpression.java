package io.drover.spark.function;

import io.drover.recipe.type.Storage;
import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import scala.collection.IndexedSeq;
import scala.collection.Seq;

/**
 * A kernel called as a Spark expression, with code generation, so that the stages around it stay whole. Arguments have
 * the types of their parameters' storage exactly ({@link FunctionRegistration} widens what templates leave narrower).
 */
public final class KernelExpression extends Expression implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * With more arguments than these a call is evaluated and not generated: generating, compiling and warming up a piece
     * of code for each of thousands of arguments takes longer than most jobs.
     */
    public static final int WIDE = 200;

    private final KernelFunction function;
    private final Seq<Expression> arguments;

    /** Also called by Spark, by reflection, with what {@link #productElement} gives. */
    public KernelExpression(KernelFunction function, Seq<Expression> arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    @Override
    public DataType dataType() {
        return StorageTypes.type(function.result());
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public boolean foldable() {
        return arguments.forall(argument -> argument.foldable());
    }

    @Override
    public TypeCheckResult checkInputDataTypes() {
        if (!function.takes(arguments.size())) {
            return failure("takes " + function.parameters().size() + " arguments, not " + arguments.size());
        }
        for (int i = 0; i < arguments.size(); i++) {
            DataType wanted = StorageTypes.type(function.parameter(i));
            DataType given = arguments.apply(i).dataType();
            if (!DataType.equalsIgnoreNullability(wanted, given)) {
                return failure("takes " + wanted.sql() + " as argument " + (i + 1) + ", not " + given.sql());
            }
        }
        return TypeCheckResult.TypeCheckSuccess$.MODULE$;
    }

    private TypeCheckResult failure(String what) {
        return new TypeCheckResult.TypeCheckFailure(function.sqlName() + " " + what);
    }

    @Override
    public Object eval(InternalRow input) {
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = KernelValues.toKernel(arguments.apply(i).eval(input), function.parameter(i));
            if (values[i] == null && function.strict()) {
                return null;
            }
        }
        return KernelValues.toSpark(function.apply(values), function.result());
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return arguments.size() > WIDE && GeneratedCode.evaluates(this, context)
                ? GeneratedCode.evaluation(this, context, code) : generated(context, code);
    }

    private ExprCode generated(CodegenContext context, ExprCode code) {
        String kernel = context.addReferenceObj("kernel", function, KernelFunction.class.getName());
        String values = context.freshName("arguments");
        String result = context.freshName("result");
        GeneratedCode body = new GeneratedCode();
        body.add("boolean " + code.isNull() + " = true;\n");
        body.add(GeneratedCode.declaration(dataType(), code.value().toString()));
        // A loop that runs once: a null argument of a strict function leaves it before the others are evaluated.
        body.add("do {\nObject[] " + values + " = new Object[" + arguments.size() + "];\n");
        for (int i = 0; i < arguments.size(); i++) {
            ExprCode argument = arguments.apply(i).genCode(context);
            body.add(argument.code());
            if (function.strict()) {
                body.add("if (" + argument.isNull() + ") break;\n");
                body.add(values + "[" + i + "] = " + boxed(argument, function.parameter(i)) + ";\n");
            } else {
                body.add(values + "[" + i + "] = " + argument.isNull() + " ? null : (Object) "
                        + boxed(argument, function.parameter(i)) + ";\n");
            }
        }
        body.add("Object " + result + " = " + GeneratedCode.VALUES + ".toSpark(" + kernel + ".apply(" + values + "), "
                + Storage.class.getName() + "." + function.result() + ");\n");
        body.add("if (" + result + " == null) break;\n");
        body.add(code.isNull() + " = false;\n");
        body.add(code.value() + " = " + GeneratedCode.unboxed(result, function.result()) + ";\n");
        body.add("} while (false);\n");
        Block block = body.block();
        return code.copy(block, code.isNull(), code.value());
    }

    private static String boxed(ExprCode argument, Storage storage) {
        String value = argument.value().toString();
        return switch (storage) {
            case TEXT -> value + ".toString()";
            case INTEGER -> "Long.valueOf(" + value + ")";
            case DECIMAL -> "Double.valueOf(" + value + ")";
            case BOOLEAN -> "Boolean.valueOf(" + value + ")";
            case DATETIME -> GeneratedCode.VALUES + ".millis(" + value + ")";
            case LIST -> GeneratedCode.VALUES + ".list(" + value + ")";
        };
    }

    @Override
    public Seq<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
        return new KernelExpression(function, newChildren);
    }

    @Override
    public String toString() {
        return function.sqlName() + "(" + arguments.mkString(", ") + ")";
    }

    @Override
    public String prettyName() {
        return function.sqlName();
    }

    @Override
    public int productArity() {
        return 2;
    }

    @Override
    public Object productElement(int n) {
        return switch (n) {
            case 0 -> function;
            case 1 -> arguments;
            default -> throw new IndexOutOfBoundsException(n);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof KernelExpression;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelExpression that
                && function.name().equals(that.function.name())
                && arguments.equals(that.arguments);
    }

    @Override
    public int hashCode() {
        return Objects.hash(function.name(), arguments);
    }
}
