package io.drover.spark.function;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Tells the driver that a sum met values that {@link FixedPoint} can't hold: what the job made is then to be thrown
 * away and made again with {@link WideSum}s. Public because generated code calls it.
 */
public final class SumRange implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LongAccumulator outside;

    public SumRange(SparkContext context) {
        this.outside = context.longAccumulator("sums outside the fixed range");
    }

    /** Whether all sums so far are exact. Only on the driver. */
    public boolean held() {
        return outside.isZero() || outside.value() == 0;
    }

    /** The sum of the non-null values, null if there are none. For generated code. */
    public Double value(long count, long l0, long l1, long l2, long l3, long l4, long l5, long l6) {
        if (!FixedPoint.isExact(count)) {
            outside.add(1);
            return null;
        }
        return count == 0 ? null : (Double) FixedPoint.value(l0, l1, l2, l3, l4, l5, l6);
    }
}
