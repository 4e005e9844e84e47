package io.drover.spark.plan;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Window functions without a template: their kernels over each partition's rows, which arrive sorted by partition and
 * order. One partition is in memory at a time.
 *
 * <p>A row is the input's fields, then the partition's, then every call's arguments; out come the input's fields and one
 * result per call.
 */
final class PartitionKernels implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    /** A partition's argument rows in, one result per row out. */
    private interface PartitionKernel extends Serializable {
        Object[] apply(List<Object[]> rows);
    }

    private record Call(PartitionKernel kernel, ArrayList<Storage> arguments, Storage result)
            implements Serializable {}

    private final int inputWidth;
    private final int partitionWidth;
    private final ArrayList<Call> calls = new ArrayList<>();

    PartitionKernels(int inputWidth, int partitionWidth) {
        this.inputWidth = inputWidth;
        this.partitionWidth = partitionWidth;
    }

    void add(Expr call, List<Expr> arguments) {
        ArrayList<Storage> storages = new ArrayList<>();
        arguments.forEach(argument -> storages.add(argument.type().storage()));
        calls.add(new Call(kernel(call), storages, call.type().storage()));
    }

    private static PartitionKernel kernel(Expr call) {
        if (call instanceof Expr.Aggregate aggregate) {
            AggregateOperation.Kernel kernel = aggregate.operation().kernel();
            return rows -> {
                Object[] values = new Object[rows.size()];
                Arrays.fill(values, kernel.apply(rows));
                return values;
            };
        }
        WindowOperation.Kernel kernel = ((Expr.Window) call).operation().kernel();
        long before = ((Expr.Window) call).frame().before();
        long after = ((Expr.Window) call).frame().after();
        return rows -> kernel.apply(rows, new Expr.Frame(before, after));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {
            private Row ahead = rows.hasNext() ? rows.next() : null;
            private Iterator<Row> results = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                while (!results.hasNext() && ahead != null) {
                    results = compute(nextPartition());
                }
                return results.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return results.next();
            }

            private List<Row> nextPartition() {
                List<Row> partition = new ArrayList<>();
                Row first = ahead;
                do {
                    partition.add(ahead);
                    ahead = rows.hasNext() ? rows.next() : null;
                } while (ahead != null && samePartition(first, ahead));
                return partition;
            }
        };
    }

    private boolean samePartition(Row a, Row b) {
        for (int i = inputWidth; i < inputWidth + partitionWidth; i++) {
            if (!Objects.equals(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Iterator<Row> compute(List<Row> partition) {
        Object[][] results = new Object[calls.size()][];
        int from = inputWidth + partitionWidth;
        for (int c = 0; c < results.length; c++) {
            Call call = calls.get(c);
            List<Object[]> arguments = new ArrayList<>(partition.size());
            for (Row row : partition) {
                Object[] values = new Object[call.arguments().size()];
                for (int a = 0; a < values.length; a++) {
                    values[a] = RowValues.read(row, from + a, call.arguments().get(a));
                }
                arguments.add(values);
            }
            from += call.arguments().size();
            results[c] = call.kernel().apply(arguments);
        }
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < partition.size();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Object[] fields = RowValues.fields(partition.get(next), inputWidth + results.length);
                for (int c = 0; c < results.length; c++) {
                    fields[inputWidth + c] = RowValues.write(results[c][next], calls.get(c).result());
                }
                next++;
                return RowFactory.create(fields);
            }
        };
    }
}
