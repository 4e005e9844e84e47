package io.drover.recipe.analysis;

import io.drover.recipe.function.Arguments;
import io.drover.recipe.function.Coercions;
import io.drover.recipe.function.NullRule;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.DatetimeFormats;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.FormatText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Coerces typed expressions by the general rules (docs/language.md, Types) and folds operations over constants.
 *
 * <p>A source text is read as its column's type and then converted, so that what its type doesn't accept has no value;
 * in a text context it is its text.
 */
final class ValueCoercion {

    private final int referenceYear;

    ValueCoercion(Instant referenceTime) {
        this.referenceYear = referenceTime.atOffset(ZoneOffset.UTC).getYear();
    }

    Expr as(Storage storage, Expr expr) {
        if (expr.type().storage() == storage) {
            return expr;
        }
        if (expr instanceof Expr.Literal literal && literal.value() == null) {
            return nullOf(storage);
        }
        return switch (storage) {
            case TEXT -> text(expr);
            case INTEGER -> integer(expr);
            case DECIMAL -> decimal(expr);
            case BOOLEAN -> condition(expr);
            case DATETIME -> datetime(expr, DatetimeFormats.of(expr.type().type().format()));
            case LIST -> expr.type().storage() == Storage.TEXT
                    ? call(Coercions.LIST_OF_ARRAY, List.of(expr), ValueType.LIST)
                    : nullOf(Storage.LIST);
        };
    }

    /** INTEGER for Integer and Boolean operands, else DECIMAL; a Datetime has no number. */
    Expr number(Expr expr) {
        boolean integer = switch (expr.type().name()) {
            case INTEGER, BOOLEAN -> true;
            case STRING, DECIMAL, DATETIME, ARRAY, MAP, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL, HTTP_CODE,
                    ZIP_CODE, STATE -> false;
        };
        return as(integer ? Storage.INTEGER : Storage.DECIMAL, expr);
    }

    /** Reads text as a Datetime by these formats; other values have none. */
    Expr datetime(Expr expr, DatetimeFormats formats) {
        if (expr.type().storage() == Storage.DATETIME) {
            return expr;
        }
        if (expr.type().storage() != Storage.TEXT || isNumeric(expr) || expr.type().name() == TypeName.BOOLEAN) {
            return nullOf(Storage.DATETIME);
        }
        Format format = expr.type().type().format();
        Format.Datetime printed = format instanceof Format.Datetime own ? own : DatetimeFormat.DEFAULT;
        return call(Coercions.READ_DATETIME,
                List.of(expr, Arguments.text(formats.encoded()), Arguments.integer((long) referenceYear)),
                ValueType.datetime(printed));
    }

    Expr json(Expr expr) {
        Expr text = as(Storage.TEXT, expr);
        boolean source = expr.type().storage() == Storage.TEXT;
        return switch (expr.type().name()) {
            case INTEGER -> source ? element(Coercions.JSON_OF_INTEGER_TEXT, text) : canonical(expr);
            case DECIMAL -> source ? element(Coercions.JSON_OF_DECIMAL_TEXT, text) : canonical(expr);
            case BOOLEAN -> source ? element(Coercions.JSON_OF_BOOLEAN_TEXT, text) : canonical(expr);
            case ARRAY, MAP -> element(Coercions.JSON_OF_NESTED_TEXT, text);
            case STRING, DATETIME, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL, HTTP_CODE, ZIP_CODE, STATE ->
                expr.type().storage() == Storage.LIST ? text : element(Coercions.JSON_OF_TEXT, text);
        };
    }

    /** Without a column's format: JSON has numbers, not their layout. */
    private Expr canonical(Expr expr) {
        return expr.type().storage() == Storage.DECIMAL
                ? call(Coercions.TEXT_OF_DECIMAL, List.of(expr), ValueType.TEXT)
                : text(expr);
    }

    private Expr element(Operation operation, Expr text) {
        return call(operation, List.of(text), ValueType.TEXT);
    }

    private Expr text(Expr expr) {
        Format format = expr.type().type().format();
        return switch (expr.type().storage()) {
            case TEXT -> expr;
            case INTEGER -> call(Coercions.TEXT_OF_INTEGER, List.of(expr), ValueType.TEXT);
            case DECIMAL -> format instanceof Format.Decimals decimals
                    ? call(Coercions.TEXT_WITH_DECIMALS, List.of(expr, Arguments.integer((long) decimals.digits())),
                            ValueType.TEXT)
                    : call(Coercions.TEXT_OF_DECIMAL, List.of(expr), ValueType.TEXT);
            case BOOLEAN -> call(Coercions.TEXT_OF_BOOLEAN, List.of(expr), ValueType.TEXT);
            case DATETIME -> call(Coercions.TEXT_OF_DATETIME,
                    List.of(expr, Arguments.text(FormatText.encode(format))), ValueType.TEXT);
            case LIST -> call(Coercions.ARRAY_OF_LIST, List.of(expr), ValueType.ARRAY);
        };
    }

    private Expr integer(Expr expr) {
        return switch (expr.type().storage()) {
            case INTEGER -> expr;
            case DECIMAL -> call(Coercions.INTEGER_OF_DECIMAL, List.of(expr), ValueType.INTEGER);
            case BOOLEAN -> call(Coercions.INTEGER_OF_BOOLEAN, List.of(expr), ValueType.INTEGER);
            case DATETIME, LIST -> nullOf(Storage.INTEGER);
            case TEXT -> switch (expr.type().name()) {
                case BOOLEAN -> integer(readBoolean(expr));
                case DATETIME -> nullOf(Storage.INTEGER);
                case STRING, INTEGER, DECIMAL, ARRAY, MAP, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL,
                        HTTP_CODE, ZIP_CODE, STATE ->
                    call(Coercions.READ_INTEGER, List.of(expr), ValueType.INTEGER);
            };
        };
    }

    private Expr decimal(Expr expr) {
        return switch (expr.type().storage()) {
            case DECIMAL -> expr;
            case INTEGER -> call(Coercions.DECIMAL_OF_INTEGER, List.of(expr), ValueType.DECIMAL);
            case BOOLEAN -> decimal(integer(expr));
            case DATETIME, LIST -> nullOf(Storage.DECIMAL);
            case TEXT -> switch (expr.type().name()) {
                case BOOLEAN, INTEGER -> decimal(integer(expr));
                case DATETIME -> nullOf(Storage.DECIMAL);
                case STRING, DECIMAL, ARRAY, MAP, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL, HTTP_CODE,
                        ZIP_CODE, STATE ->
                    call(Coercions.READ_DECIMAL, List.of(expr), ValueType.DECIMAL);
            };
        };
    }

    private Expr condition(Expr expr) {
        return switch (expr.type().storage()) {
            case BOOLEAN -> expr;
            case INTEGER -> call(Coercions.BOOLEAN_OF_INTEGER, List.of(expr), ValueType.BOOLEAN);
            case DECIMAL -> call(Coercions.BOOLEAN_OF_DECIMAL, List.of(expr), ValueType.BOOLEAN);
            case DATETIME, LIST -> nullOf(Storage.BOOLEAN);
            case TEXT -> switch (expr.type().name()) {
                case BOOLEAN -> readBoolean(expr);
                case INTEGER -> condition(integer(expr));
                case DECIMAL -> condition(decimal(expr));
                case DATETIME -> nullOf(Storage.BOOLEAN);
                case STRING, ARRAY, MAP, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL, HTTP_CODE, ZIP_CODE,
                        STATE ->
                    call(Coercions.READ_CONDITION, List.of(expr), ValueType.BOOLEAN);
            };
        };
    }

    private Expr readBoolean(Expr expr) {
        return call(Coercions.READ_BOOLEAN, List.of(expr), ValueType.BOOLEAN);
    }

    private static boolean isNumeric(Expr expr) {
        return expr.type().name().isNumeric();
    }

    /** The operation over the arguments, coerced to its parameters; a constant if all of them are. */
    Expr call(Operation operation, List<Expr> arguments, ValueType type) {
        List<Expr> coerced = new ArrayList<>(arguments.size());
        boolean constant = true;
        boolean nullArgument = false;
        for (int i = 0; i < arguments.size(); i++) {
            Expr argument = as(operation.parameter(i), arguments.get(i));
            coerced.add(argument);
            constant &= argument instanceof Expr.Literal;
            nullArgument |= argument instanceof Expr.Literal literal && literal.value() == null;
        }
        if (nullArgument && operation.nulls() == NullRule.STRICT) {
            return new Expr.Literal(null, type);
        }
        if (constant) {
            Object[] values = coerced.stream().map(argument -> ((Expr.Literal) argument).value()).toArray();
            return new Expr.Literal(operation.evaluate(values), type);
        }
        return new Expr.Call(operation, coerced, type);
    }

    /** The type that a storage's computed value has by itself. */
    static ValueType typeOf(Storage storage) {
        return switch (storage) {
            case TEXT -> ValueType.TEXT;
            case INTEGER -> ValueType.INTEGER;
            case DECIMAL -> ValueType.DECIMAL;
            case BOOLEAN -> ValueType.BOOLEAN;
            case DATETIME -> ValueType.datetime(DatetimeFormat.DEFAULT);
            case LIST -> ValueType.LIST;
        };
    }

    static Expr nullOf(Storage storage) {
        return new Expr.Literal(null, typeOf(storage));
    }

    static ColumnType columnType(Storage storage) {
        return typeOf(storage).type();
    }
}
