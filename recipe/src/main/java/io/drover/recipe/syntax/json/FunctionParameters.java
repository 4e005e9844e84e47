package io.drover.recipe.syntax.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The order of the parameters that packages write by name (language reference, "Value nodes"). */
final class FunctionParameters {
    private static final List<String> OPERANDS = List.of("lhs", "rhs");

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

    /** Orders that packages use for many functions of a kind. */
    private static final List<List<String>> KINDS = List.of(List.of("col", "row"), List.of("col", "limit"),
            List.of("col", "limit", "row"), List.of("col", "type"), List.of("col", "type", "true_expression"),
            List.of("col", "true_expression"), List.of("col", "format"), List.of("col", "delta", "measure"));

    private FunctionParameters() {}

    /** The order for a function whose node has these parameters; empty if it isn't known. */
    static Optional<List<String>> order(String function, Set<String> given, List<String> declared) {
        List<String> listed = ORDER.get(function);
        if (listed != null && listed.containsAll(given)) {
            return Optional.of(listed);
        }
        if (OPERANDS.containsAll(given)) {
            return Optional.of(OPERANDS);
        }
        if (given.size() <= 1) {
            return Optional.of(List.copyOf(given));
        }
        return Stream.concat(Stream.of(declared, PAGES.getOrDefault(function, List.of())), KINDS.stream())
                .filter(order -> order.containsAll(given)).findFirst();
    }
}
