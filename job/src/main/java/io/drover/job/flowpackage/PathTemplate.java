package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.job.flowpackage.PackagedNode.PathParameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A text into which parameters' values go at recorded positions: a dataset's path, an output's path. */
final class PathTemplate {
    private PathTemplate() {}

    /** @param index in the text without the values @param order among those at the same index */
    record Insertion(int index, int order, String name, String kind, String value) {}

    /** @param insertions in the order of the text @param problems why parameters can't be taken over, one sentence each */
    record Places(List<Insertion> insertions, List<String> problems) {}

    /** The places that a package records for one text. */
    static Places places(JsonNode runParameters, String text) {
        List<Insertion> insertions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        runParameters.forEach(parameter -> names.add(name(parameter)));
        int number = 0;
        for (JsonNode parameter : runParameters) {
            number++;
            JsonNode edit = parameter.path("runParameterEdit");
            PathParameterValue value;
            try {
                value = PathParameterValue.read(edit.path("value"));
            } catch (PathParameterValue.Unknown e) {
                problems.add((name(parameter).isEmpty() ? "parameter " + number : name(parameter)) + ": " + e.getMessage());
                continue;
            }
            String name = name(parameter);
            for (int suffix = number; name.isEmpty(); suffix++) {
                name = names.add(value.kind() + suffix) ? value.kind() + suffix : "";
            }
            for (JsonNode place : edit.path("insertionIndices")) {
                int index = place.path("index").asInt(-1);
                if (index < 0 || index > text.length()) {
                    problems.add(name + ": its place " + index + " is outside of " + text);
                    continue;
                }
                insertions.add(new Insertion(index, place.path("order").asInt(0), name, value.kind(), value.value()));
            }
        }
        insertions.sort(Comparator.comparingInt(Insertion::index).thenComparingInt(Insertion::order));
        return new Places(insertions, problems);
    }

    /** Braces would end its place in a template. */
    private static String name(JsonNode parameter) {
        return parameter.path("runParameterEdit").path("overrideKey").asText("").replaceAll("[{}]", "_");
    }

    /** The text with something at each of the places. */
    static String filled(String text, List<Insertion> insertions, Function<Insertion, String> what) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (Insertion insertion : insertions) {
            filled.append(text, at, insertion.index()).append(what.apply(insertion));
            at = insertion.index();
        }
        return filled.append(text, at, text.length()).toString();
    }

    /** Whether all places are of variables, so that the values can be written into the text. */
    static boolean onlyVariables(List<Insertion> insertions) {
        return insertions.stream().allMatch(insertion -> insertion.kind().equals(PathParameter.VARIABLE));
    }
}
