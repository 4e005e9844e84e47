package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.FormatText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Choosing between values: the result type of several branches, and the operation that chooses.
 *
 * <p>A choice passes values on, so the text of a source value is kept: the result is held as text as
 * soon as one branch is. A constant {@code ''} or null has no type of its own.
 */
public final class Conditional {

    private Conditional() {}

    /** The first value whose condition is true, else the last value. */
    public static Expr choose(Arguments arguments, List<Expr> conditions, List<Expr> values) {
        ValueType type = commonType(values);
        List<Expr> operands = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            operands.add(conditions.get(i));
            operands.add(as(arguments, type, values.get(i)));
        }
        operands.add(as(arguments, type, values.get(conditions.size())));
        return arguments.call(operation(type.storage(), conditions.size()), operands, type);
    }

    /** The type that all values can be given as. */
    public static ValueType commonType(List<Expr> values) {
        List<Expr> typed = values.stream().filter(value -> !isUntyped(value)).toList();
        if (typed.isEmpty()) {
            return ValueType.TEXT;
        }
        Set<TypeName> names = typed.stream().map(value -> value.type().name()).collect(Collectors.toSet());
        boolean numeric = names.stream().allMatch(TypeName::isNumeric);
        if (names.size() > 1 && !numeric) {
            return ValueType.TEXT;
        }
        TypeName name = names.size() > 1 ? TypeName.DECIMAL : names.iterator().next();
        ColumnType type = new ColumnType(name, commonFormat(name, typed));
        boolean text = typed.stream().anyMatch(value -> value.type().storage() == Storage.TEXT);
        return new ValueType(type, text ? Storage.TEXT : name.computedStorage());
    }

    private static Format commonFormat(TypeName name, List<Expr> values) {
        List<Format> formats = values.stream().map(value -> value.type().type().format()).distinct().toList();
        if (formats.size() == 1) {
            return formats.get(0);
        }
        if (name != TypeName.DATETIME) {
            return Format.NONE;
        }
        return formats.stream().filter(Format.Datetime.class::isInstance).findFirst().orElse(Format.NONE);
    }

    /** A constant that takes the type of what it stands beside. */
    private static boolean isUntyped(Expr value) {
        return value instanceof Expr.Literal literal && literal.type().storage() == Storage.TEXT
                && (literal.value() == null || literal.value().equals(""));
    }

    /** The value as the common type: read, or printed so that reading it by that type gives it back. */
    public static Expr as(Arguments arguments, ValueType type, Expr value) {
        if (value instanceof Expr.Literal literal && literal.value() == null) {
            return new Expr.Literal(null, type);
        }
        if (type.storage() == Storage.TEXT && value.type().storage() == Storage.DATETIME
                && type.type().name() == TypeName.DATETIME) {
            Format format = type.type().format() instanceof Format.Datetime own ? own : DatetimeFormat.DEFAULT;
            return arguments.call(Coercions.TEXT_OF_DATETIME, List.of(value, Arguments.text(FormatText.encode(format))));
        }
        return arguments.as(type.storage(), value);
    }

    /** CASE with so many pairs of condition and value, and a default. */
    static Operation operation(Storage storage, int pairs) {
        List<Storage> parameters = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            parameters.add(Storage.BOOLEAN);
            parameters.add(storage);
        }
        parameters.add(storage);
        Template template = arguments -> {
            StringBuilder sql = new StringBuilder("CASE");
            for (int i = 0; i < pairs; i++) {
                sql.append(" WHEN ").append(arguments.get(2 * i)).append(" THEN ").append(arguments.get(2 * i + 1));
            }
            return sql.append(" ELSE ").append(arguments.get(2 * pairs)).append(" END").toString();
        };
        String name = "case_" + storage.name().toLowerCase(Locale.ROOT) + "_" + pairs;
        return Operation.of(name, storage, a -> first(a, pairs), parameters.toArray(Storage[]::new)).nullAware()
                .sql(template);
    }

    private static Object first(Object[] arguments, int pairs) {
        for (int i = 0; i < pairs; i++) {
            if (Boolean.TRUE.equals(arguments[2 * i])) {
                return arguments[2 * i + 1];
            }
        }
        return arguments[2 * pairs];
    }
}
