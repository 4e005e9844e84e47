package io.drover.spark.function;

import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.Storage;
import java.util.Collection;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark's type for each {@link Storage}. */
public final class StorageTypes {

    /** A LIST: text elements, nulls allowed. */
    public static final ArrayType LIST = DataTypes.createArrayType(DataTypes.StringType, true);

    private StorageTypes() {}

    public static DataType type(Storage storage) {
        return switch (storage) {
            case TEXT -> DataTypes.StringType;
            case INTEGER -> DataTypes.LongType;
            case DECIMAL -> DataTypes.DoubleType;
            case BOOLEAN -> DataTypes.BooleanType;
            case DATETIME -> DataTypes.TimestampNTZType;
            case LIST -> LIST;
        };
    }

    /** All nullable, named by the columns' ids. */
    public static StructType schema(Collection<PlanColumn> columns) {
        StructType schema = new StructType();
        for (PlanColumn column : columns) {
            schema = schema.add(column.id(), type(column.type().storage()), true);
        }
        return schema;
    }
}
