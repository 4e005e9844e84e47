package io.drover.recipe.syntax;

import io.drover.recipe.message.Place;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.message.SyntaxMessages;
import io.drover.recipe.syntax.Lexeme.Fault;
import io.drover.recipe.syntax.StepText.ParameterText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cuts a recipe into steps and their parameters into tokens. Both cuts depend on context that a grammar doesn't have:
 * a step ends where a line starts another one, a parameter's value where the next {@code name:} begins.
 */
final class StepScanner {
    private static final Set<String> VERBS_WITH_DATASETS = Set.of("join", "lookup", "union");
    private static final Pattern SWALLOWED_NAME = Pattern.compile("\\s([A-Za-z]+):\\s*$");

    private final SourceText source;
    private final Set<String> verbs;
    private final ProblemSink problems;
    private final ValueLexer lexer;
    private final LineStarts lines;
    private final List<StepText> steps = new ArrayList<>();
    private final List<StepText> orphans = new ArrayList<>();

    private int position;
    private StepText step;
    private ParameterText parameter;
    private final Deque<Lexeme> brackets = new ArrayDeque<>();
    private Optional<String> swallowedParameter = Optional.empty();
    /** How many tokens the parameter had before it. */
    private int swallowedAt;
    private int openConditionals;
    private List<String> datasets = List.of();

    StepScanner(SourceText source, Set<String> verbs, ProblemSink problems) {
        this.source = source;
        this.verbs = verbs;
        this.problems = problems;
        this.lexer = new ValueLexer(source);
        this.lines = new LineStarts(source, verbs);
    }

    /** Whether the parameter holds names of datasets, which are written without quotes. */
    static boolean takesDatasets(String verb, String parameter) {
        return VERBS_WITH_DATASETS.contains(verb) && parameter.equalsIgnoreCase("with");
    }

    /**
     * Whether a dataset's name reads back as itself without braces.
     *
     * @param several whether the parameter takes a list, so that a comma ends the name
     */
    static boolean isBareDataset(String name, boolean several) {
        if (name.isEmpty() || "'\"{$,".indexOf(name.charAt(0)) >= 0) {
            return false;
        }
        SourceText source = new SourceText("\n" + name);
        StepScanner scanner = new StepScanner(source, Set.of(), new ProblemSink());
        return source.length() == 1 + name.codePointCount(0, name.length())
                && source.skipBlanks(0) == 1
                && !scanner.lines.startsParameter(1)
                && scanner.endOfDataset(1, several) == source.length();
    }

    List<StepText> scan() {
        boolean lineStart = true;
        while (!problems.isFull()) {
            int next = source.skipBlanks(position);
            lineStart |= source.hasLineBreak(position, next);
            position = next;
            if (position >= source.length()) {
                break;
            }
            if (lineStart && startLine()) {
                lineStart = false;
                continue;
            }
            lineStart = false;
            if (step == null) {
                skipOrphan();
            } else {
                readToken();
            }
        }
        endStep();
        return steps;
    }

    /** Lines that belong to no step, without a verb. */
    List<StepText> orphans() {
        return orphans;
    }

    /** Handles what only the start of a line can be; false if the line goes on with the current step. */
    private boolean startLine() {
        boolean continues = step != null && (endsOpen() || !brackets.isEmpty());
        if (source.has(position, "//")) {
            comment(2, continues);
            return true;
        }
        int bullet = brackets.isEmpty() ? lines.endOfBullet(position) : position;
        if (bullet > position) {
            problems.add(SyntaxMessages.bullet(source.text(position, position + 1), place(position, position + 1)));
            if (step != null) {
                endStep();
            }
            position = bullet;
            return startLine();
        }
        if (continues) {
            if (endsOpen() || !lines.isNoValue(position)) {
                return false;
            }
            endStep();
        }
        if (source.has(position, "--")) {
            problems.add(SyntaxMessages.dashComment(place(position, position + 2)));
            comment(2, false);
            return true;
        }
        int number = lines.endOfListNumber(position);
        if (number > position) {
            problems.add(SyntaxMessages.listNumber(source.text(position, number), place(position, number)));
            position = source.skipBlanksInLine(number);
            endStep();
            return position < source.length() && !SourceText.isLineBreak(source.at(position)) ? startLine() : true;
        }
        return switch (lines.kind(position)) {
            case STEP -> {
                startStep(true);
                yield true;
            }
            case UNKNOWN_STEP -> {
                startStep(false);
                yield true;
            }
            case PROSE -> {
                prose();
                yield true;
            }
            case CONTINUATION -> false;
        };
    }

    private void comment(int markLength, boolean insideStep) {
        int begin = position;
        int end = source.endOfLine(begin);
        position = end;
        if (insideStep) {
            return;
        }
        endStep();
        StepText comment = new StepText("comment", begin, begin + markLength, source.firstLine(begin));
        String text = source.text(begin + markLength, end).strip();
        Lexeme name = new Lexeme(WrangleParser.IDENT, begin, begin + markLength, "comment", "comment", Fault.NONE);
        ParameterText value = new ParameterText(name, begin + markLength);
        value.tokens.add(new Lexeme(WrangleParser.STRING, begin + markLength, end, text, text, Fault.NONE));
        comment.parameters.add(value);
        comment.end = end;
        steps.add(comment);
    }

    private void prose() {
        endStep();
        int end = source.endOfLine(position);
        String line = source.firstLine(position);
        problems.add(SyntaxMessages.textSkipped(line, new Place(source.span(position, end), line)));
        position = end;
    }

    private void startStep(boolean known) {
        endStep();
        int end = source.endOfIdentifier(position);
        String written = source.text(position, end);
        String verb = written.toLowerCase(Locale.ROOT);
        // How a step is read goes by its verb: a misspelt one is read as what it is near to.
        step = new StepText(known ? verb : Suggestions.nearest(verb, verbs).orElse(verb), position, end, source.firstLine(position));
        datasets = VERBS_WITH_DATASETS.contains(step.verb) ? datasetsOfStep(end) : List.of();
        if (!known) {
            step.broken = true;
            problems.add(SyntaxMessages.unknownVerb(written, verbs, place(position, end)));
        }
        position = end;
    }

    private void endStep() {
        if (step == null) {
            return;
        }
        if (!brackets.isEmpty() && !parameter.broken) {
            Lexeme open = brackets.peek();
            problems.add(SyntaxMessages.bracketNotClosed(open.getText(), closing(open), swallowedParameter,
                    place(open.begin, open.end)));
            if (swallowedParameter.isPresent()) {
                closeBeforeSwallowed();
            }
            parameter.broken = true;
            step.shapeless = true;
        }
        steps.add(step);
        step = null;
        parameter = null;
        brackets.clear();
        swallowedParameter = Optional.empty();
        openConditionals = 0;
        datasets = List.of();
    }

    /** Closes what is open where the next parameter should have begun, so that what is inside can be judged. */
    private void closeBeforeSwallowed() {
        List<Lexeme> swallowed = parameter.tokens.subList(swallowedAt, parameter.tokens.size());
        int end = swallowed.get(0).begin;
        swallowed.clear();
        Deque<Lexeme> open = new ArrayDeque<>();
        for (Lexeme token : parameter.tokens) {
            if (token.opens()) {
                open.push(token);
            } else if (token.closes() && !open.isEmpty()) {
                open.pop();
            }
        }
        open.forEach(token -> parameter.tokens.add(new Lexeme(closingType(token), end, end, closing(token), "", Fault.NONE)));
    }

    private static int closingType(Lexeme open) {
        return switch (open.getType()) {
            case WrangleParser.LPAREN -> WrangleParser.RPAREN;
            case WrangleParser.LBRACK -> WrangleParser.RBRACK;
            default -> WrangleParser.RBRACE;
        };
    }

    private void skipOrphan() {
        int end = source.endOfLine(position);
        String line = source.firstLine(position);
        problems.add(SyntaxMessages.textOutsideStep(line, new Place(source.span(position, end), line)));
        StepText orphan = new StepText("", position, position, line);
        orphan.end = end;
        orphans.add(orphan);
        position = end;
    }

    /** Whether the last token asks for more, so that the next line continues the step whatever it holds. */
    private boolean endsOpen() {
        if (parameter == null) {
            return false;
        }
        return parameter.tokens.isEmpty() || !parameter.tokens.get(parameter.tokens.size() - 1).endsOperand();
    }

    private void readToken() {
        int nameEnd = source.endOfIdentifier(position);
        int colon = source.skipBlanks(nameEnd);
        boolean named = nameEnd > position && source.at(colon) == ':'
                && !(endsOpen() && lexer.startsQualifier(position, datasets));
        if (named && brackets.isEmpty() && openConditionals == 0) {
            startParameter(nameEnd, colon);
            return;
        }
        if (parameter == null) {
            reportMissingParameterName();
            return;
        }
        if (named && openConditionals == 0 && swallowedParameter.isEmpty() && brackets.stream()
                .noneMatch(open -> open.getType() == WrangleParser.LBRACE)) {
            swallowedParameter = Optional.of(source.text(position, nameEnd));
            swallowedAt = parameter.tokens.size();
        }
        boolean mapping = step.verb.equals("union") && parameter.name.getText().equalsIgnoreCase("mapping")
                && brackets.isEmpty();
        Lexeme token = lexer.next(position, new ValueLexer.Context(endsOpen(), mapping, datasets));
        accept(token);
        position = token.end;
        step.end = token.end;
    }

    private void startParameter(int nameEnd, int colon) {
        String written = source.text(position, nameEnd);
        Lexeme name = new Lexeme(WrangleParser.IDENT, position, nameEnd, written, written, Fault.NONE);
        parameter = new ParameterText(name, colon + 1);
        boolean repeated = step.parameters.stream()
                .anyMatch(other -> other.name.getText().equalsIgnoreCase(written));
        if (repeated) {
            problems.add(SyntaxMessages.repeatedParameter(written, place(position, nameEnd)));
            step.broken = true;
        }
        step.parameters.add(parameter);
        position = colon + 1;
        step.end = colon + 1;
        if (takesDatasets(step.verb, written)) {
            parameter.tokens.addAll(readDatasets(position));
            for (Lexeme token : parameter.tokens) {
                reportFault(token);
                position = token.end;
                step.end = token.end;
            }
        }
    }

    private void reportMissingParameterName() {
        Lexeme found = lexer.next(position, new ValueLexer.Context(true, false, List.of()));
        if (!step.broken) {
            problems.add(SyntaxMessages.parameterExpected(step.verb, found.getText(), place(found.begin, found.end)));
        }
        step.broken = true;
        step.shapeless = true;
        step.end = found.end;
        position = source.endOfLine(position);
        // What follows on other lines is a parameter again, or reported as it is.
        parameter = new ParameterText(found, found.end);
        parameter.broken = true;
        parameter.nameless = true;
        parameter.tokens.add(found);
    }

    private void accept(Lexeme token) {
        parameter.tokens.add(token);
        reportFault(token);
        if (token.getType() == WrangleParser.QUALIFIER && token.getText().equals("MISSING.")
                && !datasets.contains("MISSING")) {
            problems.add(SyntaxMessages.brokenDataset(place(token.begin, token.end)));
        }
        if (token.opens()) {
            brackets.push(token);
        } else if (token.closes()) {
            close(token);
        } else if (brackets.isEmpty() && token.getType() == WrangleParser.QUESTION) {
            openConditionals++;
        } else if (brackets.isEmpty() && token.getType() == WrangleParser.COLON && openConditionals > 0) {
            openConditionals--;
        }
    }

    private void close(Lexeme token) {
        Lexeme open = brackets.peek();
        step.shapeless |= open == null || !closing(open).equals(token.getText());
        if (open == null) {
            reportInParameter(SyntaxMessages.bracketNotOpened(token.getText(), place(token.begin, token.end)));
            return;
        }
        brackets.pop();
        if (!closing(open).equals(token.getText())) {
            reportInParameter(SyntaxMessages.bracketMismatched(open.getText(), closing(open), token.getText(),
                    place(token.begin, token.end)));
        }
    }

    private static String closing(Lexeme open) {
        return switch (open.getText()) {
            case "(" -> ")";
            case "[" -> "]";
            default -> "}";
        };
    }

    private void reportFault(Lexeme token) {
        Place place = place(token.begin, token.end);
        step.shapeless |= token.fault == Fault.UNTERMINATED;
        switch (token.fault) {
            case NONE -> { }
            case UNTERMINATED -> reportInParameter(swallowing(token).orElseGet(
                    () -> token.begin > 0 && source.has(token.begin - 1, "//") ? SyntaxMessages.commentBehindStep(place)
                            : SyntaxMessages.unterminated(kind(token), closingMark(token), place)));
            case EMPTY_PATTERN -> reportInParameter(SyntaxMessages.emptyPattern(place));
            case NAME_STARTS_WITH_DIGIT ->
                reportInParameter(SyntaxMessages.nameStartsWithDigit(token.getText(), place));
            case UNEXPECTED_CHARACTER ->
                reportInParameter(SyntaxMessages.unexpectedCharacter(token.getText(), place));
        }
    }

    /** When a quote is missing, the string goes on to the next one, over the name of the next parameter. */
    private Optional<Problem> swallowing(Lexeme unterminated) {
        if (unterminated.getType() != WrangleParser.STRING) {
            return Optional.empty();
        }
        String mark = closingMark(unterminated);
        return parameter.tokens.stream()
                .filter(token -> token.getType() == WrangleParser.STRING && token != unterminated
                        && token.getText().startsWith(mark))
                .flatMap(token -> {
                    Matcher name = SWALLOWED_NAME.matcher(token.value);
                    return name.find()
                            ? Stream.of(SyntaxMessages.swallowedParameter(mark, name.group(1), place(token.begin, token.end)))
                            : Stream.empty();
                })
                .findFirst();
    }

    /** One problem per value: what follows a bad token is rarely a problem of its own. */
    private void reportInParameter(Problem problem) {
        if (!parameter.broken) {
            problems.add(problem);
        }
        parameter.broken = true;
    }

    private static String kind(Lexeme token) {
        return switch (token.getType()) {
            case WrangleParser.PATTERN -> "pattern";
            case WrangleParser.REGEX -> "regular expression";
            case WrangleParser.BRACED -> "column name";
            case WrangleParser.VARIABLE -> "parameter name";
            default -> "string";
        };
    }

    private static String closingMark(Lexeme token) {
        return switch (token.getType()) {
            case WrangleParser.BRACED, WrangleParser.VARIABLE -> "}";
            default -> token.getText().substring(0, 1);
        };
    }

    /** The datasets of the step's {@code with:}, wherever it stands: columns before it may be qualified by them. */
    private List<String> datasetsOfStep(int from) {
        int line = from;
        while (line < source.length()) {
            int end = source.endOfLine(line);
            for (int i = line; i < end; i++) {
                boolean wordStart = SourceText.isBlank(source.at(i - 1)) || SourceText.isLineBreak(source.at(i - 1));
                if (wordStart && source.has(i, "with") && source.at(source.skipBlanks(i + 4)) == ':') {
                    return readDatasets(source.skipBlanks(i + 4) + 1).stream()
                            .filter(token -> token.getType() != WrangleParser.COMMA
                                    && token.getType() != WrangleParser.VARIABLE && !token.value.isEmpty())
                            .map(token -> token.value)
                            .toList();
                }
            }
            line = source.skipBlanks(end);
            if (lines.isCertainStep(line)) {
                break;
            }
        }
        return List.of();
    }

    private List<Lexeme> readDatasets(int from) {
        List<Lexeme> tokens = new ArrayList<>();
        boolean several = step.verb.equals("union");
        int at = source.skipBlanks(from);
        while (at < source.length() && source.at(at) != ',' && !lines.startsParameter(at)) {
            Lexeme token = readDataset(at, several);
            tokens.add(token);
            int next = source.skipBlanksInLine(token.end);
            if (!several || source.at(next) != ',') {
                break;
            }
            tokens.add(lexer.next(next, new ValueLexer.Context(false, false, List.of())));
            at = source.skipBlanks(next + 1);
        }
        return tokens;
    }

    private Lexeme readDataset(int at, boolean several) {
        return switch (source.at(at)) {
            case '\'', '"', '{', '$' -> lexer.next(at, new ValueLexer.Context(true, false, List.of()));
            default -> lexer.dataset(at, endOfDataset(at, several));
        };
    }

    private int endOfDataset(int from, boolean several) {
        int end = from;
        while (end < source.length() && !SourceText.isLineBreak(source.at(end))
                && !(several && source.at(end) == ',')
                && !(SourceText.isBlank(source.at(end)) && lines.startsParameter(source.skipBlanks(end)))) {
            end++;
        }
        while (end > from + 1 && SourceText.isBlank(source.at(end - 1))) {
            end--;
        }
        return end;
    }

    private Place place(int begin, int end) {
        String firstLine = step == null ? source.firstLine(position) : step.firstLine;
        return new Place(source.span(begin, end), firstLine);
    }
}
