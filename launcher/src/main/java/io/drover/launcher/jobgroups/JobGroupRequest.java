package io.drover.launcher.jobgroups;

import io.drover.launcher.flows.Execution;
import io.drover.launcher.flows.Publication;
import io.drover.launcher.flows.PublicationForm;
import io.drover.launcher.flows.WriteSetting;
import io.drover.launcher.flows.WriteSettingForm;
import io.drover.launcher.rest.Members;
import io.drover.launcher.security.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The body of POST /v4/jobGroups, read and checked by itself.
 *
 * @param recipe null if it is missing or wrong, which is then noted
 * @param writeSettings empty if not given; an entry that is wrong is left out, which is then noted
 * @param writeSettingsPointer where the array stands in the request
 * @param writeSettingsPlaces of each, the place in that array
 * @param runParameters overrides by key
 * @param sparkOptions {@code spark.*} settings by name, not yet checked
 * @param ranfrom null if the job is not to be listed
 */
record JobGroupRequest(
        Long recipe, Optional<String> execution, Optional<Boolean> profiler,
        Optional<List<WriteSetting.Values>> writeSettings, String writeSettingsPointer, List<Integer> writeSettingsPlaces,
        List<Publication.Values> publications, Map<String, String> runParameters, Map<String, String> sparkOptions,
        String ranfrom, String name,
        String description) {

    private static final List<String> RANFROM = List.of("ui", "cli", "schedule", "api");

    static JobGroupRequest read(Members body, WriteSettingForm form, User user) {
        return settings(body.requiredReference("wrangledDataset").orElse(null), body, form, user);
    }

    /** The same for a request that names its recipe elsewhere. */
    static JobGroupRequest settings(Long recipe, Members body, WriteSettingForm form, User user) {
        Members overrides = body.object("overrides").orElseGet(() -> new Members(
                JsonNodeFactory.instance.objectNode(), "/overrides", body.defects()));
        Optional<String> execution = overrides.oneOf("execution", Execution.NAMES);
        Optional<Boolean> profiler = overrides.bool("profiler");
        String spelling = overrides.value("writesettings") != null ? "writesettings" : "writeSettings";
        Optional<List<Members>> entries = overrides.objects(spelling).filter(list -> !list.isEmpty());
        List<Integer> places = new ArrayList<>();
        Optional<List<WriteSetting.Values>> settings = entries.map(list -> {
            List<WriteSetting.Values> read = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                Optional<WriteSetting.Values> values = form.read(list.get(i), null, user);
                if (values.isPresent()) {
                    read.add(values.get());
                    places.add(i);
                }
            }
            return read;
        });
        List<Publication.Values> publications = overrides.objects("publications").orElse(List.of()).stream()
                .map(PublicationForm::read).flatMap(Optional::stream).toList();
        Map<String, String> parameters = ParameterOverrides.read(overrides, "runParameters");
        parameters.putAll(ParameterOverrides.read(body, "runParameters"));
        String ranfrom = "ui";
        if (body.has("ranfrom")) {
            JsonNode value = body.value("ranfrom");
            ranfrom = value == null ? null : body.oneOf("ranfrom", RANFROM).orElse("ui");
        }
        return new JobGroupRequest(recipe, execution, profiler, settings, overrides.pointer(spelling), places,
                publications, parameters, SparkOptions.read(overrides), ranfrom, body.string("name").orElse(null), body.string("description").orElse(null));
    }
}
