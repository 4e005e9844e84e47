package io.drover.spark.function;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.IndexedSeq;
import scala.collection.Seq;

/** {@code drover_fsum} for data outside the range of {@link FixedPointSum}: any finite doubles, slower. */
public final class WideExactSum extends TypedImperativeAggregate<WideSum> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Expression child;
    private final int mutableOffset;
    private final int inputOffset;

    public WideExactSum(Expression child) {
        this(child, 0, 0);
    }

    /** Also called by Spark, by reflection, with what {@link #productElement} gives. */
    public WideExactSum(Expression child, int mutableOffset, int inputOffset) {
        this.child = child;
        this.mutableOffset = mutableOffset;
        this.inputOffset = inputOffset;
    }

    @Override
    public WideSum createAggregationBuffer() {
        return new WideSum();
    }

    @Override
    public WideSum update(WideSum sum, InternalRow input) {
        Object value = child.eval(input);
        if (value != null) {
            sum.add((Double) value);
        }
        return sum;
    }

    @Override
    public WideSum merge(WideSum sum, WideSum other) {
        sum.add(other);
        return sum;
    }

    @Override
    public Object eval(WideSum sum) {
        return sum.value();
    }

    @Override
    public byte[] serialize(WideSum sum) {
        return sum.toBytes();
    }

    @Override
    public WideSum deserialize(byte[] bytes) {
        return WideSum.fromBytes(bytes);
    }

    @Override
    public int mutableAggBufferOffset() {
        return mutableOffset;
    }

    @Override
    public int inputAggBufferOffset() {
        return inputOffset;
    }

    @Override
    public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
        return new WideExactSum(child, offset, inputOffset);
    }

    @Override
    public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
        return new WideExactSum(child, mutableOffset, offset);
    }

    @Override
    public DataType dataType() {
        return DataTypes.DoubleType;
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public Seq<Expression> children() {
        return ScalaSeq.of(child);
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
        return new WideExactSum(newChildren.apply(0), mutableOffset, inputOffset);
    }

    @Override
    public String prettyName() {
        return FunctionRegistration.EXACT_SUM;
    }

    @Override
    public int productArity() {
        return 3;
    }

    @Override
    public Object productElement(int n) {
        return switch (n) {
            case 0 -> child;
            case 1 -> mutableOffset;
            case 2 -> inputOffset;
            default -> throw new IndexOutOfBoundsException(n);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof WideExactSum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WideExactSum that && child.equals(that.child)
                && mutableOffset == that.mutableOffset && inputOffset == that.inputOffset;
    }

    @Override
    public int hashCode() {
        return (child.hashCode() * 31 + mutableOffset) * 31 + inputOffset;
    }
}
