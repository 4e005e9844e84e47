package io.drover.job.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;
import io.drover.job.spec.JobSpec.Dataset.Input;
import io.drover.job.storage.LocalPlaces;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@link JobSpec} as JSON. Members it doesn't know are ignored; a version it doesn't know is refused. */
public final class JobSpecJson {
    private static final String DOCUMENT = "job.json";

    private JobSpecJson() {}

    /** UTF-8. */
    public static byte[] write(JobSpec spec) {
        ObjectNode root = JsonText.object();
        root.put("version", spec.version()).put("jobGroup", spec.jobGroup()).put("attempt", spec.attempt());
        root.put("engine", spec.engine());
        ObjectNode jobs = root.putObject("jobs").put("wrangle", spec.jobs().wrangle());
        ArrayNode filewriters = jobs.putArray("filewriters");
        spec.jobs().filewriters().forEach(filewriters::add);
        jobs.put("profile", spec.jobs().profile());
        ArrayNode sources = root.putArray("sources");
        spec.sources().forEach(source -> writeSource(source, sources.addObject()));
        ArrayNode datasets = root.putArray("datasets");
        spec.datasets().forEach(dataset -> writeDataset(dataset, datasets.addObject()));
        root.put("target", spec.target());
        ArrayNode outputs = root.putArray("outputs");
        spec.outputs().forEach(output -> writeOutput(output, outputs.addObject()));
        root.put("profile", spec.profile());
        ObjectNode parameters = root.putObject("parameters");
        spec.parameters().forEach(parameters::put);
        root.put("referenceTime", spec.referenceTime().toString());
        JobSpec.Limits limits = spec.limits();
        ObjectNode bounds = root.putObject("limits")
                .put("memoryBytes", limits.memoryBytes())
                .put("threads", limits.threads())
                .put("timeoutSeconds", limits.timeoutSeconds())
                .put("orderedSingleFileBytes", limits.orderedSingleFileBytes());
        if (limits.localPlaces() != null) {
            ObjectNode places = bounds.putObject("localPlaces");
            limits.localPlaces().allowed().forEach(places.putArray("allowed")::add);
            limits.localPlaces().denied().forEach(places.putArray("denied")::add);
        }
        return JsonText.bytes(root);
    }

    private static void writeSource(JobSpec.Source source, ObjectNode node) {
        node.put("id", source.id()).put("name", source.name());
        ArrayNode uris = node.putArray("uris");
        source.uris().forEach(uris::add);
        JobSpec.SourceOptions options = source.options();
        node.putObject("options")
                .put("format", options.format())
                .put("delimiter", options.delimiter())
                .put("header", options.header())
                .put("quote", options.quote())
                .put("encoding", options.encoding())
                .put("structure", options.structure()).put("badRecords", options.badRecords())
                .put("sheet", options.sheet());
        ArrayNode columns = node.putArray("columns");
        for (JobSpec.SourceColumn column : source.columns()) {
            ColumnTypeJson.write(column.type(), columns.addObject().put("name", column.name()));
        }
        ObjectNode types = node.putObject("types");
        source.types().forEach((column, type) -> ColumnTypeJson.write(type, types.putObject(column)));
        ArrayNode selections = node.putArray("selections");
        source.selections().forEach(selection -> selections.addObject().put("name", selection.name())
                .put("kind", selection.kind().word()).put("value", selection.value()));
    }

    private static void writeDataset(JobSpec.Dataset dataset, ObjectNode node) {
        node.put("id", dataset.id()).put("name", dataset.name());
        writeInput(dataset.input(), node.putObject("input"));
        ObjectNode references = node.putObject("references");
        dataset.references().forEach((name, input) -> writeInput(input, references.putObject(name)));
        node.put("recipe", dataset.recipe());
    }

    private static void writeInput(Input input, ObjectNode node) {
        if (input.source() != null) {
            node.put("source", input.source());
        } else {
            node.put("dataset", input.dataset());
        }
    }

    private static void writeOutput(JobSpec.Output output, ObjectNode node) {
        node.put("id", output.id()).put("path", output.path());
        node.put("action", word(output.action())).put("format", word(output.format()));
        node.put("compression", word(output.compression()));
        node.put("header", output.header()).put("asSingleFile", output.asSingleFile());
        node.put("delimiter", output.delimiter()).put("hasQuotes", output.hasQuotes());
        node.put("includeMismatches", output.includeMismatches());
    }

    /**
     * @throws JobFailure if the document isn't a job of a known version; the message says where
     */
    public static JobSpec read(byte[] text) {
        JsonMembers root = JsonMembers.parse(text, DOCUMENT, JobCode.INVALID_SPEC);
        int version = root.smallInteger("version");
        if (version != JobSpec.VERSION) {
            throw JobCode.UNSUPPORTED_VERSION.failure(DOCUMENT + " has version " + version
                    + "; this release runs version " + JobSpec.VERSION);
        }
        JsonMembers jobs = root.object("jobs");
        JsonMembers limits = root.has("limits") ? root.object("limits") : null;
        JobSpec spec = new JobSpec(
                version,
                root.integer("jobGroup"),
                root.smallInteger("attempt"),
                root.string("engine"),
                new JobSpec.Jobs(jobs.integer("wrangle"), jobs.integers("filewriters"),
                        jobs.optionalInteger("profile")),
                root.objects("sources", JobSpecJson::readSource),
                root.objects("datasets", JobSpecJson::readDataset),
                root.string("target"),
                root.objects("outputs", JobSpecJson::readOutput),
                root.bool("profile"),
                root.stringMap("parameters"),
                root.instant("referenceTime"),
                limits == null
                        ? JobSpec.Limits.DEFAULT
                        : new JobSpec.Limits(limits.optionalInteger("memoryBytes"),
                                limits.optionalSmallInteger("threads"), limits.optionalInteger("timeoutSeconds"),
                                limits.optionalInteger("orderedSingleFileBytes"), readPlaces(limits)));
        check(spec);
        return spec;
    }

    private static LocalPlaces readPlaces(JsonMembers limits) {
        if (!limits.has("localPlaces")) {
            return null;
        }
        JsonMembers places = limits.object("localPlaces");
        return new LocalPlaces(places.strings("allowed"), places.strings("denied"));
    }

    private static JobSpec.Source readSource(JsonMembers node) {
        JsonMembers options = node.has("options") ? node.object("options") : null;
        String structure = options == null ? null : options.optionalString("structure");
        return new JobSpec.Source(
                node.string("id"),
                node.string("name"),
                node.strings("uris"),
                options == null
                        ? JobSpec.SourceOptions.DETECT
                        : new JobSpec.SourceOptions(options.optionalString("format"),
                                options.optionalString("delimiter"), options.optionalBool("header"),
                                options.optionalString("quote"), options.optionalString("encoding"),
                                structure == null ? "auto" : structure, options.optionalString("sheet"),
                                options.optionalString("badRecords")),
                node.objects("columns",
                        column -> new JobSpec.SourceColumn(column.string("name"), ColumnTypeJson.read(column))),
                node.objectMap("types", ColumnTypeJson::read),
                node.has("selections")
                        ? node.objects("selections", selection -> new JobSpec.PathSelection(selection.string("name"),
                                selection.constant("kind", JobSpec.PathSelection.Kind.class,
                                        JobSpec.PathSelection.Kind::word),
                                selection.string("value")))
                        : List.of());
    }

    private static JobSpec.Dataset readDataset(JsonMembers node) {
        return new JobSpec.Dataset(node.string("id"), node.string("name"), readInput(node.object("input")),
                node.objectMap("references", JobSpecJson::readInput), node.string("recipe"));
    }

    private static Input readInput(JsonMembers node) {
        if (node.has("source") == node.has("dataset")) {
            throw node.wrong("source", "given, or else dataset (exactly one of the two)", null);
        }
        return new Input(node.optionalString("source"), node.optionalString("dataset"));
    }

    private static JobSpec.Output readOutput(JsonMembers node) {
        return new JobSpec.Output(
                node.string("id"),
                node.string("path"),
                node.constant("action", JobSpec.Action.class, JobSpecJson::word),
                node.constant("format", JobSpec.FileFormat.class, JobSpecJson::word),
                node.has("compression")
                        ? node.constant("compression", JobSpec.Compression.class, JobSpecJson::word)
                        : JobSpec.Compression.NONE,
                node.has("header") && node.bool("header"),
                node.has("asSingleFile") && node.bool("asSingleFile"),
                node.has("delimiter") ? node.string("delimiter") : ",",
                node.has("hasQuotes") && node.bool("hasQuotes"),
                !node.has("includeMismatches") || node.bool("includeMismatches"));
    }

    /** References that name nothing, repeated ids, and counts that don't fit: all of it in one failure. */
    private static void check(JobSpec spec) {
        Set<String> problems = new java.util.LinkedHashSet<>();
        if (spec.attempt() < 1) {
            problems.add("/attempt must be 1 or more");
        }
        Set<String> sources = new HashSet<>();
        spec.sources().forEach(source -> {
            if (!sources.add(source.id())) {
                problems.add("source id \"" + source.id() + "\" occurs twice");
            }
            if (source.uris().isEmpty()) {
                problems.add("source \"" + source.id() + "\" has no uris");
            }
        });
        Set<String> datasets = new HashSet<>();
        spec.datasets().forEach(dataset -> {
            checkInput(dataset.id(), dataset.input(), sources, datasets, problems);
            dataset.references().values()
                    .forEach(input -> checkInput(dataset.id(), input, sources, datasets, problems));
            if (!datasets.add(dataset.id())) {
                problems.add("dataset id \"" + dataset.id() + "\" occurs twice");
            }
        });
        if (!datasets.contains(spec.target())) {
            problems.add("/target names no dataset: \"" + spec.target() + "\"");
        }
        Set<String> outputs = new HashSet<>();
        spec.outputs().forEach(output -> {
            if (!outputs.add(output.id())) {
                problems.add("output id \"" + output.id() + "\" occurs twice");
            }
            if (!output.id().matches("[A-Za-z0-9_-]{1,64}")) {
                // It becomes the name of a staging folder.
                problems.add("output id \"" + output.id() + "\" must be 1 to 64 letters, digits, _ or -");
            }
            if (output.delimiter().isEmpty()) {
                problems.add("output \"" + output.id() + "\" has an empty delimiter");
            }
        });
        if (spec.jobs().filewriters().size() != spec.outputs().size()) {
            problems.add("/jobs/filewriters has " + spec.jobs().filewriters().size() + " ids for "
                    + spec.outputs().size() + " outputs");
        }
        if (spec.profile() != (spec.jobs().profile() != null)) {
            problems.add("/jobs/profile must be given exactly when /profile is true");
        }
        if (!problems.isEmpty()) {
            throw JobCode.INVALID_SPEC.failure(DOCUMENT + ": " + String.join("; ", problems));
        }
    }

    private static void checkInput(String dataset, Input input, Set<String> sources, Set<String> earlier,
            Set<String> problems) {
        if (input.source() != null && !sources.contains(input.source())) {
            problems.add("dataset \"" + dataset + "\" reads the unknown source \"" + input.source() + "\"");
        }
        if (input.dataset() != null && !earlier.contains(input.dataset())) {
            problems.add("dataset \"" + dataset + "\" reads dataset \"" + input.dataset()
                    + "\", which does not stand before it");
        }
    }

    /** Enumeration constants as the REST contract spells them, e.g. {@code overwrite}. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
