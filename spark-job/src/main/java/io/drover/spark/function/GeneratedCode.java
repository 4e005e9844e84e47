package io.drover.spark.function;

import io.drover.recipe.type.Storage;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator;
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
