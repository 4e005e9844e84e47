package io.drover.recipe.transform;

import io.drover.recipe.function.NullRule;
import io.drover.recipe.function.Operation;
import io.drover.recipe.type.Storage;
import java.util.List;

/** Operations that steps need and formulas don't have. */
final class RowOperations {

    /** False and null are true. */
    static final Operation IS_NOT_TRUE = new Operation("is_not_true", List.of(Storage.BOOLEAN), false, Storage.BOOLEAN,
            NullRule.AWARE, arguments -> !Boolean.TRUE.equals(arguments[0]), null, null)
            .spark("({0} IS NULL OR NOT {0})").duckdb("({0} IS NULL OR NOT {0})");

    /** Whether a row number comes after another. */
    static final Operation IS_GREATER = Operation.of("is_greater_integer", Storage.BOOLEAN,
            arguments -> (Long) arguments[0] > (Long) arguments[1], Storage.INTEGER, Storage.INTEGER)
            .spark("({0} > {1})").duckdb("({0} > {1})");

    static final Operation IS_EQUAL_INTEGER = Operation.of("is_equal_integer", Storage.BOOLEAN,
            arguments -> arguments[0].equals(arguments[1]), Storage.INTEGER, Storage.INTEGER)
            .spark("({0} = {1})").duckdb("({0} = {1})");

    /** Null equals null. */
    static final Operation IS_SAME_TEXT = new Operation("is_same_text", List.of(Storage.TEXT, Storage.TEXT), false,
            Storage.BOOLEAN, NullRule.AWARE, arguments -> java.util.Objects.equals(arguments[0], arguments[1]),
            null, null).spark("({0} <=> {1})").duckdb("({0} IS NOT DISTINCT FROM {1})");

    static final Operation BOTH = Operation.of("both_true", Storage.BOOLEAN,
            arguments -> (Boolean) arguments[0] && (Boolean) arguments[1], Storage.BOOLEAN, Storage.BOOLEAN)
            .spark("({0} AND {1})").duckdb("({0} AND {1})");

    /** An element of a list, counted from 0; null beyond its end. */
    static final Operation ELEMENT = Operation.of("list_element", Storage.TEXT, arguments -> {
        List<?> list = (List<?>) arguments[0];
        long index = (Long) arguments[1];
        return index >= 0 && index < list.size() ? list.get((int) index) : null;
    }, Storage.LIST, Storage.INTEGER)
            .spark("get({0}, CAST({1} AS INT))").duckdb("list_extract({0}, {1} + 1)");

    private RowOperations() {}
}
