package io.drover.launcher.jobgroups;

import io.drover.launcher.flows.OutputObject;
import io.drover.launcher.flows.OutputObjects;
import io.drover.launcher.flows.Publication;
import io.drover.launcher.flows.Publications;
import io.drover.launcher.flows.WriteSetting;
import io.drover.launcher.flows.WriteSettings;
import io.drover.launcher.rest.Defects;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The settings in force for a job group: each from the request, else the recipe's output object, else the recipe's
 * last run.
 *
 * @param execution null if nothing gives it, which is then noted
 * @param pointer of the array of write settings, for messages
 * @param places of each write setting, its place in that array, which may hold wrong ones too
 */
record RunSettings(
        String execution, boolean profiler, List<WriteSetting.Values> writeSettings,
        List<Publication.Values> publications, String pointer, List<Integer> places) {

    /** Finds them. */
    static final class Resolver {
        private final OutputObjects outputs;
        private final WriteSettings writeSettings;
        private final Publications publications;
        private final JobGroups jobGroups;

        Resolver(OutputObjects outputs, WriteSettings writeSettings, Publications publications, JobGroups jobGroups) {
            this.outputs = outputs;
            this.writeSettings = writeSettings;
            this.publications = publications;
            this.jobGroups = jobGroups;
        }

        RunSettings resolve(JobGroupRequest request, long recipe, Defects defects) {
            Optional<OutputObject> output = outputs.of(recipe).stream().findFirst();
            Optional<JobGroup> last = jobGroups.latest(recipe);
            Optional<String> execution = request.execution()
                    .or(() -> output.map(OutputObject::execution))
                    .or(() -> last.map(JobGroup::execution));
            Optional<Boolean> profiler = request.profiler()
                    .or(() -> output.map(OutputObject::profiler))
                    .or(() -> last.map(JobGroup::profiler));
            List<Publication.Values> tables = request.publications();
            String pointer = request.writeSettingsPointer();
            Optional<List<WriteSetting.Values>> settings = request.writeSettings();
            if (settings.isEmpty() && output.isPresent()) {
                List<WriteSetting.Values> stored = values(writeSettings.of(output.get()));
                List<Publication.Values> storedTables =
                        publications.of(output.get()).stream().map(Publication::values).toList();
                if (!stored.isEmpty() || !storedTables.isEmpty()) {
                    settings = Optional.of(stored);
                    tables = tables.isEmpty() ? storedTables : tables;
                    pointer = "/outputObject/writeSettings";
                }
            }
            if (settings.isEmpty() && last.isPresent()) {
                List<WriteSetting.Values> used = values(writeSettings.ofJobGroup(last.get().id()));
                settings = used.isEmpty() ? Optional.empty() : Optional.of(used);
                pointer = "/lastRun/writesettings";
            }
            missing("execution", execution, defects);
            missing("profiler", profiler, defects);
            missing("writesettings", settings, defects);
            List<WriteSetting.Values> found = settings.orElse(List.of());
            List<Integer> places = request.writeSettings().isPresent() ? request.writeSettingsPlaces()
                    : IntStream.range(0, found.size()).boxed().toList();
            return new RunSettings(execution.orElse(null), profiler.orElse(false), found, tables, pointer, places);
        }

        private static void missing(String member, Optional<?> value, Defects defects) {
            String pointer = "/overrides/" + member;
            // Given but wrong is told already.
            if (value.isEmpty() && defects.all().stream().noneMatch(d -> d.pointer().equals(pointer))) {
                defects.invalid(pointer, "REQUIRED", "overrides." + member + " is required");
            }
        }

        private static List<WriteSetting.Values> values(List<WriteSetting> settings) {
            return settings.stream().map(WriteSetting::values).toList();
        }
    }
}
