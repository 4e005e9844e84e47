package io.drover.launcher.jobgroups;

import io.drover.launcher.rest.Members;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads run parameters in both shapes: {@code overrides} as one object with {@code data}, or as a list of them. */
final class ParameterOverrides {
    private ParameterOverrides() {}

    /** By key; a later entry wins. */
    static Map<String, String> read(Members parent, String member) {
        Map<String, String> found = new LinkedHashMap<>();
        Optional<Members> parameters = parent.object(member);
        if (parameters.isEmpty()) {
            return found;
        }
        JsonNode overrides = parameters.get().value("overrides");
        String pointer = parameters.get().pointer("overrides");
        if (overrides instanceof ObjectNode object) {
            readData(new Members(object, pointer, parent.defects()), found);
        } else if (overrides != null && overrides.isArray()) {
            int index = 0;
            for (JsonNode element : overrides) {
                String at = pointer + "/" + index++;
                if (element instanceof ObjectNode object) {
                    readData(new Members(object, at, parent.defects()), found);
                } else {
                    shape(parent, at);
                }
            }
        } else if (overrides != null) {
            shape(parent, pointer);
        }
        return found;
    }

    private static void readData(Members overrides, Map<String, String> found) {
        JsonNode data = overrides.value("data");
        if (data == null || !data.isArray()) {
            shape(overrides, overrides.pointer("data"));
            return;
        }
        int index = 0;
        for (JsonNode element : data) {
            String at = overrides.pointer("data") + "/" + index++;
            if (element instanceof ObjectNode object) {
                readEntry(new Members(object, at, overrides.defects()), found);
            } else {
                shape(overrides, at);
            }
        }
    }

    private static void readEntry(Members entry, Map<String, String> found) {
        String key = entry.requiredString("key");
        JsonNode value = entry.value("value");
        if (value != null && !value.isValueNode()) {
            entry.wrongType("value", "a string, number or boolean");
        } else if (key != null && value != null) {
            found.put(key, value.asString());
        } else if (key != null) {
            found.remove(key);
        }
    }

    private static void shape(Members members, String pointer) {
        members.defects().invalid(pointer, "WRONG_SHAPE", pointer.substring(1).replace('/', '.')
                + ": run parameters have the form {\"overrides\": {\"data\": [{\"key\": …, \"value\": …}]}}");
    }
}
