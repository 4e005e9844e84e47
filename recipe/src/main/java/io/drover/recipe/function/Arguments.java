package io.drover.recipe.function;

import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A call's arguments as a {@link FunctionEntry.Binder} reads them: each by the kind its function wants, coerced
 * explicitly, with problems reported at the argument's place. Reading an argument never fails: what can't be read is
 * reported and stands as a typed null.
 */
public interface Arguments {

    int size();

    /** Whether an optional argument was given. */
    default boolean has(int index) {
        return index < size();
    }

    /** The argument as written. */
    Node node(int index);

    /** As it is typed; a one-element bracket counts as its element. */
    Expr any(int index);

    Expr text(int index);

    Expr integer(int index);

    Expr decimal(int index);

    /** INTEGER for Integer-typed and whole operands, DECIMAL otherwise (a String operand reads as Decimal). */
    Expr number(int index);

    /** Truth: a Bool as it is, text by the words of Bool or as a number that is not zero. */
    Expr condition(int index);

    /** Read by the column's format, else by the forms that every date may have. */
    Expr datetime(int index);

    /** TEXT holding canonical JSON of an array, null if it is none. */
    Expr array(int index);

    /** TEXT holding canonical JSON of an object, null if it is none. */
    Expr object(int index);

    /** A bracketed list's elements as typed; a single value counts as a list of one. */
    List<Expr> list(int index);

    /** The elements of a bracketed list as written, a single value as one. */
    List<Node> nodes(int index);

    /** Any node of the call as a typed expression. */
    Expr expression(Node node);

    /** Any typed expression, coerced to a storage by the general rules. */
    Expr as(Storage storage, Expr expression);

    /**
     * The value as an element of a JSON array, TEXT: numbers and Booleans of typed values canonical and unquoted, arrays
     * and objects nested, everything else as a string. Null stays null.
     */
    Expr json(Expr expression);

    /**
     * A pattern, regex or String as an encoded constant for {@link io.drover.recipe.pattern.Regex}, or, if the argument
     * is not constant, a TEXT expression that matches literally.
     */
    Expr pattern(int index);

    /** A constant's value as the storage says; empty (and no problem) if the argument isn't constant. */
    Optional<Object> constant(int index, Storage storage);

    /** A bare or quoted word out of {@code allowed} (canonical spelling returned), in any case; a problem otherwise. */
    String keyword(int index, Collection<String> allowed, String defaultWord);

    /** A type argument: {@code 'Integer'} or {@code ['Datetime', …]}. */
    ColumnType type(int index);

    /** A list of constant texts (formats, holidays); a problem if an element isn't constant. */
    List<String> constantTexts(int index);

    /** The function's arguments coerced to the operation's parameters, in order. */
    Expr call(Operation operation);

    /** The operation over these, coerced to its parameters; constants are folded. Result of the storage's own type. */
    Expr call(Operation operation, List<Expr> arguments);

    /** The same with a result type of its own (a format, an annotation). */
    Expr call(Operation operation, List<Expr> arguments, ValueType type);

    /** The job's clock. */
    Instant referenceTime();

    /** The current row's 0-based number in the table's order, INTEGER (a window expression the step lifts). */
    Expr rowNumber();

    /** {@code $sourcerownumber}, a typed null where it is lost. */
    Expr sourceRowNumber();

    /** {@code $filepath}, a typed null where it is lost. */
    Expr filePath();

    /** How many calls of this function the recipe had before this one (RAND). */
    int callIndex();

    /** Reports an error at an argument (or, for -1, at the function's name). */
    void problem(int index, ProblemCode code, String message, String suggestion);

    static Expr literal(Object value, ValueType type) {
        return new Expr.Literal(value, type);
    }

    static Expr text(String value) {
        return literal(value, ValueType.TEXT);
    }

    static Expr integer(long value) {
        return literal(value, ValueType.INTEGER);
    }

    static Expr nullOf(ValueType type) {
        return literal(null, type);
    }
}
