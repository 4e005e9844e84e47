package io.drover.recipe.function;

import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.CodePointOrder;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Reading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link NestedFunctions} compute on JSON texts. Text that isn't JSON of the wanted kind gives null. Elements are
 * canonical JSON texts; numbers keep their digits.
 */
final class NestedKernels {

    private static final long MOST_COMBINATIONS = 1_000_000;
    private static final String LARGEST_EXPONENT = "999999999";

    private NestedKernels() {}

    static Long length(String array) {
        List<String> elements = JsonText.elements(array);
        return elements == null ? null : (Long) (long) elements.size();
    }

    static String elementAt(String array, long index) {
        List<String> elements = JsonText.elements(array);
        return elements == null || index < 0 || index >= elements.size()
                ? null
                : JsonText.text(elements.get((int) index));
    }

    static String slice(String array, long start, long end) {
        List<String> elements = JsonText.elements(array);
        if (elements == null) {
            return null;
        }
        int from = (int) Math.max(0, Math.min(start, elements.size()));
        int to = (int) Math.max(from, Math.min(end, elements.size()));
        return JsonText.ofElements(elements.subList(from, to));
    }

    /** A string is found among numbers too, by its text. */
    static Long indexOf(String array, String sought, boolean last) {
        List<String> elements = JsonText.elements(array);
        if (elements == null) {
            return null;
        }
        String key = key(sought);
        String number = JsonText.isString(sought) ? JsonText.text(sought) : null;
        Long found = null;
        for (int i = 0; i < elements.size() && (last || found == null); i++) {
            String element = elements.get(i);
            String elementKey = key(element);
            if (elementKey.equals(key) || JsonText.isNumber(element) && elementKey.equals(number)) {
                found = (long) i;
            }
        }
        return found;
    }

    /** Numbers, Booleans, strings, nested values, and in either direction nulls last. */
    static String sort(String array, boolean descending) {
        List<String> elements = JsonText.elements(array);
        if (elements == null) {
            return null;
        }
        Comparator<String> order = NestedKernels::compare;
        elements.sort(Comparator.<String, Boolean>comparing(element -> element.equals("null"))
                .thenComparing(descending ? order.reversed() : order));
        return JsonText.ofElements(elements);
    }

    private static int compare(String a, String b) {
        int kinds = Integer.compare(kind(a), kind(b));
        if (kinds != 0) {
            return kinds;
        }
        return switch (kind(a)) {
            case 0 -> exact(a).compareTo(exact(b));
            case 2 -> CodePointOrder.compare(JsonText.text(a), JsonText.text(b));
            default -> CodePointOrder.compare(a, b);
        };
    }

    /** A number's value; exponents beyond what a BigDecimal holds count as the largest that it does. */
    private static BigDecimal exact(String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (e < 0) {
            return new BigDecimal(number);
        }
        boolean negative = number.charAt(e + 1) == '-';
        int digits = e + 1 + (negative || number.charAt(e + 1) == '+' ? 1 : 0);
        while (digits < number.length() - 1 && number.charAt(digits) == '0') {
            digits++;
        }
        String exponent = number.length() - digits > LARGEST_EXPONENT.length() ? LARGEST_EXPONENT
                : number.substring(digits);
        return new BigDecimal(number.substring(0, e) + (negative ? "e-" : "e") + exponent);
    }

    private static int kind(String element) {
        if (JsonText.isNumber(element)) {
            return 0;
        }
        if (JsonText.isBoolean(element)) {
            return 1;
        }
        return JsonText.isString(element) ? 2 : 3;
    }

    /** What equal elements have in common: numbers by value, everything else by its canonical text. */
    private static String key(String element) {
        if (!JsonText.isNumber(element)) {
            return element;
        }
        Long integer = Reading.plainInteger(element);
        if (integer != null) {
            return CanonicalText.of((long) integer);
        }
        Double decimal = Reading.decimal(element);
        return decimal == null ? element : CanonicalText.of((double) decimal);
    }

    static String unique(Object[] arrays) {
        List<List<String>> all = all(arrays);
        if (all == null) {
            return null;
        }
        Map<String, String> unique = new LinkedHashMap<>();
        all.forEach(elements -> elements.forEach(element -> unique.putIfAbsent(key(element), element)));
        return JsonText.ofElements(List.copyOf(unique.values()));
    }

    /** What is no array is left out; null if nothing is left. */
    static String concat(Object[] arrays) {
        List<String> concatenated = new ArrayList<>();
        boolean any = false;
        for (Object array : arrays) {
            List<String> elements = JsonText.elements((String) array);
            if (elements != null) {
                any = true;
                concatenated.addAll(elements);
            }
        }
        return any ? JsonText.ofElements(concatenated) : null;
    }

    static String intersect(Object[] arrays) {
        List<List<String>> all = all(arrays);
        if (all == null) {
            return null;
        }
        Map<String, String> common = new LinkedHashMap<>();
        all.get(0).forEach(element -> common.putIfAbsent(key(element), element));
        for (List<String> elements : all.subList(1, all.size())) {
            Set<String> keys = new HashSet<>();
            elements.forEach(element -> keys.add(key(element)));
            common.keySet().retainAll(keys);
        }
        return JsonText.ofElements(List.copyOf(common.values()));
    }

    /** The last array varies fastest. */
    static String cross(Object[] arrays) {
        List<List<String>> all = all(arrays);
        if (all == null) {
            return null;
        }
        long count = 1;
        for (List<String> elements : all) {
            count *= elements.size();
            if (count > MOST_COMBINATIONS) {
                return null;
            }
        }
        List<String> combinations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] combination = new String[all.size()];
            int rest = i;
            for (int a = combination.length - 1; a >= 0; a--) {
                combination[a] = all.get(a).get(rest % all.get(a).size());
                rest /= all.get(a).size();
            }
            combinations.add(JsonText.ofElements(List.of(combination)));
        }
        return JsonText.ofElements(combinations);
    }

    /** Shorter arrays are filled up with nulls. */
    static String zip(Object[] arrays) {
        List<List<String>> all = all(arrays);
        if (all == null) {
            return null;
        }
        int longest = all.stream().mapToInt(List::size).max().orElse(0);
        List<String> tuples = new ArrayList<>();
        for (int i = 0; i < longest; i++) {
            int place = i;
            tuples.add(JsonText.ofElements(all.stream()
                    .map(elements -> place < elements.size() ? elements.get(place) : "null")
                    .toList()));
        }
        return JsonText.ofElements(tuples);
    }

    private static List<List<String>> all(Object[] arrays) {
        List<List<String>> all = new ArrayList<>();
        for (Object array : arrays) {
            List<String> elements = JsonText.elements((String) array);
            if (elements == null) {
                return null;
            }
            all.add(elements);
        }
        return all;
    }

    static String join(String array, String delimiter) {
        List<String> elements = JsonText.elements(array);
        if (elements == null) {
            return null;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            String text = JsonText.text(elements.get(i));
            joined.append(i == 0 ? "" : delimiter).append(text == null ? "" : text);
        }
        return joined.toString();
    }

    /** @param defaultKey takes the values beyond the keys, as an array; null to drop them */
    static String toMap(String keys, String values, String defaultKey) {
        List<String> names = JsonText.elements(keys);
        List<String> elements = JsonText.elements(values);
        if (names == null || elements == null) {
            return null;
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = JsonText.text(names.get(i));
            members.put(name == null ? "" : name, i < elements.size() ? elements.get(i) : "null");
        }
        if (defaultKey != null && elements.size() > names.size()) {
            members.put(defaultKey, JsonText.ofElements(elements.subList(names.size(), elements.size())));
        }
        return JsonText.ofMembers(members);
    }

    static String keys(String object) {
        Map<String, String> members = JsonText.members(object);
        return members == null ? null : JsonText.ofTexts(new ArrayList<>(members.keySet()));
    }

    static String filter(String object, String keys) {
        Map<String, String> members = JsonText.members(object);
        List<String> names = JsonText.elements(keys);
        if (members == null || names == null) {
            return null;
        }
        Set<String> kept = new HashSet<>();
        names.forEach(name -> kept.add(JsonText.text(name)));
        members.keySet().retainAll(kept);
        return JsonText.ofMembers(members);
    }

    /** The numbers among the elements, as rows for the kernels of aggregates; null if it is no array. */
    static List<Object[]> numbers(String array) {
        List<String> elements = JsonText.elements(array);
        if (elements == null) {
            return null;
        }
        List<Object[]> numbers = new ArrayList<>();
        for (String element : elements) {
            boolean mayBeNumber = JsonText.isNumber(element) || JsonText.isString(element);
            Double number = mayBeNumber ? Reading.decimal(JsonText.text(element)) : null;
            if (number != null) {
                numbers.add(new Object[] {number});
            }
        }
        return Collections.unmodifiableList(numbers);
    }
}
