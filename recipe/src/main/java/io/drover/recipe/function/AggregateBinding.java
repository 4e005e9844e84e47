package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.BOOLEAN;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.function.UnaryOperator;

/** How calls of aggregate functions become aggregate expressions; shared by plain, conditional and rolling forms. */
final class AggregateBinding {

    /** The value where the condition is true, else null: engines have no FILTER in windows. */
    private static final PerStorage<Operation> MASK = PerStorage.of(storage ->
            Operation.of("mask_" + AggregateOperations.name(storage), storage,
                            a -> Boolean.TRUE.equals(a[0]) ? a[1] : null, BOOLEAN, storage)
                    .nullAware()
                    .sql("CASE WHEN {0} THEN {1} END"));

    private static final Operation FIRST_TEXT = Operation.of("first_text", Storage.TEXT,
                    a -> a[0] == null ? a[1] : a[0], Storage.TEXT, Storage.TEXT)
            .nullAware()
            .sql("coalesce({0}, {1})");

    /** Tells instants apart whatever a column's own format leaves out. */
    private static final ValueType INSTANT = ValueType.datetime(Format.java("yyyy-MM-dd HH:mm:ss.SSS"));

    /** What a function makes of its arguments once rows that don't count are masked. */
    @FunctionalInterface
    interface Form {
        /** @param mask makes a value null in the rows that don't count */
        Expr bind(Arguments arguments, UnaryOperator<Expr> mask);
    }

    private AggregateBinding() {}

    static FunctionEntry.Binder plain(Form form) {
        return arguments -> form.bind(arguments, UnaryOperator.identity());
    }

    /** With the condition as last argument. */
    static FunctionEntry.Binder conditional(Form form) {
        return arguments -> {
            Expr condition = arguments.condition(arguments.size() - 1);
            return form.bind(arguments, value -> mask(arguments, condition, value));
        };
    }

    static Expr mask(Arguments arguments, Expr condition, Expr value) {
        return arguments.call(MASK.get(value.type().storage()), List.of(condition, value), value.type());
    }

    static Expr aggregate(AggregateOperation operation, ValueType type, Expr... arguments) {
        return new Expr.Aggregate(operation, List.of(arguments), type);
    }

    /** One operation for INTEGER values and one for others, which then are DECIMAL. */
    static Form number(AggregateOperation integers, AggregateOperation decimals) {
        return (arguments, mask) -> number(mask.apply(arguments.number(0)), integers, decimals);
    }

    private static Expr number(Expr value, AggregateOperation integers, AggregateOperation decimals) {
        AggregateOperation operation = value.type().storage() == Storage.INTEGER ? integers : decimals;
        return aggregate(operation, computed(operation.result()), value);
    }

    /** The same, and Datetimes as Unix time in milliseconds. */
    static Form numberOrTime(AggregateOperation integers, AggregateOperation decimals, AggregateOperation datetimes) {
        return (arguments, mask) -> isDatetime(arguments.any(0))
                ? arguments.call(Coercions.INTEGER_OF_DATETIME,
                        List.of(datetime(datetimes).bind(arguments, mask)))
                : number(mask.apply(arguments.number(0)), integers, decimals);
    }

    /** A Datetime of the argument's format. */
    static Form datetime(AggregateOperation operation) {
        return (arguments, mask) -> {
            Expr value = mask.apply(arguments.datetime(0));
            return aggregate(operation, value.type(), value);
        };
    }

    static boolean isDatetime(Expr value) {
        return value.type().name() == TypeName.DATETIME;
    }

    /**
     * What equal values have in common: source text of a typed column by its value where it has one, any other value as
     * it is.
     */
    static Expr key(Arguments arguments, Expr value) {
        if (value.type().storage() != Storage.TEXT) {
            return value;
        }
        Expr read = switch (value.type().name()) {
            case INTEGER -> arguments.as(Storage.INTEGER, value);
            case DECIMAL -> arguments.as(Storage.DECIMAL, value);
            case BOOLEAN -> arguments.as(Storage.BOOLEAN, value);
            case DATETIME -> retyped(arguments.as(Storage.DATETIME, value), INSTANT);
            case STRING, ARRAY, MAP, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL, HTTP_CODE, ZIP_CODE, STATE ->
                value;
        };
        return read == value
                ? value
                : arguments.call(FIRST_TEXT, List.of(arguments.as(Storage.TEXT, read), value));
    }

    /** A value as an element of LIST's and UNIQUE's array: nested arrays and objects as strings. */
    static Expr element(Arguments arguments, Expr value) {
        return switch (value.type().name()) {
            case ARRAY, MAP -> arguments.call(Coercions.JSON_OF_TEXT, List.of(arguments.as(Storage.TEXT, value)));
            case STRING, INTEGER, DECIMAL, BOOLEAN, DATETIME, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL,
                    HTTP_CODE, ZIP_CODE, STATE -> arguments.json(value);
        };
    }

    private static Expr retyped(Expr expr, ValueType type) {
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.operation(), call.arguments(), type);
        }
        if (expr instanceof Expr.Literal literal) {
            return new Expr.Literal(literal.value(), type);
        }
        return expr;
    }

    static ValueType computed(Storage storage) {
        return switch (storage) {
            case TEXT -> ValueType.TEXT;
            case INTEGER -> ValueType.INTEGER;
            case DECIMAL -> ValueType.DECIMAL;
            case BOOLEAN -> ValueType.BOOLEAN;
            case DATETIME -> INSTANT;
            case LIST -> ValueType.LIST;
        };
    }
}
