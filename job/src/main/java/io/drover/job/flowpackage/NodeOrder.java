package io.drover.job.flowpackage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What reads what, over all flows of a package. */
final class NodeOrder {
    private static final int NAMES_SHOWN = 5;

    private NodeOrder() {}

    /** Notes references that lead nowhere and nodes that need their own result. */
    static void check(List<FlowReader> flows, List<PackageProblem> problems) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, List<String>> readers = new HashMap<>();
        Map<String, Integer> open = new HashMap<>();
        for (FlowReader flow : flows) {
            flow.nodeNames().forEach((node, name) -> {
                if (names.put(node, name) != null) {
                    problems.add(new PackageProblem(flow.where(), "flow node " + node + " is there twice"));
                }
            });
        }
        for (FlowReader flow : flows) {
            flow.inputsOfNodes().forEach((node, inputs) -> inputs.forEach(input -> {
                if (names.containsKey(input)) {
                    readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
                    open.merge(node, 1, Integer::sum);
                } else {
                    problems.add(new PackageProblem(flow.where(), "flow node " + node + " refers to flow node " + input
                            + ", which the package doesn't have; export the flow that has it along"));
                }
            }));
        }
        Deque<String> ready = new ArrayDeque<>();
        names.keySet().stream().filter(node -> !open.containsKey(node)).forEach(ready::add);
        int ordered = 0;
        while (!ready.isEmpty()) {
            String node = ready.remove();
            ordered++;
            for (String reader : readers.getOrDefault(node, List.of())) {
                if (open.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        if (ordered < names.size()) {
            List<String> circle = open.entrySet().stream().filter(entry -> entry.getValue() > 0)
                    .map(entry -> "\"" + names.get(entry.getKey()) + "\"").sorted().toList();
            problems.add(new PackageProblem("", "recipes depend on each other in a circle: "
                    + String.join(", ", circle.subList(0, Math.min(NAMES_SHOWN, circle.size())))
                    + (circle.size() > NAMES_SHOWN ? " and " + (circle.size() - NAMES_SHOWN) + " more" : "")));
        }
    }
}
