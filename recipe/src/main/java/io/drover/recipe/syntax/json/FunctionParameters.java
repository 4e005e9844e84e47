package io.drover.recipe.syntax.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return declared.containsAll(given) ? Optional.of(declared) : Optional.empty();
    }
}
