package io.drover.spark.function;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import scala.collection.IndexedSeq;
import scala.collection.Seq;

/**
 * An expression that is evaluated on each row, without code of its own: where there are thousands, generating and compiling
 * code for them takes longer than most jobs.
 */
public final class EvaluatedExpression extends Expression implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Expression expression;

    /** Also called by Spark, by reflection, with what {@link #productElement} gives. */
    public EvaluatedExpression(Expression expression) {
        this.expression = expression;
    }

    @Override
    public DataType dataType() {
        return expression.dataType();
    }

    @Override
    public boolean nullable() {
        return expression.nullable();
    }

    @Override
    public boolean foldable() {
        return expression.foldable();
    }

    @Override
    public Object eval(InternalRow input) {
        return expression.eval(input);
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return GeneratedCode.evaluates(this, context) ? GeneratedCode.evaluation(this, context, code)
                : expression.genCode(context);
    }

    @Override
    public Seq<Expression> children() {
        return ScalaSeq.of(expression);
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
        return new EvaluatedExpression(newChildren.apply(0));
    }

    @Override
    public int productArity() {
        return 1;
    }

    @Override
    public Object productElement(int n) {
        if (n != 0) {
            throw new IndexOutOfBoundsException(n);
        }
        return expression;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof EvaluatedExpression;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EvaluatedExpression that && expression.equals(that.expression);
    }

    @Override
    public int hashCode() {
        return 31 + expression.hashCode();
    }
}
