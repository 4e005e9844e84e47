package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.job.flowpackage.PackageIssue.Severity;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A flow's parameters.
 *
 * @param declared with the values in force
 * @param overrides values that the flow sets, by name: also of parameters of its datasets' paths
 * @param all what recipes may name: the parameters of datasets' paths, too
 */
record FlowParameters(Map<String, String> declared, Map<String, String> overrides, Map<String, String> all) {

    /** @param issues added to */
    static FlowParameters read(JsonNode flow, String flowName, List<PackageIssue> issues) {
        Map<String, String> declared = new LinkedHashMap<>();
        for (JsonNode parameter : flow.path("runparameters")) {
            JsonNode edit = parameter.path("runParameterEdit");
            String name = edit.path("overrideKey").asText("");
            JsonNode value = edit.path("value").path("variable").path("value");
            if (name.isEmpty()) {
                issues.add(PackageIssue.of(Severity.WARNING, flowName, "", "parameters", "a parameter without a name is"
                        + " left behind"));
            } else if (!value.isValueNode() || value.isNull()) {
                issues.add(PackageIssue.of(Severity.WARNING, flowName, name, "parameter",
                        "has no text as its value and counts as empty"));
                declared.put(name, "");
            } else {
                declared.put(name, value.asText());
            }
        }
        Map<String, String> overrides = new LinkedHashMap<>();
        for (JsonNode override : flow.path("flowrunparameteroverrides")) {
            JsonNode value = override.path("value").path("variable").path("value");
            String name = override.path("overrideKey").asText("");
            if (!name.isEmpty() && value.isValueNode() && !value.isNull()) {
                overrides.put(name, value.asText());
            } else {
                issues.add(PackageIssue.of(Severity.WARNING, flowName, name, "parameter",
                        "the value that the flow sets for it is no text and is left behind"));
            }
        }
        declared.replaceAll((name, value) -> overrides.getOrDefault(name, value));
        Set<String> ofPaths = new HashSet<>();
        flow.path("datasources").forEach(source -> source.path("runParameters").forEach(parameter ->
                ofPaths.add(parameter.path("runParameterEdit").path("overrideKey").asText(""))));
        overrides.forEach((name, value) -> {
            if (!ofPaths.contains(name)) {
                declared.putIfAbsent(name, value);
            }
        });
        Map<String, String> all = new LinkedHashMap<>(declared);
        ofPaths.forEach(name -> all.putIfAbsent(name, overrides.getOrDefault(name, "")));
        return new FlowParameters(declared, overrides, all);
    }
}
