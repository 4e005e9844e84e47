package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.job.flowpackage.PackagedNode.PathParameter;
import io.drover.job.source.PathRules;
import io.drover.job.spec.JobSpec.PathSelection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a package says that a parameter of a path stands for, as a rule of {@link PathRules}:
 *
 * <ul>
 * <li>{@code {variable: {value}}}
 * <li>{@code {pattern: {wildcard: {value}}}}, {@code {pattern: {regex: {value}}}}, {@code {pattern: {wrangle: {value}}}}:
 *     a glob, a regular expression, a pattern of the language
 * <li>{@code {dateRange: {formats: […], timezone, last: {number, unit}}}}, or with {@code from} and {@code to} for
 *     {@code last}
 * </ul>
 *
 * @param kind as {@link PathParameter#kind}
 */
record PathParameterValue(String kind, String value) {
    private static final Set<String> WILDCARD = Set.of("wildcard", "glob");
    private static final Set<String> REGEX = Set.of("regex", "regexp", "regularexpression");
    private static final Set<String> PATTERN = Set.of("wrangle", "trifacta", "trifactapattern", "pattern", "like");
    private static final Set<String> RANGE = Set.of("formats", "timezone", "last", "from", "to", "start", "end", "range");
    private static final Pattern FORMAT_PART =
            Pattern.compile("[yY]{4}|[yY]{2}|M{1,4}|dd?|DD?|HH?|hh?|mm?|ss?|SSS|a|'[^']*'|[^A-Za-z']+|(.)", Pattern.DOTALL);

    /** What a parameter can't be taken over for. */
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;

        Unknown(String message) {
            super(message);
        }
    }

    static PathParameterValue read(JsonNode value) throws Unknown {
        if (value.path("variable").path("value").isValueNode()) {
            return new PathParameterValue(PathParameter.VARIABLE, value.path("variable").path("value").asText());
        }
        PathParameterValue read = value.has("dateRange") ? dateRange(value.get("dateRange"))
                : pattern(value.has("pattern") ? value.get("pattern") : value);
        PathSelection selection = new PathParameter("name", read.kind(), read.value()).selection().orElseThrow();
        Optional<String> problem = PathRules.problem(selection);
        if (problem.isPresent()) {
            throw new Unknown(problem.get());
        }
        return read;
    }

    private static PathParameterValue pattern(JsonNode json) throws Unknown {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        if (names.size() == 1) {
            JsonNode given = json.get(names.get(0));
            String text = given.isTextual() ? given.textValue() : given.path("value").asText("");
            String name = names.get(0).toLowerCase(Locale.ROOT);
            if (WILDCARD.contains(name)) {
                return new PathParameterValue(PathSelection.Kind.WILDCARD.word(), text.isEmpty() ? "*" : text);
            }
            if (REGEX.contains(name)) {
                return new PathParameterValue(PathSelection.Kind.PATTERN.word(), enclosed(text, '/'));
            }
            if (PATTERN.contains(name)) {
                return new PathParameterValue(PathSelection.Kind.PATTERN.word(), enclosed(text, '`'));
            }
        }
        throw new Unknown("it is of no kind that is known here (" + (names.isEmpty() ? "it has no value"
                : String.join(", ", names)) + "); variables, wildcards, regular expressions, patterns and date ranges are");
    }

    private static String enclosed(String text, char mark) {
        boolean already = text.length() > 1 && text.charAt(0) == mark && text.charAt(text.length() - 1) == mark;
        return already ? text : mark + text + mark;
    }

    private static PathParameterValue dateRange(JsonNode json) throws Unknown {
        List<String> unknown = new ArrayList<>();
        json.fields().forEachRemaining(member -> {
            if (!RANGE.contains(member.getKey()) && !member.getValue().isNull()) {
                unknown.add(member.getKey());
            }
        });
        if (!unknown.isEmpty()) {
            throw new Unknown("its date range has " + String.join(", ", unknown) + ", which isn't known here");
        }
        List<String> formats = new ArrayList<>();
        json.path("formats").forEach(format -> formats.add(format(format.asText(""))));
        if (formats.isEmpty()) {
            throw new Unknown("its date range has no format");
        }
        StringBuilder rule = new StringBuilder(String.join(" or ", formats));
        JsonNode limits = json.path("range").isObject() ? json.get("range") : json;
        JsonNode last = json.path("last");
        ZoneId zone = zone(json.path("timezone").asText(""));
        if (last.isObject()) {
            String unit = last.path("unit").asText("").toLowerCase(Locale.ROOT);
            if (last.hasNonNull("dow") && unit.startsWith("week")) {
                throw new Unknown("its date range counts weeks from a day of the week, which isn't known here");
            }
            rule.append(" last ").append(last.path("number").asText("1")).append(' ').append(unit);
        } else {
            time(rule, " from ", limits, "from", "start", zone);
            time(rule, " to ", limits, "to", "end", zone);
        }
        if (!zone.equals(ZoneOffset.UTC)) {
            rule.append(" in ").append(zone.getId());
        }
        return new PathParameterValue(PathSelection.Kind.DATETIME.word(), rule.toString());
    }

    private static ZoneId zone(String name) throws Unknown {
        try {
            return name.isEmpty() || Set.of("UTC", "GMT", "Etc/UTC", "Etc/GMT").contains(name) ? ZoneOffset.UTC
                    : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new Unknown("its time zone \"" + name + "\" isn't known here");
        }
    }

    private static void time(StringBuilder rule, String word, JsonNode json, String member, String other, ZoneId zone)
            throws Unknown {
        JsonNode given = json.hasNonNull(member) ? json.get(member) : json.path(other);
        if (given.isNumber()) {
            rule.append(word).append(LocalDateTime.ofInstant(Instant.ofEpochMilli(given.longValue()), zone));
        } else if (!given.asText("").isEmpty()) {
            rule.append(word).append(time(given.asText(), zone));
        } else if (given.isObject()) {
            throw new Unknown("its date range has " + member + " " + given + ", which isn't known here");
        }
    }

    /** As the zone's clocks show it. */
    private static Object time(String text, ZoneId zone) throws Unknown {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text);
            }
            return text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? LocalDateTime.ofInstant(OffsetDateTime.parse(text).toInstant(), zone) : LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new Unknown("\"" + text + "\" in its date range is no time such as 2026-01-31");
        }
    }

    /** Letters that are none of a format stand for themselves in packages; here they have apostrophes. */
    private static String format(String text) {
        StringBuilder format = new StringBuilder();
        Matcher parts = FORMAT_PART.matcher(text);
        while (parts.find()) {
            boolean literal = parts.group(1) != null && Character.isLetter(parts.group(1).charAt(0));
            format.append(literal ? "'" + parts.group() + "'" : parts.group());
        }
        String joined = format.toString().replace("''", "");
        return joined.matches(".*\\s.*") ? '"' + joined + '"' : joined;
    }
}
