package io.drover.job.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.engine.JobCode;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;

/** {@link Progress} as JSON. */
public final class ProgressJson {
    private ProgressJson() {}

    public static byte[] write(Progress progress) {
        ObjectNode root = JsonText.object();
        root.put("version", 1).put("attempt", progress.attempt()).put("percent", progress.percent());
        root.put("rows", progress.rows()).put("bytes", progress.bytes()).put("totalBytes", progress.totalBytes());
        root.put("activity", progress.activity()).put("startedAt", progress.startedAt().toString());
        root.put("heartbeat", progress.heartbeat().toString()).put("applicationId", progress.applicationId());
        ArrayNode jobs = root.putArray("jobs");
        for (Progress.JobProgress job : progress.jobs()) {
            jobs.addObject().put("id", job.id()).put("type", job.type().word()).put("state", job.state().word())
                    .put("percent", job.percent());
        }
        return JsonText.bytes(root);
    }

    public static Progress read(byte[] text) {
        JsonMembers root = JsonMembers.parse(text, "progress.json", JobCode.INVALID_DOCUMENT);
        return new Progress(root.smallInteger("attempt"), root.smallInteger("percent"), root.integer("rows"),
                root.integer("bytes"), root.integer("totalBytes"), root.string("activity"), root.instant("startedAt"),
                root.instant("heartbeat"), root.optionalString("applicationId"),
                root.objects("jobs", job -> new Progress.JobProgress(job.integer("id"),
                        job.constant("type", JobType.class, JobType::word),
                        job.constant("state", JobState.class, JobState::word), job.smallInteger("percent"))));
    }
}
