package io.drover.recipe.syntax.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.function.FunctionParameter.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which argument a parameter of a call in a package is: packages write calls by name, in any order, under names that are
 * not those of the documentation. Tried in turn: names that packages were seen to use (language reference, "Value nodes"),
 * the function's own names, words that mean the same, and what is left by the kind of its value. Where two readings remain
 * there is none.
 */
final class FunctionParameters {
    private static final List<String> OPERANDS = List.of("lhs", "rhs");
    private static final Set<String> SUBJECT = Set.of("col", "column", "operand", "input", "source");

    private static final Map<String, List<String>> ORDER = Map.ofEntries(
            Map.entry("IF", List.of("predicate", "true_expression", "false_expression")),
            Map.entry("IFMISSING", List.of("col", "true_expression")),
            Map.entry("ROUND", List.of("operand", "digits")),
            Map.entry("DATEADD", List.of("col", "delta", "measure")),
            Map.entry("DATEDIF", List.of("lhs", "rhs", "measure")),
            Map.entry("DATEFORMAT", List.of("col", "format")),
            Map.entry("UNIXTIMEFORMAT", List.of("col", "format")),
            Map.entry("PARSEDATE", List.of("col", "inputFormats")),
            Map.entry("DATE", List.of("year", "month", "date")),
            Map.entry("RANGE", List.of("start", "stop", "step")),
            Map.entry("LIST", List.of("col", "limit")),
            Map.entry("LISTIF", List.of("col", "limit", "row")),
            Map.entry("ANYIF", List.of("col", "row")),
            Map.entry("AVERAGEIF", List.of("col", "row")),
            Map.entry("MERGE", List.of("col", "with")),
            Map.entry("PREV", List.of("col", "intParam")),
            Map.entry("NEXT", List.of("col", "intParam")),
            Map.entry("ISMISMATCHED", List.of("col", "type")),
            Map.entry("ARRAYSTOMAP", List.of("keyArray", "valueArray", "defaultKey")));

    /** What the function pages call parameters, where that isn't what they are called here. */
    private static final Map<String, List<String>> PAGES = Map.ofEntries(
            Map.entry("DATEADD", List.of("d", "n", "unit")),
            Map.entry("DATEDIF", List.of("d1", "d2", "unit")),
            Map.entry("DATEFORMAT", List.of("d", "format")),
            Map.entry("UNIXTIMEFORMAT", List.of("ms", "format")),
            Map.entry("EOMONTH", List.of("d", "months")),
            Map.entry("NETWORKDAYS", List.of("d1", "d2", "holidays")),
            Map.entry("NETWORKDAYSINTL", List.of("d1", "d2", "mask", "holidays")),
            Map.entry("WORKDAY", List.of("d", "n", "holidays")),
            Map.entry("WORKDAYINTL", List.of("d", "n", "mask", "holidays")),
            Map.entry("CONVERTFROMUTC", List.of("d", "tz")),
            Map.entry("CONVERTTOUTC", List.of("d", "tz")),
            Map.entry("CONVERTTIMEZONE", List.of("d", "tz1", "tz2")),
            Map.entry("ROLLINGMINDATE", List.of("d", "rows_before", "rows_after")),
            Map.entry("ROLLINGMAXDATE", List.of("d", "rows_before", "rows_after")),
            Map.entry("ROLLINGMODEDATE", List.of("d", "rows_before", "rows_after")),
            Map.entry("POW", List.of("x", "y")),
            Map.entry("RANDBETWEEN", List.of("lo", "hi")),
            Map.entry("IFNULL", List.of("x", "v")),
            Map.entry("IFMISSING", List.of("x", "v")),
            Map.entry("IFMISMATCHED", List.of("x", "type", "v")),
            Map.entry("IFVALID", List.of("x", "type", "v")));

    /** Words of one line mean the same parameter. */
    private static final List<Set<String>> MEANINGS = List.of(
            Set.of("condition", "row", "predicate", "test", "filter"),
            Set.of("unit", "measure", "units", "datepart"),
            Set.of("n", "k", "count", "delta", "intparam", "number", "amount", "length", "months", "nth"),
            Set.of("limit", "max", "maximum"),
            Set.of("digits", "decimals", "precision", "places"),
            Set.of("format", "formats", "inputformats", "outputformat", "dateformat"),
            Set.of("zone", "timezone", "tz"),
            Set.of("pattern", "on", "match", "search", "find", "substring", "regex"),
            Set.of("ignorecase", "caseinsensitive"),
            Set.of("start", "startindex", "startposition", "begin", "from"),
            Set.of("end", "endindex", "endposition", "stop", "to"),
            Set.of("replacement", "with", "replace", "replacewith"),
            Set.of("delim", "delimiter", "separator", "with"),
            Set.of("rowsbefore", "before", "preceding", "left"),
            Set.of("rowsafter", "after", "following", "right"),
            Set.of("list", "values", "elements", "items"),
            Set.of("else", "falseexpression", "default", "otherwise"),
            Set.of("then", "trueexpression", "result"),
            Set.of("value", "trueexpression", "replacement", "default"),
            Set.of("type", "datatype"),
            Set.of("i", "index", "position"),
            Set.of("v", "value", "element", "item"),
            Set.of("exponent", "exp", "power"),
            Set.of("day", "date"),
            Set.of("method", "interpolation", "algorithm"),
            Set.of("p", "percentile", "percent"),
            Set.of("q", "quartile"),
            Set.of("mask", "weekend", "weekends"),
            Set.of("pad", "padding", "padstring", "fill", "character"),
            Set.of("side", "direction"),
            Set.of("cases", "predicatevaluepairs"),
            Set.of("keys", "keyarray"),
            Set.of("values", "valuearray"));

    private static final Set<String> CONDITIONS = Set.of("and", "or", "not", "equal", "notequal", "lessthan",
            "lessthanequal", "greaterthan", "greaterthanequal", "in", "matches", "startswith", "endswith", "exact",
            "ismissing", "isnull", "ismismatched", "isvalid", "iseven", "isodd");

    private final String function;
    private final Map<String, JsonNode> given;
    private final List<FunctionParameter> declared;
    private final Map<String, Integer> positions = new LinkedHashMap<>();

    private FunctionParameters(String function, Map<String, JsonNode> given, List<FunctionParameter> declared) {
        this.function = function;
        this.given = given;
        this.declared = declared;
    }

    /**
     * The place of each argument, from 0.
     *
     * @param function in upper case
     * @param declared in order; empty if the function is unknown
     * @throws ImportException if they can't be told apart
     */
    static Map<String, Integer> positions(String function, Map<String, JsonNode> given, List<FunctionParameter> declared,
            String pointer) {
        List<String> seen = ORDER.getOrDefault(function, List.of());
        if (seen.containsAll(given.keySet())) {
            return inOrder(seen, given.keySet());
        }
        List<String> documented = PAGES.getOrDefault(function, List.of());
        if (documented.containsAll(given.keySet())) {
            return inOrder(documented, given.keySet());
        }
        if (OPERANDS.containsAll(given.keySet())) {
            return inOrder(OPERANDS, given.keySet());
        }
        if (given.size() <= 1) {
            return inOrder(List.copyOf(given.keySet()), given.keySet());
        }
        FunctionParameters parameters = new FunctionParameters(function, given, declared);
        parameters.assign(pointer);
        return parameters.positions;
    }

    private static Map<String, Integer> inOrder(List<String> order, Set<String> names) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        order.stream().filter(names::contains).forEach(name -> positions.put(name, order.indexOf(name)));
        return positions;
    }

    private void assign(String pointer) {
        if (declared.isEmpty()) {
            throw new ImportException(function + " is no function that is known here", pointer);
        }
        if (given.size() > declared.size()) {
            throw new ImportException(function + " has the parameters " + String.join(", ", given.keySet())
                    + ", but it takes " + signature(), pointer + "/parameters");
        }
        given.keySet().forEach(name -> declared.stream().filter(each -> normal(each.name()).equals(normal(name)))
                .findFirst().ifPresent(each -> positions.putIfAbsent(name, declared.indexOf(each))));
        given.keySet().stream().filter(name -> !positions.containsKey(name) && SUBJECT.contains(normal(name)))
                .findFirst().filter(name -> isFree(0)).ifPresent(name -> positions.put(name, 0));
        for (String operand : OPERANDS) {
            int place = OPERANDS.indexOf(operand);
            if (given.containsKey(operand) && place < declared.size() && isFree(place)) {
                positions.putIfAbsent(operand, place);
            }
        }
        byMeaning();
        byKind(pointer);
    }

    private boolean isFree(int position) {
        return !positions.containsValue(position);
    }

    private List<String> openNames() {
        return given.keySet().stream().filter(name -> !positions.containsKey(name)).toList();
    }

    private void byMeaning() {
        for (boolean found = true; found;) {
            found = false;
            Map<Integer, List<String>> wanted = new HashMap<>();
            for (String name : openNames()) {
                List<Integer> places = new ArrayList<>();
                for (int i = 0; i < declared.size(); i++) {
                    if (isFree(i) && meanTheSame(name, declared.get(i).name())) {
                        places.add(i);
                    }
                }
                if (places.size() == 1) {
                    wanted.computeIfAbsent(places.get(0), place -> new ArrayList<>()).add(name);
                }
            }
            for (Map.Entry<Integer, List<String>> place : wanted.entrySet()) {
                if (place.getValue().size() == 1) {
                    positions.put(place.getValue().get(0), place.getKey());
                    found = true;
                }
            }
        }
    }

    private static boolean meanTheSame(String name, String other) {
        String one = normal(name);
        String two = normal(other);
        return MEANINGS.stream().anyMatch(words -> words.contains(one) && words.contains(two));
    }

    private static String normal(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** What is left, if only one way of putting it fits what the values are. */
    private void byKind(String pointer) {
        List<String> open = openNames();
        List<int[]> ways = new ArrayList<>();
        place(open, 0, new int[open.size()], ways);
        if (ways.isEmpty()) {
            throw new ImportException("the parameters " + String.join(", ", given.keySet()) + " don't fit " + signature(),
                    pointer + "/parameters");
        }
        for (int i = 0; i < open.size(); i++) {
            int at = i;
            Set<Integer> places = ways.stream().map(way -> way[at]).collect(Collectors.toCollection(HashSet::new));
            if (places.size() > 1) {
                throw new ImportException("of " + signature() + " the parameter " + open.get(i) + " may be "
                        + places.stream().sorted().map(place -> declared.get(place).name())
                                .collect(Collectors.joining(" or ")), pointer + "/parameters/" + open.get(i));
            }
            positions.put(open.get(i), ways.get(0)[i]);
        }
    }

    private void place(List<String> open, int next, int[] way, List<int[]> ways) {
        if (next == open.size()) {
            Set<Integer> taken = new HashSet<>(positions.values());
            for (int place : way) {
                taken.add(place);
            }
            for (int i = 0; i < declared.size(); i++) {
                if (declared.get(i).required() && !declared.get(i).repeated() && !taken.contains(i)) {
                    return;
                }
            }
            ways.add(way.clone());
            return;
        }
        for (int i = 0; i < declared.size(); i++) {
            boolean taken = !isFree(i);
            for (int j = 0; j < next; j++) {
                taken |= way[j] == i;
            }
            if (!taken && fits(given.get(open.get(next)), declared.get(i).kind())) {
                way[next] = i;
                place(open, next + 1, way, ways);
            }
        }
    }

    private static boolean fits(JsonNode value, Kind kind) {
        String type = value.path("type").asText().toLowerCase(Locale.ROOT);
        Set<Kind> kinds = switch (value.path("kind").asText()) {
            case "enumerable", "bundle" -> EnumSet.of(Kind.UNIT, Kind.KEYWORD, Kind.TYPE);
            case "constant" -> switch (type) {
                case "pattern", "regex", "regexp" -> EnumSet.of(Kind.PATTERN, Kind.ANY);
                case "bool" -> EnumSet.of(Kind.BOOLEAN, Kind.ANY);
                case "integer" -> EnumSet.of(Kind.INTEGER, Kind.DECIMAL, Kind.NUMBER, Kind.ANY);
                case "float" -> EnumSet.of(Kind.DECIMAL, Kind.NUMBER, Kind.ANY);
                default -> EnumSet.of(Kind.TEXT, Kind.PATTERN, Kind.FORMAT, Kind.TYPE, Kind.UNIT, Kind.KEYWORD, Kind.ANY);
            };
            case "array", "matrix" -> EnumSet.of(Kind.ARRAY, Kind.LIST, Kind.FORMAT, Kind.TYPE, Kind.ANY);
            case "func" -> CONDITIONS.contains(type) ? EnumSet.of(Kind.BOOLEAN, Kind.ANY) : computed();
            default -> computed();
        };
        return kinds.contains(kind);
    }

    private static Set<Kind> computed() {
        return EnumSet.complementOf(EnumSet.of(Kind.UNIT, Kind.KEYWORD, Kind.TYPE, Kind.FORMAT));
    }

    private String signature() {
        return function + declared.stream().map(FunctionParameter::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
