package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.DatetimeFormats;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Comparisons of mixed types (docs/language.md, Formulas). The path is chosen by the operands' static types; where one
 * operand may turn out not to be of the other's type, equality falls back to text and order to null.
 */
final class Comparison {

    enum Order {
        LESS("<"), LESS_OR_EQUAL("<="), GREATER(">"), GREATER_OR_EQUAL(">=");

        private final String symbol;

        Order(String symbol) {
            this.symbol = symbol;
        }

        private boolean holds(int comparison) {
            return switch (this) {
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    private enum Kind { NUMBER, DATETIME, BOOLEAN, TEXT }

    static final Operation NOT = Operation.of("not", Storage.BOOLEAN, a -> !(Boolean) a[0], Storage.BOOLEAN)
            .sql("NOT {0}");

    /** The first that isn't null. */
    static final Operation FIRST_KNOWN = Operation.of("first_known", Storage.BOOLEAN, a -> a[0] == null ? a[1] : a[0],
                    Storage.BOOLEAN, Storage.BOOLEAN)
            .nullAware()
            .sql("coalesce({0}, {1})");

    private Comparison() {}

    static Expr notEqual(Arguments arguments, Expr left, Expr right) {
        return arguments.call(NOT, List.of(equal(arguments, left, right)));
    }

    static Expr equal(Arguments arguments, Expr left, Expr right) {
        Kind leftKind = kind(left);
        Kind rightKind = kind(right);
        if (leftKind == Kind.NUMBER || rightKind == Kind.NUMBER) {
            if (leftKind == Kind.DATETIME || rightKind == Kind.DATETIME) {
                return equalText(arguments, left, right);
            }
            Expr leftNumber = numeric(arguments, left);
            Expr rightNumber = numeric(arguments, right);
            return equalOrText(arguments, left, right, leftNumber, rightNumber);
        }
        if (leftKind == Kind.DATETIME || rightKind == Kind.DATETIME) {
            if (leftKind == Kind.BOOLEAN || rightKind == Kind.BOOLEAN) {
                return equalText(arguments, left, right);
            }
            return equalOrText(arguments, left, right, datetime(arguments, left, right), datetime(arguments, right, left));
        }
        if (leftKind == Kind.BOOLEAN || rightKind == Kind.BOOLEAN) {
            return equalOrText(arguments, left, right, bool(arguments, left), bool(arguments, right));
        }
        return equalText(arguments, left, right);
    }

    static Expr ordered(Arguments arguments, Order order, Expr left, Expr right) {
        Kind leftKind = kind(left);
        Kind rightKind = kind(right);
        if (leftKind == Kind.BOOLEAN || rightKind == Kind.BOOLEAN || leftKind != rightKind && isNumberAndDate(leftKind, rightKind)) {
            return Arguments.nullOf(ValueType.BOOLEAN);
        }
        if (leftKind == Kind.NUMBER || rightKind == Kind.NUMBER) {
            return compare(arguments, order, numeric(arguments, left), numeric(arguments, right));
        }
        Expr instants = compare(arguments, order, datetime(arguments, left, right), datetime(arguments, right, left));
        if (leftKind == Kind.DATETIME || rightKind == Kind.DATETIME) {
            return instants;
        }
        Expr numbers = compare(arguments, order, numeric(arguments, left), numeric(arguments, right));
        return firstKnown(arguments, numbers, instants);
    }

    private static boolean isNumberAndDate(Kind left, Kind right) {
        return left == Kind.NUMBER && right == Kind.DATETIME || left == Kind.DATETIME && right == Kind.NUMBER;
    }

    private static Expr equalOrText(Arguments arguments, Expr left, Expr right, Expr leftValue, Expr rightValue) {
        boolean whole = leftValue.type().storage() == Storage.INTEGER && rightValue.type().storage() == Storage.INTEGER;
        boolean number = leftValue.type().storage() == Storage.INTEGER || leftValue.type().storage() == Storage.DECIMAL;
        Storage storage = number ? whole ? Storage.INTEGER : Storage.DECIMAL : leftValue.type().storage();
        Expr equal = arguments.call(equality(storage), List.of(leftValue, rightValue));
        if (isTotal(left, leftValue) && isTotal(right, rightValue)) {
            return equal;
        }
        return firstKnown(arguments, equal, equalText(arguments, left, right));
    }

    /** Whether a value is null only where the operand is. */
    private static boolean isTotal(Expr operand, Expr value) {
        if (operand instanceof Expr.Literal literal) {
            return literal.value() == null || value instanceof Expr.Literal read && read.value() != null;
        }
        return operand.type().storage() != Storage.TEXT;
    }

    private static Expr firstKnown(Arguments arguments, Expr first, Expr second) {
        if (first instanceof Expr.Literal literal && literal.value() == null) {
            return second;
        }
        if (second instanceof Expr.Literal literal && literal.value() == null) {
            return first;
        }
        return arguments.call(FIRST_KNOWN, List.of(first, second));
    }

    private static Expr equalText(Arguments arguments, Expr left, Expr right) {
        return arguments.call(equality(Storage.TEXT),
                List.of(arguments.as(Storage.TEXT, left), arguments.as(Storage.TEXT, right)));
    }

    private static Expr compare(Arguments arguments, Order order, Expr left, Expr right) {
        boolean sameStorage = left.type().storage() == right.type().storage();
        return arguments.call(order(order, sameStorage ? left.type().storage() : Storage.DECIMAL), List.of(left, right));
    }

    /** As a number: whole where the type says so; text as Decimal. */
    private static Expr numeric(Arguments arguments, Expr value) {
        boolean whole = value.type().name() == TypeName.INTEGER || value.type().name() == TypeName.BOOLEAN;
        return arguments.as(whole ? Storage.INTEGER : Storage.DECIMAL, value);
    }

    /** As a Datetime: text in the format of the other operand first. */
    private static Expr datetime(Arguments arguments, Expr value, Expr other) {
        if (kind(value) != Kind.TEXT || !(other.type().type().format() instanceof Format.Datetime format)
                || other.type().name() != TypeName.DATETIME) {
            return arguments.as(Storage.DATETIME, value);
        }
        List<Format.Datetime> formats = new ArrayList<>();
        if (value.type().type().format() instanceof Format.Datetime own) {
            formats.add(own);
        }
        formats.add(format);
        int year = arguments.referenceTime().atOffset(ZoneOffset.UTC).getYear();
        return arguments.call(Coercions.READ_DATETIME, List.of(value,
                Arguments.text(new DatetimeFormats(formats, false).encoded()), Arguments.integer((long) year)));
    }

    private static Expr bool(Arguments arguments, Expr value) {
        return value.type().storage() == Storage.TEXT
                ? arguments.call(Coercions.READ_BOOLEAN, List.of(value))
                : arguments.as(Storage.BOOLEAN, value);
    }

    private static Kind kind(Expr value) {
        return switch (value.type().name()) {
            case INTEGER, DECIMAL -> Kind.NUMBER;
            case DATETIME -> Kind.DATETIME;
            case BOOLEAN -> Kind.BOOLEAN;
            case STRING, ARRAY, MAP, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL, HTTP_CODE, ZIP_CODE, STATE ->
                Kind.TEXT;
        };
    }

    static Operation equality(Storage storage) {
        return Operation.of("equal_" + suffix(storage), Storage.BOOLEAN, a -> Objects.equals(a[0], a[1]), storage, storage)
                .sql("{0} = {1}");
    }

    private static Operation order(Order order, Storage storage) {
        return Operation.of(order.name().toLowerCase(Locale.ROOT) + "_" + suffix(storage), Storage.BOOLEAN,
                        a -> order.holds(compare(a[0], a[1])), storage, storage)
                .spark("{0} " + order.symbol + " {1}")
                .duckdb("{0} " + order.symbol + " {1}");
    }

    private static int compare(Object left, Object right) {
        return left instanceof Long whole ? whole.compareTo((Long) right) : ((Double) left).compareTo((Double) right);
    }

    private static String suffix(Storage storage) {
        return storage.name().toLowerCase(Locale.ROOT);
    }
}
