package io.drover.recipe.type;

import java.util.Objects;

/**
 * A column's type annotation.
 *
 * @param name the logical type
 * @param format the text form of computed values; for a Datetime source column, the format its text is read by
 */
public record ColumnType(TypeName name, Format format) {

    public static final ColumnType STRING = of(TypeName.STRING);
    public static final ColumnType INTEGER = of(TypeName.INTEGER);
    public static final ColumnType DECIMAL = of(TypeName.DECIMAL);
    public static final ColumnType BOOLEAN = of(TypeName.BOOLEAN);
    public static final ColumnType ARRAY = of(TypeName.ARRAY);
    public static final ColumnType MAP = of(TypeName.MAP);

    public ColumnType {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(format, "format is null");
    }

    public static ColumnType of(TypeName name) {
        return new ColumnType(name, Format.NONE);
    }

    public static ColumnType datetime(Format.Datetime format) {
        return new ColumnType(TypeName.DATETIME, format);
    }
}
