package io.drover.spark.function;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Add;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.DeclarativeAggregate;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.ObjectType;
import scala.collection.IndexedSeq;
import scala.collection.Seq;

/**
 * {@code drover_fsum}: the exact sum of doubles, rounded once. Its buffer is eight longs (the count of values and
 * the limbs of {@link FixedPoint}), so hash aggregation keeps its code generation.
 *
 * <p>Each part of the buffer is updated from the value by itself. The value is given twice so that the optimizer, which
 * puts an expression in the place of a column that is used once, leaves the value a column: else it would be planned
 * and compiled as often as there are parts.
 */
public final class FixedPointSum extends DeclarativeAggregate {
    private static final long serialVersionUID = 1L;

    private final Expression child;
    private final Expression again;
    private final SumRange range;
    private final List<AttributeReference> buffer = new ArrayList<>();
    private final Seq<AttributeReference> attributes;

    /** Also called by Spark, by reflection, with what {@link #productElement} gives. */
    public FixedPointSum(Expression child, Expression again, SumRange range) {
        this.child = child;
        this.again = again;
        this.range = range;
        buffer.add(attribute("count"));
        for (int i = 0; i < FixedPoint.LIMBS; i++) {
            buffer.add(attribute("limb" + i));
        }
        this.attributes = ScalaSeq.of(buffer);
    }

    private static AttributeReference attribute(String name) {
        return new AttributeReference(name, DataTypes.LongType, false, Metadata.empty(), NamedExpression.newExprId(),
                ScalaSeq.<String>of());
    }

    @Override
    public Seq<AttributeReference> aggBufferAttributes() {
        return attributes;
    }

    @Override
    public Seq<Expression> initialValues() {
        return ScalaSeq.of(buffer.stream().map(attribute -> literal(0L)).toList());
    }

    @Override
    public Seq<Expression> updateExpressions() {
        Expression value = new Coalesce(ScalaSeq.<Expression>of(child, Literal.create(Double.NaN, DataTypes.DoubleType)));
        List<Expression> updates = new ArrayList<>();
        updates.add(call("count", count(), value));
        for (int i = 0; i < FixedPoint.LIMBS; i++) {
            updates.add(call("add", buffer.get(1 + i), value, Literal.create(i, DataTypes.IntegerType)));
        }
        return ScalaSeq.of(updates);
    }

    private Expression count() {
        return buffer.get(0);
    }

    @Override
    public Seq<Expression> mergeExpressions() {
        List<Expression> merges = new ArrayList<>();
        merges.add(call("bothCounts", count(), inputAggBufferAttributes().apply(0)));
        for (int i = 1; i < buffer.size(); i++) {
            merges.add(plus(buffer.get(i), inputAggBufferAttributes().apply(i)));
        }
        return ScalaSeq.of(merges);
    }

    @Override
    public Expression evaluateExpression() {
        return new Invoke(Literal.create(range, new ObjectType(SumRange.class)), "value", DataTypes.DoubleType,
                ScalaSeq.<Expression>of(buffer), ScalaSeq.<AbstractDataType>of(), false, true, true);
    }

    private static Expression literal(long value) {
        return Literal.create(value, DataTypes.LongType);
    }

    private static Expression plus(Expression left, Expression right) {
        return new Add(left, right, EvalMode.LEGACY());
    }

    private static Expression call(String method, Expression... arguments) {
        return new StaticInvoke(FixedPoint.class, DataTypes.LongType, method, ScalaSeq.<Expression>of(arguments),
                ScalaSeq.<AbstractDataType>of(), false, false, true);
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
        return ScalaSeq.of(child, again);
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
        return new FixedPointSum(newChildren.apply(0), newChildren.apply(1), range);
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
            case 1 -> again;
            case 2 -> range;
            default -> throw new IndexOutOfBoundsException(n);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof FixedPointSum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FixedPointSum that && child.equals(that.child);
    }

    @Override
    public int hashCode() {
        return 31 * child.hashCode() + 1;
    }
}
