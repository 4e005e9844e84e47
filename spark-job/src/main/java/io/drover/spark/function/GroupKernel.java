package io.drover.spark.function;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.type.Storage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * An aggregate's kernel over the collected rows of a group: structs of the order keys, then the arguments. Public because
 * generated code calls it.
 */
public final class GroupKernel implements Serializable {
    private static final long serialVersionUID = 1L;

    private record Key(Storage storage, boolean descending) implements Serializable {}

    private final String name;
    private final AggregateOperation.Kernel kernel;
    private final Storage result;
    private final ArrayList<Key> keys;
    private final ArrayList<Storage> arguments;

    private GroupKernel(String name, AggregateOperation.Kernel kernel, Storage result, ArrayList<Key> keys,
            ArrayList<Storage> arguments) {
        this.name = name;
        this.kernel = kernel;
        this.result = result;
        this.keys = keys;
        this.arguments = arguments;
    }

    /** @param count of arguments in the call */
    public static GroupKernel of(AggregateOperation operation, List<OrderKey> order, int count) {
        ArrayList<Key> keys = new ArrayList<>();
        order.forEach(key -> keys.add(new Key(key.column().type().storage(), key.descending())));
        ArrayList<Storage> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(operation.parameters().get(Math.min(i, operation.parameters().size() - 1)));
        }
        return new GroupKernel(operation.name(), operation.kernel(), operation.result(), keys, arguments);
    }

    String name() {
        return name;
    }

    Storage result() {
        return result;
    }

    /** For generated code. */
    public Object apply(ArrayData structs) {
        int width = Math.max(1, keys.size() + arguments.size());
        List<InternalRow> rows = new ArrayList<>(structs.numElements());
        for (int i = 0; i < structs.numElements(); i++) {
            rows.add(structs.getStruct(i, width));
        }
        if (!keys.isEmpty()) {
            rows.sort(comparator());
        }
        List<Object[]> values = new ArrayList<>(rows.size());
        for (InternalRow row : rows) {
            Object[] value = new Object[arguments.size()];
            for (int i = 0; i < value.length; i++) {
                value[i] = KernelValues.toKernel(row, keys.size() + i, arguments.get(i));
            }
            values.add(value);
        }
        return KernelValues.toSpark(kernel.apply(values), result);
    }

    private Comparator<InternalRow> comparator() {
        return (a, b) -> {
            for (int i = 0; i < keys.size(); i++) {
                Key key = keys.get(i);
                int order = compare(a, b, i, key.storage());
                if (order != 0) {
                    return key.descending() ? -order : order;
                }
            }
            return 0;
        };
    }

    /** Null is the highest value. */
    private static int compare(InternalRow a, InternalRow b, int i, Storage storage) {
        if (a.isNullAt(i) || b.isNullAt(i)) {
            return Boolean.compare(a.isNullAt(i), b.isNullAt(i));
        }
        return switch (storage) {
            case TEXT -> {
                // The order of UTF-8 bytes is the order of code points.
                UTF8String text = a.getUTF8String(i);
                yield Integer.signum(text.compareTo(b.getUTF8String(i)));
            }
            case INTEGER, DATETIME -> Long.compare(a.getLong(i), b.getLong(i));
            case DECIMAL -> Double.compare(a.getDouble(i), b.getDouble(i));
            case BOOLEAN -> Boolean.compare(a.getBoolean(i), b.getBoolean(i));
            case LIST -> throw new IllegalArgumentException("a list has no order");
        };
    }
}
