package io.drover.recipe.syntax;

import java.util.Locale;
import java.util.Set;

/** What the start of a line says, where it may start a step (language reference, "Where a step starts"). */
final class LineStarts {

    enum Kind {
        /** A known verb, followed by a parameter or nothing. */
        STEP,
        /** Has the form of a step, but no transform has the verb. */
        UNKNOWN_STEP,
        /** A sentence that an export wrote for a step without a text form. */
        PROSE,
        CONTINUATION
    }

    private final SourceText source;
    private final Set<String> verbs;

    LineStarts(SourceText source, Set<String> verbs) {
        this.source = source;
        this.verbs = verbs;
    }

    Kind kind(int at) {
        int wordEnd = source.endOfIdentifier(at);
        if (wordEnd == at) {
            return Kind.CONTINUATION;
        }
        int next = source.skipBlanksInLine(wordEnd);
        boolean verb = isVerb(at, wordEnd);
        if (endsLine(next)) {
            return verb ? Kind.STEP : Kind.UNKNOWN_STEP;
        }
        if (next == wordEnd) {
            return Kind.CONTINUATION;
        }
        if (startsParameterInLine(next)) {
            return verb ? Kind.STEP : Kind.UNKNOWN_STEP;
        }
        if (!startsOperand(source.at(next))) {
            return Kind.CONTINUATION;
        }
        if (Character.isUpperCase(source.at(at)) || Character.isTitleCase(source.at(at))) {
            return Kind.PROSE;
        }
        return verb ? Kind.STEP : Kind.UNKNOWN_STEP;
    }

    /** Whether nothing but a new step can start like this, whatever is still open before it. */
    boolean isCertainStep(int at) {
        return isNoValue(at) && isVerb(at, source.endOfIdentifier(at));
    }

    /** Whether a word and then a parameter follow, which stand side by side in no value. */
    boolean isNoValue(int at) {
        int wordEnd = source.endOfIdentifier(at);
        int next = source.skipBlanksInLine(wordEnd);
        return next > wordEnd && wordEnd > at && startsParameterInLine(next);
    }

    /** Whether an identifier and a colon follow, which may be on other lines. */
    boolean startsParameter(int at) {
        int end = source.endOfIdentifier(at);
        return end > at && source.at(source.skipBlanks(end)) == ':';
    }

    /** The end of {@code 12.} or {@code 12)} at the start of a line; {@code at} if there is none. */
    int endOfListNumber(int at) {
        int end = at;
        while (source.at(end) >= '0' && source.at(end) <= '9') {
            end++;
        }
        if (end == at || source.at(end) != '.' && source.at(end) != ')') {
            return at;
        }
        int next = end + 1;
        boolean separate = source.at(end) == ')' || endsLine(next) || SourceText.isBlank(source.at(next));
        return separate ? next : at;
    }

    /** The step behind the mark of a list, {@code - derive value: …}; {@code at} if there is none. */
    int endOfBullet(int at) {
        if ("-*\u2022\u2023\u25E6\u2013".indexOf(source.at(at)) < 0) {
            return at;
        }
        int next = source.skipBlanksInLine(at + 1);
        return next > at + 1 && isCertainStep(next) ? next : at;
    }

    private boolean isVerb(int at, int end) {
        return verbs.contains(source.text(at, end).toLowerCase(Locale.ROOT));
    }

    private boolean startsParameterInLine(int at) {
        int end = source.endOfIdentifier(at);
        return end > at && source.at(source.skipBlanksInLine(end)) == ':';
    }

    private boolean endsLine(int at) {
        return at >= source.length() || SourceText.isLineBreak(source.at(at));
    }

    private static boolean startsOperand(int codePoint) {
        return Identifiers.isStart(codePoint) || codePoint >= '0' && codePoint <= '9'
                || codePoint >= 0 && "'\"`{$".indexOf(codePoint) >= 0;
    }
}
