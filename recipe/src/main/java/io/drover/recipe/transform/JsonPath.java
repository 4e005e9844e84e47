package io.drover.recipe.transform;

import io.drover.recipe.type.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A path into JSON text: names of members and indexes of elements (negative from the end). */
record JsonPath(List<Step> steps) {

    /** @param name of a member, or null for an index */
    record Step(String name, long index) {}

    JsonPath {
        steps = List.copyOf(steps);
    }

    /** Of {@code a.b}, {@code a["two words"]}, {@code [0].x}; a text that is no path is one key. */
    static JsonPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '[') {
                int end = text.indexOf(']', closeQuote(text, i + 1));
                String inside = end < 0 ? "" : text.substring(i + 1, end).strip();
                Step step = bracketed(inside);
                if (end < 0 || step == null) {
                    return key(text);
                }
                steps.add(step);
                i = end + 1;
            } else {
                int begin = c == '.' && !steps.isEmpty() ? i + 1 : i;
                int end = begin;
                while (end < text.length() && isName(text.charAt(end))) {
                    end++;
                }
                if (end == begin || end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '['
                        || begin == i && !steps.isEmpty()) {
                    return key(text);
                }
                steps.add(new Step(text.substring(begin, end), 0));
                i = end;
            }
        }
        return new JsonPath(steps);
    }

    private static JsonPath key(String text) {
        return new JsonPath(List.of(new Step(text, 0)));
    }

    /** Where a quoted key that begins there ends; the place itself if none begins. */
    private static int closeQuote(String text, int from) {
        if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
            int close = text.indexOf(text.charAt(from), from + 1);
            return close < 0 ? text.length() : close;
        }
        return from;
    }

    private static Step bracketed(String inside) {
        if (inside.matches("-?[0-9]{1,9}")) {
            return new Step(null, Long.parseLong(inside));
        }
        boolean quoted = inside.length() >= 2 && (inside.startsWith("\"") && inside.endsWith("\"")
                || inside.startsWith("'") && inside.endsWith("'"));
        return quoted ? new Step(inside.substring(1, inside.length() - 1), 0) : null;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$' || c == '@';
    }

    String lastName() {
        Step last = steps.get(steps.size() - 1);
        return last.name() == null ? Long.toString(last.index()) : last.name();
    }

    /** A JSON array of names and indexes: what plans carry. */
    String encoded() {
        List<String> elements = new ArrayList<>();
        steps.forEach(step -> elements.add(
                step.name() == null ? Long.toString(step.index()) : JsonText.quote(step.name())));
        return JsonText.ofElements(elements);
    }

    static JsonPath decode(String encoded) {
        List<Step> steps = new ArrayList<>();
        for (String element : JsonText.elements(encoded)) {
            steps.add(JsonText.isString(element) ? new Step(JsonText.text(element), 0)
                    : new Step(null, Long.parseLong(element)));
        }
        return new JsonPath(steps);
    }

    /** The text of what is there; null if nothing is, or JSON null. */
    String text(String json) {
        String value = JsonText.value(json);
        for (Step step : steps) {
            if (value == null) {
                return null;
            }
            value = step(value, step);
        }
        return value == null ? null : JsonText.text(value);
    }

    private static String step(String value, Step step) {
        if (step.name() != null) {
            Map<String, String> members = JsonText.members(value);
            return members == null ? null : members.get(step.name());
        }
        List<String> elements = JsonText.elements(value);
        int index = elements == null ? -1 : index(elements, step);
        return index < 0 ? null : elements.get(index);
    }

    private static int index(List<String> elements, Step step) {
        long index = step.index() < 0 ? elements.size() + step.index() : step.index();
        return index < 0 || index >= elements.size() ? -1 : (int) index;
    }

    /** The value without what is there; unchanged if nothing is. */
    String removedFrom(String json) {
        String value = JsonText.value(json);
        String rest = value == null ? null : removed(value, 0);
        return rest == null ? json : rest;
    }

    private String removed(String value, int depth) {
        Step step = steps.get(depth);
        boolean last = depth == steps.size() - 1;
        if (step.name() != null) {
            Map<String, String> members = JsonText.members(value);
            if (members == null || !members.containsKey(step.name())) {
                return value;
            }
            Map<String, String> rest = new LinkedHashMap<>(members);
            if (last) {
                rest.remove(step.name());
            } else {
                rest.put(step.name(), removed(members.get(step.name()), depth + 1));
            }
            return JsonText.ofMembers(rest);
        }
        List<String> elements = JsonText.elements(value);
        int index = elements == null ? -1 : index(elements, step);
        if (index < 0) {
            return value;
        }
        List<String> rest = new ArrayList<>(elements);
        if (last) {
            rest.remove(index);
        } else {
            rest.set(index, removed(elements.get(index), depth + 1));
        }
        return JsonText.ofElements(rest);
    }
}
