package io.drover.spark.function;

import io.drover.recipe.pattern.PatternBudget;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Tells the driver how many searches tasks have given up ({@link PatternBudget}). It is part of what kernels are on
 * executors, and counts by task instead of by call.
 */
public final class PatternTally implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The tasks of this process that are counted, however many kernels each has. */
    private static final Set<Long> COUNTED = ConcurrentHashMap.newKeySet();

    private final LongAccumulator givenUp;

    public PatternTally(SparkContext context) {
        this.givenUp = context.longAccumulator("pattern searches given up");
    }

    /** Only on the driver. What is computed twice is counted twice. */
    public long givenUp() {
        return givenUp.value();
    }

    /** In the task's own thread, before it computes anything. */
    private Object readResolve() {
        TaskContext task = TaskContext.get();
        if (task != null && COUNTED.add(task.taskAttemptId())) {
            long before = PatternBudget.givenUp();
            task.addTaskCompletionListener((TaskCompletionListener) ended -> {
                COUNTED.remove(ended.taskAttemptId());
                givenUp.add(PatternBudget.givenUp() - before);
            });
        }
        return this;
    }
}
