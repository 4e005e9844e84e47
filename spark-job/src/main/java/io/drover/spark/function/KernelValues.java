package io.drover.spark.function;

import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Values between Spark's internal form and the kernels' ({@link Storage}). Public because generated code calls it.
 *
 * <p>Spark counts a TIMESTAMP_NTZ in microseconds, kernels count milliseconds.
 */
public final class KernelValues {

    private static final long MICROS = 1000L;

    private KernelValues() {}

    public static Object toKernel(Object value, Storage storage) {
        if (value == null) {
            return null;
        }
        return switch (storage) {
            case TEXT -> value.toString();
            case INTEGER, DECIMAL, BOOLEAN -> value;
            case DATETIME -> millis((Long) value);
            case LIST -> list((ArrayData) value);
        };
    }

    public static Object toSpark(Object value, Storage storage) {
        if (value == null) {
            return null;
        }
        return switch (storage) {
            case TEXT -> text((String) value);
            case INTEGER, DECIMAL, BOOLEAN -> value;
            case DATETIME -> micros((Long) value);
            case LIST -> array((List<?>) value);
        };
    }

    /** The kernel form of a row's field. */
    public static Object toKernel(InternalRow row, int ordinal, Storage storage) {
        if (row.isNullAt(ordinal)) {
            return null;
        }
        return switch (storage) {
            case TEXT -> row.getUTF8String(ordinal).toString();
            case INTEGER -> row.getLong(ordinal);
            case DECIMAL -> row.getDouble(ordinal);
            case BOOLEAN -> row.getBoolean(ordinal);
            case DATETIME -> millis(row.getLong(ordinal));
            case LIST -> list(row.getArray(ordinal));
        };
    }

    public static Long millis(long micros) {
        return Math.floorDiv(micros, MICROS);
    }

    /** Null for a time that Spark can't hold. */
    public static Long micros(Long millis) {
        long high = Math.multiplyHigh(millis, MICROS);
        long low = millis * MICROS;
        return high == (low >> 63) ? (Long) low : null;
    }

    public static UTF8String text(String value) {
        return UTF8String.fromString(value);
    }

    public static List<String> list(ArrayData array) {
        int size = array.numElements();
        List<String> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(array.isNullAt(i) ? null : array.getUTF8String(i).toString());
        }
        return list;
    }

    public static ArrayData array(List<?> list) {
        Object[] elements = new Object[list.size()];
        for (int i = 0; i < elements.length; i++) {
            Object element = list.get(i);
            elements[i] = element == null ? null : UTF8String.fromString((String) element);
        }
        return new GenericArrayData(elements);
    }
}
