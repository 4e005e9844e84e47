package io.drover.launcher.jobgroups;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.FlatForm;
import io.drover.launcher.rest.Ids;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v4/jobGroups} and its list pages; what a group produced is in {@link ResultController}. */
@RestController
final class JobGroupController {
    private final JobRequests requests;
    private final JobGroups jobGroups;
    private final Jobs jobs;
    private final JobStates states;
    private final JobObjects objects;
    private final QueueSignal signal;
    private final TransactionTemplate transaction;

    JobGroupController(JobRequests requests, JobGroups jobGroups, Jobs jobs, JobStates states, JobObjects objects,
            QueueSignal signal, TransactionTemplate transaction) {
        this.requests = requests;
        this.jobGroups = jobGroups;
        this.jobs = jobs;
        this.states = states;
        this.objects = objects;
        this.signal = signal;
        this.transaction = transaction;
    }

    /** Writes the answer itself, to learn whether the client was still there to take it. */
    @PostMapping("/v4/jobGroups")
    void create(User user, JsonBody body, HttpServletRequest request, HttpServletResponse response) {
        JobRequests.Accepted accepted = accept(user, body, request);
        write(accepted, accepted.body(), response);
    }

    @PostMapping("/v3/jobGroups")
    void createV3(User user, JsonBody body, HttpServletRequest request, HttpServletResponse response) {
        JobRequests.Accepted accepted = accept(user, body, request);
        ObjectNode answer = accepted.body().deepCopy();
        answer.put("jobgroupId", accepted.jobGroup());
        ArrayNode ids = answer.putArray("jobIds");
        answer.get("jobs").get("data").forEach(job -> ids.add(job.get("id")));
        write(accepted, answer, response);
    }

    private JobRequests.Accepted accept(User user, JsonBody body, HttpServletRequest request) {
        return requests.accept(body, Optional.ofNullable(request.getHeader("Idempotency-Key")), user);
    }

    private void write(JobRequests.Accepted accepted, ObjectNode answer, HttpServletResponse response) {
        byte[] bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        try {
            // In two steps: a connection that the client has closed takes the first and fails the second.
            response.flushBuffer();
            response.getOutputStream().write(bytes);
            response.flushBuffer();
        } catch (IOException clientGone) {
            requests.notAcknowledged(accepted);
        }
    }

    @GetMapping({"/v4/jobGroups", "/v3/jobGroups"})
    ResponseEntity<JsonNode> list(User user, Query query) {
        return Answers.ok(objects.list(jobGroups.list(user, query), query.embed()));
    }

    @GetMapping("/v4/jobGroups/count")
    ResponseEntity<JsonNode> count(User user, Query query) {
        return Answers.ok(Json.object().put("count", jobGroups.count(user, query)));
    }

    @GetMapping("/v4/jobLibrary")
    ResponseEntity<JsonNode> library(User user, Query query) {
        return Answers.ok(objects.list(jobGroups.library(user, query), query.embed()));
    }

    @GetMapping("/v4/jobLibrary/count")
    ResponseEntity<JsonNode> libraryCount(User user, Query query) {
        return Answers.ok(Json.object().put("count", jobGroups.libraryCount(user, query)));
    }

    @GetMapping("/v4/jobGroups/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id, Query query) {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        return Answers.ok(objects.jobGroup().render(group, query.embed()));
    }

    @GetMapping("/v3/jobGroups/{id}")
    ResponseEntity<JsonNode> readV3(User user, @PathVariable String id, Query query) {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        ObjectNode node = objects.jobGroup().render(group, query.embed());
        FlatForm.of(node, Map.of()).remove(List.of("workspace", "ranfor", "flowRun"));
        node.set("wrangleScript", Json.stub(group.recipe()));
        if (node.get("jobs") == null) {
            node.putObject("jobs").putNull("data");
        }
        return Answers.ok(node);
    }

    @GetMapping({"/v4/jobGroups/{id}/status", "/v3/jobGroups/{id}/status"})
    ResponseEntity<JsonNode> status(User user, @PathVariable String id) {
        return Answers.word(Status.shown(jobGroups.lookup().inPath(id, user).status()));
    }

    @GetMapping({"/v4/jobGroups/{id}/jobs", "/v3/jobGroups/{id}/jobs"})
    ResponseEntity<JsonNode> jobs(User user, @PathVariable String id, Query query) {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        return Answers.ok(objects.job().list(jobs.of(group.id()), query.embed()));
    }

    /** What happened to the group, in order; an extension. */
    @GetMapping("/v4/jobGroups/{id}/history")
    ResponseEntity<JsonNode> history(User user, @PathVariable String id, Query query) {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        return Answers.ok(Json.data(jobs.history(group.id()), entry -> Json.object()
                .put("at", Json.timestamp(entry.at())).put("attempt", entry.attempt()).put("event", entry.event())
                .put("text", entry.text())));
    }

    @PostMapping("/v4/jobGroups/{id}/cancel")
    ResponseEntity<JsonNode> cancel(User user, @PathVariable String id, JsonBody body) {
        JobGroup group = jobGroups.lookup().inPath(id, user);
        List<Job> stopped = states.requestCancel(group.id(), user);
        signal.raise();
        ObjectNode answer = Json.object().put("jobgroupId", group.id());
        ArrayNode ids = answer.putArray("jobIds");
        stopped.forEach(job -> ids.add(job.id()));
        return Answers.ok(answer);
    }

    @DeleteMapping("/v4/jobGroups/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        JobGroup group = jobGroups.lookup().inPath(id, user);
        states.requestCancel(group.id(), user);
        transaction.executeWithoutResult(status -> jobGroups.delete(group.id(), user));
        signal.raise();
        return Answers.noContent();
    }

    @GetMapping("/v4/jobs/{id}")
    ResponseEntity<JsonNode> job(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.job().render(job(id, user), query.embed()));
    }

    @GetMapping("/v4/jobs/{id}/status")
    ResponseEntity<JsonNode> jobStatus(User user, @PathVariable String id) {
        return Answers.word(job(id, user).status());
    }

    @GetMapping("/v4/jobs")
    ResponseEntity<JsonNode> jobsOf(User user, Query query) {
        String id = query.text("jobGroupId").orElseThrow(() ->
                ApiException.invalid("jobGroupId", "REQUIRED", "jobGroupId is required"));
        return Answers.ok(objects.job().list(jobs.of(jobGroups.lookup().inPath(id, user).id()), query.embed()));
    }

    private Job job(String id, User user) {
        long number = Ids.inPath(id);
        Job job = jobs.find(number)
                .orElseThrow(() -> ApiException.notFound("There is no job with id " + number));
        jobGroups.lookup().required(job.jobGroup(), user);
        return job;
    }
}
