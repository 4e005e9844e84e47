package io.drover.recipe.syntax;

import io.drover.recipe.syntax.Lexeme.Fault;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * What can be read of a value that as a whole can't: the part between brackets and commas that holds a fault is taken out, and
 * something unknown stands for it, so that the rest can be read and judged.
 */
final class UnreadParts {
    private final SourceText source;
    private final Map<Lexeme, Node.Unknown> standIns = new IdentityHashMap<>();

    UnreadParts(SourceText source) {
        this.source = source;
    }

    /** What the tokens stand for that were put in, by identity. */
    Map<Lexeme, Node.Unknown> standIns() {
        return standIns;
    }

    /** The tokens with the part taken out that holds a fault; the same list if that is no way on. */
    List<Lexeme> mended(List<Lexeme> tokens, Lexeme found) {
        int at = found.getType() == Token.EOF ? tokens.size() : tokens.indexOf(found);
        int from = begin(tokens, at);
        int to = end(tokens, at);
        if (found.getType() == WrangleParser.COMMA && isGroup(tokens, from)) {
            // No list can stand there.
            while (to < tokens.size() && !tokens.get(to).closes()) {
                to = end(tokens, to + 1);
            }
        }
        List<Lexeme> part = tokens.subList(from, to);
        if (part.size() == 1 && standIns.containsKey(part.get(0))) {
            return tokens;
        }
        int begin = part.isEmpty() ? found.begin : part.get(0).begin;
        int end = part.isEmpty() ? found.begin : part.get(part.size() - 1).end;
        Lexeme standIn = new Lexeme(WrangleParser.BRACED, begin, end, source.text(begin, end), "", Fault.NONE);
        standIns.put(standIn, new Node.Unknown(formulas(part, at - from), source.span(begin, end)));
        List<Lexeme> mended = new ArrayList<>(tokens.subList(0, from));
        mended.add(standIn);
        mended.addAll(tokens.subList(to, tokens.size()));
        return mended;
    }

    private static int begin(List<Lexeme> tokens, int at) {
        int depth = 0;
        for (int i = at - 1; i >= 0; i--) {
            Lexeme token = tokens.get(i);
            if (token.closes()) {
                depth++;
            } else if (depth == 0 && (token.opens() || token.getType() == WrangleParser.COMMA)) {
                return i + 1;
            } else if (token.opens()) {
                depth--;
            }
        }
        return 0;
    }

    /** Whether a part begins there that stands in parentheses of no call. */
    private static boolean isGroup(List<Lexeme> tokens, int from) {
        return from > 0 && tokens.get(from - 1).getType() == WrangleParser.LPAREN
                && (from == 1 || tokens.get(from - 2).getType() != WrangleParser.IDENT);
    }

    private static int end(List<Lexeme> tokens, int at) {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            Lexeme token = tokens.get(i);
            if (depth == 0 && (token.closes() || token.getType() == WrangleParser.COMMA)) {
                return i;
            }
            depth += token.opens() ? 1 : token.closes() ? -1 : 0;
        }
        return tokens.size();
    }

    /** @param fault the place of the token in the part that can't be there */
    private List<Node> formulas(List<Lexeme> part, int fault) {
        List<Node> formulas = new ArrayList<>();
        boolean operatorMissing = fault > 0 && fault < part.size() && part.get(fault - 1).endsOperand()
                && part.get(fault).startsOperand();
        if (operatorMissing) {
            // Words side by side are mostly another language's: none of them is certainly a column.
            formulas.addAll(calls(part));
            return formulas;
        }
        int end = Math.min(fault, part.size());
        while (end > 0 && !part.get(end - 1).endsOperand()) {
            end--;
        }
        int begin = Math.min(fault, part.size());
        while (begin < part.size() && !part.get(begin).startsOperand()) {
            begin++;
        }
        formulas.addAll(whole(part.subList(0, end)));
        formulas.addAll(whole(part.subList(begin, part.size())));
        return formulas;
    }

    /** All of it if it can be read, else the calls in it. */
    private List<Node> whole(List<Lexeme> tokens) {
        if (tokens.isEmpty() || tokens.stream().anyMatch(token -> token.fault != Fault.NONE)) {
            return calls(tokens);
        }
        try {
            return new NodeBuilder(source, standIns).build(ValueParser.tree(tokens, false));
        } catch (ParseCancellationException | NodeBuilder.TooManyOperatorsException e) {
            return calls(tokens); // what is wrong there is told, or goes with what is
        }
    }

    /** The function calls that can be read, the outer ones where one is inside another. */
    List<Node> calls(List<Lexeme> tokens) {
        List<Node> calls = new ArrayList<>();
        int i = 0;
        while (i + 1 < tokens.size()) {
            int end = tokens.get(i).getType() == WrangleParser.IDENT && tokens.get(i + 1).getType() == WrangleParser.LPAREN
                    ? close(tokens, i + 1) : -1;
            if (end < 0) {
                i++;
                continue;
            }
            List<Lexeme> call = tokens.subList(i, end + 1);
            List<Node> read = call.stream().anyMatch(token -> token.fault != Fault.NONE) ? List.of() : read(call);
            calls.addAll(read);
            i = read.isEmpty() ? i + 1 : end + 1;
        }
        return calls;
    }

    private List<Node> read(List<Lexeme> call) {
        try {
            return new NodeBuilder(source, standIns).build(ValueParser.tree(call, false));
        } catch (ParseCancellationException | NodeBuilder.TooManyOperatorsException e) {
            return List.of(); // what can be read inside it is looked for next
        }
    }

    /** The place of the bracket that closes the one there; -1 if none does. */
    private static int close(List<Lexeme> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).opens() ? 1 : tokens.get(i).closes() ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
