package io.drover.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.api.ApiClient;
import io.drover.cli.run.ProgressDisplay;
import java.io.PrintWriter;

/** Follows a job group on a server to its end. */
final class JobWatch {
    private static final long POLL_MILLIS = 500;

    private final ApiClient client;
    private final PrintWriter err;

    JobWatch(ApiClient client, PrintWriter err) {
        this.client = client;
        this.err = err;
    }

    /** The exit code that says how it ended. */
    int untilDone(long id) {
        try (ProgressDisplay display = ProgressDisplay.on(err, "job group " + id)) {
            while (true) {
                JsonNode group = client.get("/v4/jobGroups/" + id + "?embed=jobs");
                String status = group.path("status").asText();
                display.show(percent(group), status);
                switch (status) {
                    case "Complete":
                        return ExitCode.SUCCESS;
                    case "Failed":
                        group.path("jobs").path("data").forEach(job -> {
                            String error = error(job);
                            if (!error.isEmpty()) {
                                display.line(job.path("jobType").asText() + " " + job.path("id").asText() + ": " + error);
                            }
                        });
                        return ExitCode.FAILED;
                    case "Canceled":
                        return ExitCode.CANCELED;
                    default:
                        pause();
                }
            }
        }
    }

    /** What went wrong with a job, with its code; empty if nothing did. */
    static String error(JsonNode job) {
        String message = job.path("errorMessage").asText("");
        String code = job.path("errorCode").asText("");
        return message.isEmpty() || code.isEmpty() ? message : message + " [" + code + "]";
    }

    private static int percent(JsonNode group) {
        int sum = 0;
        int count = 0;
        for (JsonNode job : group.path("jobs").path("data")) {
            sum += job.path("percentComplete").asInt();
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a job", e);
        }
    }
}
