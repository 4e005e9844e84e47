package io.drover.spark.function;

import io.drover.recipe.type.Storage;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.types.DataType;

/** Java code in pieces: texts of our own and blocks that Spark generated. */
final class GeneratedCode {

    static final String VALUES = KernelValues.class.getName();

    private Block block;

    GeneratedCode add(String code) {
        return add(new CodeBlock(ScalaSeq.of(code), ScalaSeq.<JavaCode>of()));
    }

    GeneratedCode add(Block next) {
        block = block == null ? next : block.$plus(next);
        return this;
    }

    Block block() {
        return block;
    }

    /**
     * Whether an expression can be evaluated where code is asked for: within a whole stage there is no row, and what isn't
     * deterministic has to be set up by its own code.
     */
    static boolean evaluates(Expression expression, CodegenContext context) {
        return context.INPUT_ROW() != null && context.currentVars() == null && expression.deterministic();
    }

    /** Code that evaluates an expression on the row, where it {@link #evaluates}. */
    static ExprCode evaluation(Expression expression, CodegenContext context, ExprCode code) {
        String call = context.addReferenceObj("expression", expression, Expression.class.getName());
        String result = context.freshName("result");
        DataType type = expression.dataType();
        GeneratedCode body = new GeneratedCode();
        body.add("Object " + result + " = " + call + ".eval(" + context.INPUT_ROW() + ");\n");
        body.add("boolean " + code.isNull() + " = " + result + " == null;\n");
        body.add(declaration(type, code.value().toString()));
        body.add("if (!" + code.isNull() + ") {\n");
        body.add(code.value() + " = (" + CodeGenerator.boxedType(type) + ") " + result + ";\n}\n");
        return code.copy(body.block(), code.isNull(), code.value());
    }

    /** A variable of that type with its default value. */
    static String declaration(DataType type, String name) {
        return CodeGenerator.javaType(type) + " " + name + " = " + CodeGenerator.defaultValue(type, false) + ";\n";
    }

    /** A non-null boxed value as a variable of the storage's type takes it. */
    static String unboxed(String value, Storage storage) {
        return switch (storage) {
            case TEXT -> "(UTF8String) " + value;
            case INTEGER, DATETIME -> "((Long) " + value + ").longValue()";
            case DECIMAL -> "((Double) " + value + ").doubleValue()";
            case BOOLEAN -> "((Boolean) " + value + ").booleanValue()";
            case LIST -> "(ArrayData) " + value;
        };
    }
}
