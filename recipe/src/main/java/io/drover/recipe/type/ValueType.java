package io.drover.recipe.type;

import java.util.Objects;

/**
 * The static type of an expression: what it means and how it is held. An untouched Integer column is
 * {@code (Integer, TEXT)}; {@code qty * 2} is {@code (Integer, INTEGER)}.
 */
public record ValueType(ColumnType type, Storage storage) {

    public static final ValueType TEXT = new ValueType(ColumnType.STRING, Storage.TEXT);
    public static final ValueType INTEGER = new ValueType(ColumnType.INTEGER, Storage.INTEGER);
    public static final ValueType DECIMAL = new ValueType(ColumnType.DECIMAL, Storage.DECIMAL);
    public static final ValueType BOOLEAN = new ValueType(ColumnType.BOOLEAN, Storage.BOOLEAN);
    public static final ValueType ARRAY = new ValueType(ColumnType.ARRAY, Storage.TEXT);
    public static final ValueType MAP = new ValueType(ColumnType.MAP, Storage.TEXT);
    public static final ValueType LIST = new ValueType(ColumnType.STRING, Storage.LIST);

    public ValueType {
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(storage, "storage is null");
    }

    public static ValueType source(ColumnType type) {
        return new ValueType(type, Storage.TEXT);
    }

    public static ValueType computed(ColumnType type) {
        return new ValueType(type, type.name().computedStorage());
    }

    public static ValueType datetime(Format.Datetime format) {
        return new ValueType(ColumnType.datetime(format), Storage.DATETIME);
    }

    public TypeName name() {
        return type.name();
    }
}
