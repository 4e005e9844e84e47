package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A text into which parameters' values go at recorded positions: a dataset's path, an output's path. */
final class PathTemplate {
    private PathTemplate() {}

    /** @param index in the text without the values @param order among those at the same index */
    record Insertion(int index, int order, String name, String kind, String value) {}

    /** The places that a package records for one text; empty if one of them can't be taken over. */
    static Optional<List<Insertion>> insertions(JsonNode runParameters, String text) {
        List<Insertion> insertions = new ArrayList<>();
        for (JsonNode parameter : runParameters) {
            JsonNode edit = parameter.path("runParameterEdit");
            String name = edit.path("overrideKey").asText("");
            JsonNode value = edit.path("value");
            boolean variable = value.path("variable").path("value").isValueNode() && !name.isEmpty();
            boolean wildcard = value.has("wildcard") || value.path("pattern").toString().contains("\"wildcard\"");
            if (!variable && !wildcard) {
                return Optional.empty();
            }
            String label = name.isEmpty() ? "wildcard" + (insertions.size() + 1) : name;
            for (JsonNode place : edit.path("insertionIndices")) {
                int index = place.path("index").asInt(-1);
                if (index < 0 || index > text.length()) {
                    return Optional.empty();
                }
                insertions.add(new Insertion(index, place.path("order").asInt(0), label,
                        variable ? "variable" : "wildcard",
                        variable ? value.path("variable").path("value").asText() : "*"));
            }
        }
        insertions.sort(Comparator.comparingInt(Insertion::index).thenComparingInt(Insertion::order));
        return Optional.of(insertions);
    }

    /** The text with something at each of the places. */
    static String filled(String text, List<Insertion> insertions, java.util.function.Function<Insertion, String> what) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (Insertion insertion : insertions) {
            filled.append(text, at, insertion.index()).append(what.apply(insertion));
            at = insertion.index();
        }
        return filled.append(text, at, text.length()).toString();
    }
}
