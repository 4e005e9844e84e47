package io.drover.launcher.rest;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object as version 3 of the API shows it: numbers in place of stubs, {@code "createdBy": 1} for
 * {@code "creator": {"id": 1}}.
 */
public final class FlatForm {
    private static final Map<String, String> PEOPLE = Map.of("creator", "createdBy", "updater", "updatedBy");

    private FlatForm() {}

    /**
     * @param object with creator and updater, which is changed
     * @param further members that are flattened, with the names they get
     */
    public static ObjectNode of(ObjectNode object, Map<String, String> further) {
        List.of(PEOPLE, further).forEach(names -> names.forEach((member, flat) -> {
            JsonNode value = object.remove(member);
            if (value != null) {
                object.set(flat, value.isObject() ? value.get("id") : value);
            }
        }));
        return object;
    }
}
