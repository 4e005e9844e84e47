package io.drover.spark.plan;

import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.Storage;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.JavaConverters;

/** Values between Spark's {@link Row}s and the form of {@link Storage}. */
public final class RowValues {

    private RowValues() {}

    /** A field of a row as its storage says. */
    public static Object read(Row row, int index, Storage storage) {
        if (row.isNullAt(index)) {
            return null;
        }
        return switch (storage) {
            case TEXT, INTEGER, DECIMAL, BOOLEAN -> row.get(index);
            case DATETIME -> ((LocalDateTime) row.get(index)).toInstant(ZoneOffset.UTC).toEpochMilli();
            case LIST -> new ArrayList<>(row.<Object>getList(index));
        };
    }

    /** All fields of a row. */
    public static List<Object> read(Row row, List<PlanColumn> columns) {
        List<Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(read(row, i, columns.get(i).type().storage()));
        }
        return values;
    }

    /** What a row holds for a value. */
    public static Object write(Object value, Storage storage) {
        if (value == null) {
            return null;
        }
        return switch (storage) {
            case TEXT, INTEGER, DECIMAL, BOOLEAN -> value;
            case DATETIME -> LocalDateTime.ofInstant(Instant.ofEpochMilli((Long) value), ZoneOffset.UTC);
            case LIST -> JavaConverters.asScalaBuffer((List<?>) value).toList();
        };
    }

    static Row row(List<?> values, List<Storage> storages) {
        Object[] fields = new Object[storages.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = write(values.get(i), storages.get(i));
        }
        return RowFactory.create(fields);
    }

    /** The first fields of a row, as they are, and room for more. */
    static Object[] fields(Row row, int width) {
        Object[] fields = new Object[width];
        for (int i = 0; i < Math.min(width, row.size()); i++) {
            fields[i] = row.get(i);
        }
        return fields;
    }
}
