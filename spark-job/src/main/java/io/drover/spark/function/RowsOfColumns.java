package io.drover.spark.function;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Enumeration;
import scala.collection.IndexedSeq;
import scala.collection.Seq;
import scala.collection.TraversableOnce;

/**
 * Several rows of each row: every cell of them is one of the columns or a constant.
 *
 * <p>Spark's {@code stack} does the same with one expression for each cell, constants and repeated columns too. It looks
 * at all of them again for each of them, and generates code for all: thousands of columns take it minutes. Here the
 * columns are the only expressions.
 */
public final class RowsOfColumns extends Expression implements Generator, CodegenFallback, Serializable {
    private static final long serialVersionUID = 1L;

    private final StructType schema;
    private final Layout layout;
    private final Seq<Expression> columns;

    /**
     * What the rows consist of.
     *
     * @param rows for each row, for each field the index of a column, or of a constant behind the columns
     * @param constants as Spark holds them
     */
    public record Layout(int[][] rows, Object[] constants) implements Serializable {}

    /** Also called by Spark, by reflection, with what {@link #productElement} gives. */
    public RowsOfColumns(StructType schema, Layout layout, Seq<Expression> columns) {
        this.schema = schema;
        this.layout = layout;
        this.columns = columns;
    }

    @Override
    public StructType elementSchema() {
        return schema;
    }

    @Override
    public DataType dataType() {
        return DataTypes.createArrayType(schema);
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public TypeCheckResult checkInputDataTypes() {
        DataType[] types = new DataType[columns.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = columns.apply(i).dataType();
        }
        for (int[] row : layout.rows) {
            for (int i = 0; i < row.length; i++) {
                DataType wanted = schema.fields()[i].dataType();
                if (row[i] < types.length && !DataType.equalsIgnoreNullability(types[row[i]], wanted)) {
                    return new TypeCheckResult.TypeCheckFailure("column " + schema.fields()[i].name() + " is "
                            + wanted.sql() + ", not " + types[row[i]].sql());
                }
            }
        }
        return TypeCheckResult.TypeCheckSuccess$.MODULE$;
    }

    @Override
    public TraversableOnce<InternalRow> eval(InternalRow input) {
        int count = columns.size();
        Object[] values = new Object[count + layout.constants.length];
        for (int i = 0; i < count; i++) {
            values[i] = columns.apply(i).eval(input);
        }
        System.arraycopy(layout.constants, 0, values, count, layout.constants.length);
        List<InternalRow> made = new ArrayList<>(layout.rows.length);
        for (int[] row : layout.rows) {
            Object[] cells = new Object[row.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = values[row[i]];
            }
            made.add(new GenericInternalRow(cells));
        }
        return ScalaSeq.of(made);
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return CodegenFallback.super.doGenCode(context, code);
    }

    @Override
    public Seq<Enumeration.Value> nodePatterns() {
        return ScalaSeq.of(List.of(TreePattern.GENERATOR()));
    }

    /** Nothing to set: {@link #nodePatterns} doesn't change. */
    @Override
    public void org$apache$spark$sql$catalyst$expressions$Generator$_setter_$nodePatterns_$eq(
            Seq<Enumeration.Value> patterns) {
        throw new UnsupportedOperationException("the patterns of this expression are fixed");
    }

    @Override
    public Seq<Expression> children() {
        return columns;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
        return new RowsOfColumns(schema, layout, newChildren);
    }

    @Override
    public String prettyName() {
        return "rows_of_columns";
    }

    @Override
    public int productArity() {
        return 3;
    }

    @Override
    public Object productElement(int n) {
        return switch (n) {
            case 0 -> schema;
            case 1 -> layout;
            case 2 -> columns;
            default -> throw new IndexOutOfBoundsException(n);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof RowsOfColumns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowsOfColumns that && schema.equals(that.schema) && layout == that.layout
                && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return Objects.hash(schema, System.identityHashCode(layout), columns);
    }
}
