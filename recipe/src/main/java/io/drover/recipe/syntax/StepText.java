package io.drover.recipe.syntax;

import java.util.ArrayList;
import java.util.List;

/** A step cut into the tokens of its parameters, not yet read. */
final class StepText {
    final String verb;
    final int begin;
    final int verbEnd;
    final String firstLine;
    final List<ParameterText> parameters = new ArrayList<>();
    int end;
    /** Something in it can't be read; it gives no step. */
    boolean broken;
    /** It isn't known where its parameters begin and end. */
    boolean shapeless;

    StepText(String verb, int begin, int verbEnd, String firstLine) {
        this.verb = verb;
        this.begin = begin;
        this.verbEnd = verbEnd;
        this.end = verbEnd;
        this.firstLine = firstLine;
    }

    static final class ParameterText {
        final Lexeme name;
        final int afterColon;
        final List<Lexeme> tokens = new ArrayList<>();
        /** Its tokens have a problem that is already reported. */
        boolean broken;
        /** It has no name: it stands for what should have been a parameter. */
        boolean nameless;

        ParameterText(Lexeme name, int afterColon) {
            this.name = name;
            this.afterColon = afterColon;
        }
    }
}
