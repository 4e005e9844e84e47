package io.drover.recipe.syntax;

import io.drover.recipe.syntax.Lexeme.Fault;
import java.util.Comparator;
import java.util.List;

/** Reads one token at a place; the caller says what may stand there. */
final class ValueLexer {
    private static final String CURRENT_DATASET = "current_dataset";
    private static final String BROKEN_DATASET = "MISSING";

    private final SourceText source;

    ValueLexer(SourceText source) {
        this.source = source;
    }

    /**
     * What may stand at a place.
     *
     * @param operand whether an operand may start here
     * @param mapping whether a brace starts a mapping rather than a column's name
     * @param datasets the names that may qualify a column, besides {@code current_dataset}
     */
    record Context(boolean operand, boolean mapping, List<String> datasets) {}

    Lexeme next(int start, Context context) {
        if (context.operand()) {
            Lexeme qualifier = qualifier(start, context.datasets());
            if (qualifier != null) {
                return qualifier;
            }
        }
        int c = source.at(start);
        if (Identifiers.isStart(c)) {
            return word(start);
        }
        if (isDigit(c) || c == '.' && context.operand() && isDigit(source.at(start + 1))) {
            return number(start);
        }
        return switch (c) {
            case '\'', '"' -> quoted(start);
            case '`' -> delimited(start, WrangleParser.PATTERN);
            case '/' -> context.operand() ? delimited(start, WrangleParser.REGEX) : operator(start, context);
            case '{' -> context.mapping() && startsMapping(start)
                    ? plain(WrangleParser.LBRACE, start, start + 1) : braced(start, start + 1, WrangleParser.BRACED);
            case '$' -> variable(start);
            default -> operator(start, context);
        };
    }

    private boolean startsMapping(int start) {
        int inside = source.skipBlanks(start + 1);
        int end = source.at(inside) == '\'' || source.at(inside) == '"' ? quoted(inside).end
                : source.endOfIdentifier(inside);
        return end > inside && source.at(source.skipBlanks(end)) == ':';
    }

    boolean startsQualifier(int start, List<String> datasets) {
        return qualifier(start, datasets) != null;
    }

    private Lexeme qualifier(int start, List<String> datasets) {
        String found = longestPrefix(start, datasets, false);
        if (found == null) {
            found = longestPrefix(start, datasets, true);
        }
        if (found != null) {
            return qualifier(start, found.codePointCount(0, found.length()), found);
        }
        for (String reserved : List.of(CURRENT_DATASET, BROKEN_DATASET)) {
            if (isQualifier(start, reserved, reserved.equals(CURRENT_DATASET))) {
                return qualifier(start, reserved.length(), CURRENT_DATASET);
            }
        }
        return null;
    }

    private String longestPrefix(int start, List<String> datasets, boolean ignoreCase) {
        return datasets.stream()
                .filter(name -> isQualifier(start, name, ignoreCase))
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }

    private boolean isQualifier(int start, String dataset, boolean ignoreCase) {
        int end = start + dataset.codePointCount(0, dataset.length());
        if (end >= source.length() || source.at(end) != '.') {
            return false;
        }
        String text = source.text(start, end);
        boolean named = ignoreCase ? text.equalsIgnoreCase(dataset) : text.equals(dataset);
        return named && (Identifiers.isStart(source.at(end + 1)) || source.at(end + 1) == '{');
    }

    private Lexeme qualifier(int start, int length, String dataset) {
        int end = start + length + 1;
        return new Lexeme(WrangleParser.QUALIFIER, start, end, source.text(start, end), dataset, Fault.NONE);
    }

    /** A dataset's name in {@code with:}: all up to {@code end}. */
    Lexeme dataset(int start, int end) {
        String name = source.text(start, end);
        return new Lexeme(WrangleParser.DATASET, start, end, name, name, Fault.NONE);
    }

    private Lexeme word(int start) {
        int end = source.endOfIdentifier(start);
        String word = source.text(start, end);
        boolean bool = word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
        return new Lexeme(bool ? WrangleParser.BOOL : WrangleParser.IDENT, start, end, word, word, Fault.NONE);
    }

    private Lexeme number(int start) {
        int end = endOfDigits(start);
        if (source.at(end) == '.' && isDigit(source.at(end + 1))) {
            end = endOfDigits(end + 1);
        }
        if (source.at(end) == 'e' || source.at(end) == 'E') {
            int digits = source.at(end + 1) == '+' || source.at(end + 1) == '-' ? end + 2 : end + 1;
            if (isDigit(source.at(digits))) {
                end = endOfDigits(digits);
            }
        }
        Fault fault = Fault.NONE;
        if (Identifiers.isPart(source.at(end))) {
            fault = Fault.NAME_STARTS_WITH_DIGIT;
            while (Identifiers.isPart(source.at(end))) {
                end++;
            }
        }
        String text = source.text(start, end);
        return new Lexeme(WrangleParser.NUMBER, start, end, text, text, fault);
    }

    private int endOfDigits(int start) {
        int end = start;
        while (isDigit(source.at(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private Lexeme quoted(int start) {
        int end = endOfDelimited(start + 1, source.at(start));
        if (end < 0) {
            return unterminated(start, WrangleParser.STRING);
        }
        String value = Literals.text(source.text(start + 1, end));
        return new Lexeme(WrangleParser.STRING, start, end + 1, source.text(start, end + 1), value, Fault.NONE);
    }

    private Lexeme delimited(int start, int type) {
        int mark = source.at(start);
        int end = endOfDelimited(start + 1, mark);
        if (end < 0) {
            return unterminated(start, type);
        }
        String body = source.text(start + 1, end);
        Fault fault = body.isEmpty() ? Fault.EMPTY_PATTERN : Fault.NONE;
        return new Lexeme(type, start, end + 1, source.text(start, end + 1), Literals.delimited(body, (char) mark),
                fault);
    }

    private Lexeme braced(int start, int body, int type) {
        int end = endOfDelimited(body, '}');
        if (end < 0) {
            return unterminated(start, type);
        }
        String value = Literals.name(source.text(body, end));
        return new Lexeme(type, start, end + 1, source.text(start, end + 1), value, Fault.NONE);
    }

    /** The index of the closing mark on the same line, or -1; a backslash hides the character after it. */
    private int endOfDelimited(int from, int mark) {
        int i = from;
        while (i < source.length() && !SourceText.isLineBreak(source.at(i))) {
            if (source.at(i) == mark) {
                return i;
            }
            boolean hides = source.at(i) == '\\' && !SourceText.isLineBreak(source.at(i + 1));
            i += hides ? 2 : 1;
        }
        return -1;
    }

    private Lexeme unterminated(int start, int type) {
        int end = source.endOfLine(start);
        return new Lexeme(type, start, end, source.text(start, end), "", Fault.UNTERMINATED);
    }

    private Lexeme variable(int start) {
        if (source.at(start + 1) == '{') {
            return braced(start, start + 2, WrangleParser.VARIABLE);
        }
        int end = source.endOfIdentifier(start + 1);
        if (end == start + 1) {
            return unexpected(start);
        }
        if (source.text(start + 1, end).equals("env") && source.at(end) == '.'
                && Identifiers.isStart(source.at(end + 1))) {
            end = source.endOfIdentifier(end + 1);
        }
        return new Lexeme(WrangleParser.VARIABLE, start, end, source.text(start, end), source.text(start + 1, end),
                Fault.NONE);
    }

    private Lexeme operator(int start, Context context) {
        int next = source.at(start + 1);
        return switch (source.at(start)) {
            case '(' -> plain(WrangleParser.LPAREN, start, start + 1);
            case ')' -> plain(WrangleParser.RPAREN, start, start + 1);
            case '[' -> plain(WrangleParser.LBRACK, start, start + 1);
            case ']' -> plain(WrangleParser.RBRACK, start, start + 1);
            case '}' -> plain(WrangleParser.RBRACE, start, start + 1);
            case ',' -> plain(WrangleParser.COMMA, start, start + 1);
            case ':' -> plain(WrangleParser.COLON, start, start + 1);
            case '.' -> plain(WrangleParser.DOT, start, start + 1);
            case '~' -> plain(WrangleParser.TILDE, start, start + 1);
            case '?' -> plain(WrangleParser.QUESTION, start, start + 1);
            case '+' -> plain(WrangleParser.PLUS, start, start + 1);
            case '-' -> plain(WrangleParser.MINUS, start, start + 1);
            case '*' -> plain(context.operand() ? WrangleParser.WILDCARD : WrangleParser.STAR, start, start + 1);
            case '/' -> plain(WrangleParser.SLASH, start, start + 1);
            case '%' -> plain(WrangleParser.PERCENT, start, start + 1);
            case '!' -> next == '=' ? plain(WrangleParser.NE, start, start + 2)
                    : plain(WrangleParser.NOT, start, start + 1);
            case '<' -> next == '=' ? plain(WrangleParser.LE, start, start + 2)
                    : next == '>' ? plain(WrangleParser.NE, start, start + 2)
                    : plain(WrangleParser.LT, start, start + 1);
            case '>' -> next == '=' ? plain(WrangleParser.GE, start, start + 2)
                    : plain(WrangleParser.GT, start, start + 1);
            case '=' -> next == '=' ? plain(WrangleParser.EQ, start, start + 2)
                    : plain(WrangleParser.ASSIGN, start, start + 1);
            case '&' -> next == '&' ? plain(WrangleParser.AND, start, start + 2) : unexpected(start);
            case '|' -> next == '|' ? plain(WrangleParser.OR, start, start + 2) : unexpected(start);
            default -> unexpected(start);
        };
    }

    private Lexeme plain(int type, int start, int end) {
        String text = source.text(start, end);
        return new Lexeme(type, start, end, text, text, Fault.NONE);
    }

    private Lexeme unexpected(int start) {
        String text = source.text(start, start + 1);
        return new Lexeme(WrangleParser.UNKNOWN, start, start + 1, text, text, Fault.UNEXPECTED_CHARACTER);
    }
}
