package io.drover.photon.kernel;

import io.drover.recipe.type.Storage;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Values of a statement's rows, as {@link Storage} says. */
public final class JdbcValues {
    private JdbcValues() {}

    /**
     * @param index counted from 1
     * @param storage of a column that the statement gives as milliseconds if it is DATETIME, as JSON text if it is LIST
     */
    public static Object read(ResultSet rows, int index, Storage storage) throws SQLException {
        Object value = switch (storage) {
            case TEXT -> rows.getString(index);
            case INTEGER, DATETIME -> (Object) rows.getLong(index);
            case DECIMAL -> rows.getDouble(index);
            case BOOLEAN -> rows.getBoolean(index);
            case LIST -> JsonValues.list(rows.getString(index));
        };
        return rows.wasNull() ? null : value;
    }
}
