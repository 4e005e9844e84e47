package io.drover.recipe.syntax;

import io.drover.recipe.message.Place;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.Span;
import io.drover.recipe.message.SyntaxMessages;
import io.drover.recipe.syntax.Lexeme.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads the tokens of one parameter as nodes. */
final class ValueParser {
    /** Deeper brackets and signs than this would cost stack in whoever walks the tree. */
    static final int NESTING_LIMIT = 200;
    /** Nobody looks at more of one value at once. */
    private static final int FAULT_LIMIT = 20;

    private final SourceText source;
    private final ProblemSink problems;

    ValueParser(SourceText source, ProblemSink problems) {
        this.source = source;
        this.problems = problems;
    }

    /** @param complete whether all of them could be read; else {@link Node.Unknown} stands where not, and problems are added */
    record Values(List<Node> nodes, boolean complete) {}

    /** The values, with all that is wrong with them. */
    Values parse(StepText step, StepText.ParameterText parameter) {
        List<Lexeme> tokens = parameter.tokens;
        String name = parameter.name.getText();
        if (tokens.isEmpty()) {
            problems.add(SyntaxMessages.valueMissing(name, place(step, parameter.name)));
            return unread(parameter, List.of());
        }
        Lexeme tooDeep = tooDeep(tokens);
        if (tooDeep != null) {
            problems.add(SyntaxMessages.nestedTooDeep(NESTING_LIMIT, place(step, tooDeep)));
            return unread(parameter, List.of());
        }
        UnreadParts parts = new UnreadParts(source);
        if (parameter.broken) {
            return unread(parameter, parts.calls(tokens));
        }
        boolean assignments = step.verb.equals("join") && name.equalsIgnoreCase("col");
        List<Lexeme> current = tokens;
        Problem last = null;
        for (int faults = 0; ; faults++) {
            try {
                return new Values(new NodeBuilder(source, parts.standIns()).build(tree(current, assignments)), faults == 0);
            } catch (ParseCancellationException e) {
                Lexeme found = offending(e);
                Problem problem = problem(step, name, current, found);
                if (problem.equals(last)) {
                    return unread(parameter, parts.calls(tokens));
                }
                last = problem;
                problems.add(problem);
                List<Lexeme> mended = faults == FAULT_LIMIT ? current : parts.mended(current, found);
                if (mended == current) {
                    return unread(parameter, parts.calls(tokens));
                }
                current = mended;
            } catch (NodeBuilder.TooManyOperatorsException e) {
                problems.add(SyntaxMessages.tooManyOperators(e.limit, new Place(e.span, step.firstLine)));
                return unread(parameter, List.of());
            }
        }
    }

    private Values unread(StepText.ParameterText parameter, List<Node> parts) {
        int begin = parameter.tokens.isEmpty() ? parameter.afterColon : parameter.tokens.get(0).begin;
        int end = parameter.tokens.isEmpty() ? parameter.afterColon
                : parameter.tokens.get(parameter.tokens.size() - 1).end;
        return new Values(List.of(new Node.Unknown(parts, source.span(begin, end))), false);
    }

    /** @throws ParseCancellationException if the tokens are no values */
    static ParserRuleContext tree(List<Lexeme> tokens, boolean assignments) {
        int end = tokens.get(tokens.size() - 1).end;
        List<Token> all = new ArrayList<>(tokens);
        all.add(new Lexeme(Token.EOF, end, end, "<EOF>", "", Fault.NONE));
        WrangleParser parser = new WrangleParser(new CommonTokenStream(new ListTokenSource(all)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        return assignments ? parser.assignments() : parser.values();
    }

    private static Lexeme offending(ParseCancellationException e) {
        return (Lexeme) ((RecognitionException) e.getCause()).getOffendingToken();
    }

    /** The token at which the nesting limit is passed, or null. */
    private static Lexeme tooDeep(List<Lexeme> tokens) {
        Deque<Integer> enclosing = new ArrayDeque<>();
        int depth = 0;
        int signs = 0;
        int here = 0;
        boolean operand = true;
        for (Lexeme token : tokens) {
            boolean sign = operand && (token.getType() == WrangleParser.MINUS || token.getType() == WrangleParser.NOT);
            if (sign) {
                signs++;
            } else if (token.opens()) {
                enclosing.push(here + signs + 1);
                depth += here + signs + 1;
                here = 0;
                signs = 0;
            } else if (token.closes()) {
                depth -= enclosing.isEmpty() ? 0 : enclosing.pop();
                here = 0;
                signs = 0;
            } else if (token.getType() == WrangleParser.QUESTION) {
                here++;
                signs = 0;
            } else if (token.getType() == WrangleParser.COMMA) {
                here = 0;
                signs = 0;
            } else {
                signs = 0;
            }
            if (depth + here + signs > NESTING_LIMIT) {
                return token;
            }
            operand = !token.endsOperand();
        }
        return null;
    }

    private Problem problem(StepText step, String parameter, List<Lexeme> tokens, Lexeme found) {
        if (found.getType() == Token.EOF) {
            Lexeme last = tokens.get(tokens.size() - 1);
            return last.endsOperand()
                    ? SyntaxMessages.unexpectedToken(parameter, last.getText(), place(step, last))
                    : SyntaxMessages.operandMissingAtEnd(parameter, last.getText(), place(step, last));
        }
        int index = tokens.indexOf(found);
        if (index == 0) {
            return SyntaxMessages.operandMissingAtStart(parameter, found.getText(), place(step, found));
        }
        Lexeme before = tokens.get(index - 1);
        if (before.endsOperand() && found.startsOperand()) {
            // It may be the name of a parameter, without its colon.
            step.shapeless |= found.getType() == WrangleParser.IDENT;
            return SyntaxMessages.operatorMissing(parameter, before.getText(), found.getText(), place(step, found));
        }
        if (!before.endsOperand() && !found.startsOperand()) {
            return SyntaxMessages.operandMissing(parameter, before.getText(), found.getText(), place(step, found));
        }
        return SyntaxMessages.unexpectedToken(parameter, found.getText(), place(step, found));
    }

    private Place place(StepText step, Lexeme token) {
        Span span = source.span(token.begin, token.end);
        return new Place(span, step.firstLine);
    }
}
