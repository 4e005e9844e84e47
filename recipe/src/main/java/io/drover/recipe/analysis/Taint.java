package io.drover.recipe.analysis;

import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.transform.NewNames;
import io.drover.recipe.transform.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What broken steps would have changed, so that problems which only follow from them are dropped: a column that a broken
 * step would have made isn't unknown.
 */
final class Taint {
    private static final String UNKNOWN = "unknown column ";
    /** So short a name is near many. */
    private static final int SHORT = 3;

    /** Names that a broken step would have made, by their lower case: names are resolved in any. */
    private final Map<String, Made> made = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    /** Texts of steps that can't be read, lower case: what they make is called as something that stands there. */
    private final List<String> texts = new ArrayList<>();
    private boolean anyName;
    /** Names that the table may not have any more, and whether that may be any name. */
    private final Set<String> left = new HashSet<>();
    private boolean anyLeft;

    private record Made(String name, int line) {}

    /** Names of columns that a step may have left which can't be read for certain. */
    private final Set<String> kept = new HashSet<>();
    /** Whether it isn't known in which order the columns are. */
    private boolean reordered;

    void include(Taint other) {
        kept.addAll(other.kept);
        reordered |= other.reordered;
        made.putAll(other.made);
        patterns.addAll(other.patterns);
        texts.addAll(other.texts);
        anyName |= other.anyName;
        left.addAll(other.left);
        anyLeft |= other.anyLeft;
    }

    /** A step that says of all its columns what they are: what may have been there besides is gone. */
    void closed() {
        kept.clear();
        made.clear();
        patterns.clear();
        texts.clear();
        anyName = false;
    }

    /** Columns that a step took away for certain. */
    void gone(Table before, Table after) {
        Set<String> names = new HashSet<>();
        after.columns().forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
        before.columns().stream().map(column -> column.name().toLowerCase(Locale.ROOT))
                .filter(name -> !names.contains(name)).forEach(name -> {
                    made.remove(name);
                    kept.remove(name);
                });
    }

    /** Any column may be missing from here on. */
    void everything() {
        anyName = true;
        anyLeft = true;
    }

    /** A line that belongs to no step, and may have been meant as one. */
    void line(Recipe.Unread line) {
        texts.add(line.text().toLowerCase(Locale.ROOT));
        anyLeft = true;
    }

    /** A step whose text can't be read. */
    void unread(Recipe.Unread step, Transform transform, Table before) {
        broken(step.readable(), transform, before, true);
        texts.add(step.text().toLowerCase(Locale.ROOT));
        anyLeft |= switch (transform.declaration().shape()) {
            case SAME_COLUMNS, MORE_COLUMNS -> false;
            case FEWER_COLUMNS, REPLACED_COLUMNS, OTHER_COLUMNS -> true;
        };
    }

    /**
     * @param before the table that the step was given
     * @param doubtful whether it isn't even known which columns the step takes away
     */
    void broken(Step step, Transform transform, Table before, boolean doubtful) {
        if (!doubtful) {
            switch (transform.declaration().shape()) {
                case SAME_COLUMNS, FEWER_COLUMNS -> { }
                case MORE_COLUMNS, REPLACED_COLUMNS, OTHER_COLUMNS -> {
                    // Names of any kind would follow from what isn't wrong.
                    if (!transform.newNames(step).any()) {
                        adding(step, transform);
                    }
                }
            }
            return;
        }
        reordered = true;
        // A parameter of a name that isn't known may be the one for the names of new columns.
        step.parameters().stream().filter(parameter -> transform.declaration().parameters().stream()
                .noneMatch(declared -> declared.isNamed(parameter.name())))
                .flatMap(parameter -> parameter.values().stream()).flatMap(NewNames::texts)
                .forEach(name -> made.put(name.toLowerCase(Locale.ROOT), new Made(name, step.span().line())));
        switch (transform.declaration().shape()) {
            case SAME_COLUMNS, MORE_COLUMNS -> { }
            case FEWER_COLUMNS, REPLACED_COLUMNS, OTHER_COLUMNS ->
                before.columns().forEach(column -> kept.add(column.name().toLowerCase(Locale.ROOT)));
        }
        switch (transform.declaration().shape()) {
            case SAME_COLUMNS -> { }
            case MORE_COLUMNS -> adding(step, transform);
            case FEWER_COLUMNS -> all(before);
            case REPLACED_COLUMNS -> {
                before.columns().stream().map(Column::name).filter(name -> names(step, name))
                        .forEach(name -> left.add(name.toLowerCase(Locale.ROOT)));
                adding(step, transform);
            }
            case OTHER_COLUMNS -> {
                all(before);
                adding(step, transform);
            }
        }
    }

    /** Those that come later are there for certain. */
    private void all(Table before) {
        before.columns().forEach(column -> left.add(column.name().toLowerCase(Locale.ROOT)));
    }

    /** Whether a step names a column, or one that may be meant by a name that no column has. */
    private static boolean names(Step step, String name) {
        return step.parameters().stream().flatMap(parameter -> parameter.values().stream())
                .anyMatch(node -> names(node, name));
    }

    private static boolean names(Node node, String name) {
        if (node instanceof Node.Column column) {
            return column.name().equalsIgnoreCase(name)
                    || Suggestions.nearest(column.name(), List.of(name)).isPresent();
        }
        return node instanceof Node.Wildcard || node instanceof Node.Range
                || node instanceof Node.Array array
                        && array.elements().stream().anyMatch(element -> names(element, name));
    }

    private void adding(Step step, Transform transform) {
        NewNames names = transform.newNames(step);
        anyName |= names.any();
        patterns.addAll(names.patterns());
        names.names().forEach(name -> made.put(name.toLowerCase(Locale.ROOT), new Made(name, step.span().line())));
    }

    boolean explains(Problem problem) {
        return switch (problem.code()) {
            case DUPLICATE_COLUMN -> !problem.message().endsWith(" is given twice") && (anyLeft || left.stream()
                    .anyMatch(name -> problem.message().toLowerCase(Locale.ROOT).endsWith(" " + name)));
            case NO_COLUMNS_LEFT -> anyName || !made.isEmpty() || !patterns.isEmpty() || !texts.isEmpty();
            case INVALID_RANGE -> reordered;
            default -> false;
        };
    }

    /** Whether the table may have a column of that name that isn't seen. */
    boolean mayHave(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return anyName || kept.contains(lower) || made.containsKey(lower)
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches())
                || texts.stream().anyMatch(text -> stands(lower, text));
    }

    /** As a whole, not as a part of a longer name. */
    private static boolean stands(String name, String text) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            if (!isWord(text, at - 1) && !isWord(text, at + name.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }

    /** A name that is nearly one which a broken step would have made says so, unless a column is near. */
    Problem explained(Problem problem) {
        if (problem.code() != ProblemCode.UNKNOWN_COLUMN
                || problem.suggestion().filter(text -> text.startsWith("did you mean")).isPresent()) {
            return problem;
        }
        Optional<Made> near = Optional.of(problem.message()).filter(message -> message.startsWith(UNKNOWN))
                .map(message -> message.substring(UNKNOWN.length())).filter(name -> name.length() > SHORT)
                .flatMap(name -> Suggestions.nearest(name, made.keySet())).map(made::get);
        return near.map(found -> new Problem(problem.code(), problem.severity(), problem.span(), problem.message(),
                Optional.of("did you mean " + found.name() + ", which line " + found.line() + " would make"),
                problem.step())).orElse(problem);
    }
}
