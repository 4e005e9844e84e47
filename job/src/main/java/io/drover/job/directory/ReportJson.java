package io.drover.job.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.directory.Report.Failure;
import io.drover.job.directory.Report.InputResult;
import io.drover.job.directory.Report.JobResult;
import io.drover.job.directory.Report.Outcome;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.JobCode;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;

/** {@link Report} as JSON. */
public final class ReportJson {
    private ReportJson() {}

    public static byte[] write(Report report) {
        ObjectNode root = JsonText.object();
        root.put("version", 1).put("attempt", report.attempt()).put("outcome", report.outcome().word());
        root.put("startedAt", report.startedAt().toString()).put("finishedAt", report.finishedAt().toString());
        root.put("rows", report.rows()).put("bytesRead", report.bytesRead());
        ArrayNode jobs = root.putArray("jobs");
        for (JobResult job : report.jobs()) {
            ObjectNode node = jobs.addObject().put("id", job.id()).put("type", job.type().word())
                    .put("state", job.state().word());
            if (job.error() != null) {
                node.putObject("error").put("code", job.error().code()).put("message", job.error().message());
            }
        }
        ArrayNode outputs = root.putArray("outputs");
        report.outputs().forEach(output -> writeOutput(output, outputs.addObject()));
        ArrayNode inputs = root.putArray("inputs");
        for (InputResult input : report.inputs()) {
            ArrayNode files =
                    inputs.addObject().put("source", input.source()).put("name", input.name()).putArray("files");
            input.files().forEach(files::add);
        }
        ArrayNode warnings = root.putArray("warnings");
        report.warnings().forEach(warnings::add);
        return JsonText.bytes(root);
    }

    public static Report read(byte[] text) {
        JsonMembers root = JsonMembers.parse(text, "report.json", JobCode.INVALID_DOCUMENT);
        return new Report(root.smallInteger("attempt"), root.constant("outcome", Outcome.class, Outcome::word),
                root.instant("startedAt"), root.instant("finishedAt"), root.integer("rows"), root.integer("bytesRead"),
                root.objects("jobs", ReportJson::readJob), root.objects("outputs", ReportJson::readOutput),
                root.objects("inputs", input -> new InputResult(input.string("source"), input.string("name"),
                        input.strings("files"))),
                root.strings("warnings"));
    }

    private static JobResult readJob(JsonMembers node) {
        JsonMembers error = node.has("error") ? node.object("error") : null;
        return new JobResult(node.integer("id"), node.constant("type", JobType.class, JobType::word),
                node.constant("state", JobState.class, JobState::word),
                error == null ? null : new Failure(error.string("code"), error.string("message")));
    }

    /** Also used by the publisher's journal. */
    public static void writeOutput(OutputResult output, ObjectNode node) {
        node.put("id", output.id()).put("job", output.job()).put("requested", output.requested());
        node.put("uri", output.uri()).put("directory", output.directory()).put("format", output.format());
        node.put("size", output.size()).put("rows", output.rows()).put("primary", output.primary());
    }

    public static OutputResult readOutput(JsonMembers node) {
        return new OutputResult(node.string("id"), node.integer("job"), node.string("requested"), node.string("uri"),
                node.bool("directory"), node.string("format"), node.integer("size"), node.integer("rows"),
                node.bool("primary"));
    }
}
