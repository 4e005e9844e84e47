package io.drover.job.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.directory.ReportJson;
import io.drover.job.engine.JobCode;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The decision to publish: once it is written, the publication is only ever rolled forward. It lies in the transaction
 * directory of the first location.
 *
 * @param done whether all steps are; then only the clean-up is left, and no step may be repeated
 */
record Journal(
        TransactionId transaction, List<Step> steps, List<OutputResult> outputs, boolean done) {

    static final String NAME = "journal.json";

    Journal {
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
    }

    Journal finished() {
        return new Journal(transaction, steps, outputs, true);
    }

    /** With another target for a step, for those after it that build on it, and for the outputs that they publish. */
    Journal redirected(int step, String newTarget) {
        String old = steps.get(step).target();
        List<Step> newSteps = new ArrayList<>(steps);
        newSteps.set(step, steps.get(step).to(newTarget));
        for (int i = step + 1; i < newSteps.size(); i++) {
            String target = newSteps.get(i).target();
            if (target.equals(old) || target.startsWith(old + "/")) {
                newSteps.set(i, newSteps.get(i).to(newTarget + target.substring(old.length())));
            }
        }
        List<OutputResult> newOutputs = outputs.stream()
                .map(o -> !o.uri().equals(OutputResult.location(old)) ? o : new OutputResult(o.id(), o.job(), o.requested(), newTarget,
                        o.directory(), o.format(), o.size(), o.rows(), o.primary()))
                .toList();
        return new Journal(transaction, newSteps, newOutputs, done);
    }

    byte[] toJson() {
        ObjectNode root = JsonText.object();
        root.put("version", 1);
        transaction.write(root);
        root.put("done", done);
        ArrayNode list = root.putArray("steps");
        for (Step step : steps) {
            list.addObject().put("kind", step.kind().word()).put("parent", step.parent()).put("staged", step.staged())
                    .put("target", step.target()).put("nextFree", step.nextFree());
        }
        ArrayNode results = root.putArray("outputs");
        outputs.forEach(output -> ReportJson.writeOutput(output, results.addObject()));
        return JsonText.bytes(root);
    }

    /** @param file for messages */
    static Journal fromJson(byte[] text, Path file) {
        JsonMembers root = JsonMembers.parse(text, file.toString(), JobCode.INVALID_DOCUMENT);
        if (root.smallInteger("version") != 1) {
            throw JobCode.UNSUPPORTED_VERSION.failure(file + " has version " + root.smallInteger("version")
                    + "; this release knows version 1");
        }
        return new Journal(TransactionId.read(root),
                root.objects("steps", step -> new Step(step.constant("kind", Step.Kind.class, Step.Kind::word),
                        step.smallInteger("parent"), step.string("staged"), step.string("target"),
                        step.bool("nextFree"))),
                root.objects("outputs", ReportJson::readOutput), root.bool("done"));
    }
}
