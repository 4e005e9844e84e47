package io.drover.job.source;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.recipe.pattern.InvalidPatternException;
import io.drover.recipe.pattern.Regex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Files that are selected by rule: a URI with {@code {name}} where a glob, a pattern or a date stands.
 *
 * <ul>
 * <li>wildcard: a glob, {@code *} if empty
 * <li>pattern: a pattern of the language ({@code `part-{digit}+`}, with or without its backticks) or
 *     {@code /a regular expression/}, for all that stands there; it doesn't reach over a {@code /}
 * <li>datetime: a format, and which times are wanted: {@code yyyy-MM-dd last 7 days},
 *     {@code yyyy/MM/dd from 2026-01-01 to 2026-01-31 in Europe/Berlin}
 * </ul>
 */
public final class PathRules {
    private final Pattern pattern;
    private final List<Rule> rules;
    private final Instant reference;

    /** @param datetime null if the group's text needs no further test */
    private record Rule(String group, boolean withinSegment, DatetimeRule datetime) {}

    private PathRules(Pattern pattern, List<Rule> rules, Instant reference) {
        this.pattern = pattern;
        this.rules = rules;
        this.reference = reference;
    }

    /** What is wrong with a rule, for a person; empty if it is good. */
    public static Optional<String> problem(PathSelection selection) {
        try {
            regex(selection);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Text that stands for itself in a glob: the value of a variable. */
    public static String literal(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            if ("*?[]{}\\".indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** A glob that matches all that the rules may select, and more. */
    static String glob(String uri, List<PathSelection> selections) {
        String glob = uri;
        for (PathSelection selection : selections) {
            glob = glob.replace(place(selection), switch (selection.kind()) {
                case WILDCARD -> wildcard(selection);
                case PATTERN -> "*";
                case DATETIME -> DatetimeRule.of(selection.value()).glob();
            });
        }
        return glob;
    }

    /**
     * @param uri with the places of the selections
     * @param reference what {@code last} counts back from
     */
    static PathRules of(String uri, List<PathSelection> selections, Instant reference) {
        String path = new Path(uri).toUri().getPath();
        StringBuilder regex = new StringBuilder();
        List<Rule> rules = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < path.length();) {
            Optional<PathSelection> here = at(path, at, selections);
            if (here.isEmpty()) {
                at++;
                continue;
            }
            PathSelection selection = here.get();
            String group = "g" + rules.size();
            regex.append(GlobText.regex(path.substring(from, at)))
                    .append("(?P<").append(group).append('>').append(regex(selection)).append(')');
            rules.add(new Rule(group, selection.kind() == PathSelection.Kind.PATTERN,
                    selection.kind() == PathSelection.Kind.DATETIME ? DatetimeRule.of(selection.value()) : null));
            at += place(selection).length();
            from = at;
        }
        regex.append(GlobText.regex(path.substring(from)));
        // What lies in a directory that is selected is selected with it.
        return new PathRules(Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL), rules, reference);
    }

    private static Optional<PathSelection> at(String path, int position, List<PathSelection> selections) {
        return selections.stream().filter(selection -> path.startsWith(place(selection), position)).findFirst();
    }

    private static String place(PathSelection selection) {
        return "{" + selection.name() + "}";
    }

    private static String wildcard(PathSelection selection) {
        return selection.value().isEmpty() ? "*" : selection.value();
    }

    private static String regex(PathSelection selection) {
        return switch (selection.kind()) {
            case WILDCARD -> GlobText.regex(wildcard(selection));
            case PATTERN -> pattern(selection.value());
            case DATETIME -> DatetimeRule.of(selection.value()).regex();
        };
    }

    private static String pattern(String value) {
        boolean expression = enclosed(value, '/');
        String source = expression || enclosed(value, '`') ? value.substring(1, value.length() - 1) : value;
        if (source.isEmpty()) {
            throw new IllegalArgumentException("a pattern is wanted, such as `part-{digit}+`, or a /regular expression/");
        }
        try {
            String regex = Regex.of(expression ? Regex.Kind.REGEX : Regex.Kind.TRIFACTA, source).duckdb()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + value + "\": look-around and back-references can't be used for paths"));
            return "(?:" + Pattern.compile(regex).pattern() + ")";
        } catch (InvalidPatternException | com.google.re2j.PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + value + "\" is no pattern: " + e.getMessage(), e);
        }
    }

    private static boolean enclosed(String value, char mark) {
        return value.length() >= 2 && value.charAt(0) == mark && value.charAt(value.length() - 1) == mark;
    }

    /** @param path of a file, without scheme and authority */
    boolean accept(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return false;
        }
        for (Rule rule : rules) {
            String text = matcher.group(rule.group());
            if (rule.withinSegment() && text.indexOf('/') >= 0
                    || rule.datetime() != null && !rule.datetime().accepts(text, reference)) {
                return false;
            }
        }
        return true;
    }
}
