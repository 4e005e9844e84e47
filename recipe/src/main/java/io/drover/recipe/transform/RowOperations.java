package io.drover.recipe.transform;

import io.drover.recipe.function.Operation;
import io.drover.recipe.type.Storage;
import java.util.List;
import java.util.Objects;

/** Operations that steps need and formulas don't have. */
final class RowOperations {

    /** False and null are true. */
    static final Operation IS_NOT_TRUE = Operation.of("is_not_true", Storage.BOOLEAN,
            arguments -> !Boolean.TRUE.equals(arguments[0]), Storage.BOOLEAN).nullAware()
            .sql("({0} IS NULL OR NOT {0})");

    /** Whether a row number comes after another. */
    static final Operation IS_GREATER = Operation.of("is_greater_integer", Storage.BOOLEAN,
            arguments -> (Long) arguments[0] > (Long) arguments[1], Storage.INTEGER, Storage.INTEGER)
            .sql("({0} > {1})");

    static final Operation IS_EQUAL_INTEGER = Operation.of("is_equal_integer", Storage.BOOLEAN,
            arguments -> arguments[0].equals(arguments[1]), Storage.INTEGER, Storage.INTEGER)
            .sql("({0} = {1})");

    /** Null equals null. */
    static final Operation IS_SAME_TEXT = Operation.of("is_same_text", Storage.BOOLEAN,
            arguments -> Objects.equals(arguments[0], arguments[1]), Storage.TEXT, Storage.TEXT).nullAware()
            .spark("({0} <=> {1})").duckdb("({0} IS NOT DISTINCT FROM {1})");

    static final Operation BOTH = Operation.of("both_true", Storage.BOOLEAN,
            arguments -> (Boolean) arguments[0] && (Boolean) arguments[1], Storage.BOOLEAN, Storage.BOOLEAN)
            .sql("({0} AND {1})");

    /** An element of a list, counted from 0; null beyond its end. */
    static final Operation ELEMENT = Operation.of("list_element", Storage.TEXT, arguments -> {
        List<?> list = (List<?>) arguments[0];
        long index = (Long) arguments[1];
        return index >= 0 && index < list.size() ? list.get((int) index) : null;
    }, Storage.LIST, Storage.INTEGER)
            .spark("get({0}, CAST({1} AS INT))").duckdb("list_extract({0}, {1} + 1)");

    private RowOperations() {}
}
