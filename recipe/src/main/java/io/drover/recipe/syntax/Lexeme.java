package io.drover.recipe.syntax;

import org.antlr.v4.runtime.CommonToken;

/**
 * A token with its place (code points, end exclusive) and what it stands for: the text of a string, the name in
 * braces, the dataset of a qualifier.
 */
final class Lexeme extends CommonToken {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the token itself. */
    enum Fault { NONE, UNTERMINATED, EMPTY_PATTERN, NAME_STARTS_WITH_DIGIT, UNEXPECTED_CHARACTER }

    final int begin;
    final int end;
    final String value;
    final Fault fault;

    Lexeme(int type, int begin, int end, String written, String value, Fault fault) {
        super(type, written);
        this.begin = begin;
        this.end = end;
        this.value = value;
        this.fault = fault;
        setStartIndex(begin);
        setStopIndex(end - 1);
    }

    /** Whether this token ends an operand, so that a following slash divides and a following star multiplies. */
    boolean endsOperand() {
        return switch (getType()) {
            case WrangleParser.IDENT, WrangleParser.BRACED, WrangleParser.DATASET, WrangleParser.VARIABLE,
                    WrangleParser.STRING, WrangleParser.NUMBER, WrangleParser.BOOL, WrangleParser.PATTERN,
                    WrangleParser.REGEX, WrangleParser.WILDCARD, WrangleParser.RPAREN, WrangleParser.RBRACK,
                    WrangleParser.RBRACE, WrangleParser.UNKNOWN -> true;
            default -> false;
        };
    }

    boolean startsOperand() {
        return switch (getType()) {
            case WrangleParser.IDENT, WrangleParser.BRACED, WrangleParser.DATASET, WrangleParser.VARIABLE,
                    WrangleParser.STRING, WrangleParser.NUMBER, WrangleParser.BOOL, WrangleParser.PATTERN,
                    WrangleParser.REGEX, WrangleParser.WILDCARD, WrangleParser.LPAREN, WrangleParser.LBRACK,
                    WrangleParser.LBRACE, WrangleParser.QUALIFIER -> true;
            default -> false;
        };
    }

    boolean opens() {
        return switch (getType()) {
            case WrangleParser.LPAREN, WrangleParser.LBRACK, WrangleParser.LBRACE -> true;
            default -> false;
        };
    }

    boolean closes() {
        return switch (getType()) {
            case WrangleParser.RPAREN, WrangleParser.RBRACK, WrangleParser.RBRACE -> true;
            default -> false;
        };
    }
}
