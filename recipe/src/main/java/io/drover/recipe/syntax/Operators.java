package io.drover.recipe.syntax;

import java.util.List;
import java.util.Optional;

/** The operators: how each is written, its function and how strongly it binds. */
enum Operators {
    NOT("!", "NOT", 9, WrangleParser.NOT),
    NEGATE("-", "NEGATE", 9, WrangleParser.MINUS),
    MULTIPLY("*", "MULTIPLY", 8, WrangleParser.STAR),
    DIVIDE("/", "DIVIDE", 8, WrangleParser.SLASH),
    MOD("%", "MOD", 8, WrangleParser.PERCENT),
    ADD("+", "ADD", 7, WrangleParser.PLUS),
    SUBTRACT("-", "SUBTRACT", 7, WrangleParser.MINUS),
    LESS("<", "LESSTHAN", 6, WrangleParser.LT),
    LESS_OR_EQUAL("<=", "LESSTHANEQUAL", 6, WrangleParser.LE),
    GREATER(">", "GREATERTHAN", 6, WrangleParser.GT),
    GREATER_OR_EQUAL(">=", "GREATERTHANEQUAL", 6, WrangleParser.GE),
    EQUAL("==", "EQUAL", 5, WrangleParser.EQ),
    NOT_EQUAL("!=", "NOTEQUAL", 5, WrangleParser.NE),
    AND("&&", "AND", 4, WrangleParser.AND),
    OR("||", "OR", 3, WrangleParser.OR),
    CONDITIONAL("?", "IF", 2, WrangleParser.QUESTION);

    private static final List<Operators> BINARY = List.of(MULTIPLY, DIVIDE, MOD, ADD, SUBTRACT, LESS, LESS_OR_EQUAL,
            GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR);

    private final String symbol;
    private final String function;
    private final int strength;
    private final int token;

    Operators(String symbol, String function, int strength, int token) {
        this.symbol = symbol;
        this.function = function;
        this.strength = strength;
        this.token = token;
    }

    String symbol() {
        return symbol;
    }

    String function() {
        return function;
    }

    int strength() {
        return strength;
    }

    /** The binary operator of a token; {@code =} is another spelling of {@code ==}. */
    static Operators ofToken(int type) {
        int canonical = type == WrangleParser.ASSIGN ? WrangleParser.EQ : type;
        return BINARY.stream().filter(operator -> operator.token == canonical).findFirst().orElseThrow();
    }

    /** The operator that writes this function of so many arguments. */
    static Optional<Operators> ofFunction(String function, int arguments) {
        return List.of(values()).stream()
                .filter(operator -> operator.function.equals(function) && operator.arity() == arguments)
                .findFirst();
    }

    int arity() {
        return strength == 9 ? 1 : strength == 2 ? 3 : 2;
    }
}
