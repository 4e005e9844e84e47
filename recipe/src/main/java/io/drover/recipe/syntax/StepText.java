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

        ParameterText(Lexeme name, int afterColon) {
            this.name = name;
            this.afterColon = afterColon;
        }
    }
}
