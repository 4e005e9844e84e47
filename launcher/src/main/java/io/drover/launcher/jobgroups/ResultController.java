package io.drover.launcher.jobgroups;

import io.drover.launcher.flows.ImportedDatasets;
import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Ids;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a job group read, wrote, logged and found out. */
@RestController
final class ResultController {
    private final JobGroups jobGroups;
    private final Jobs jobs;
    private final JobObjects objects;
    private final ImportedDatasets datasets;
    private final JobFiles files;

    ResultController(JobGroups jobGroups, Jobs jobs, JobObjects objects, ImportedDatasets datasets, JobFiles files) {
        this.jobGroups = jobGroups;
        this.jobs = jobs;
        this.objects = objects;
        this.datasets = datasets;
        this.files = files;
    }

    @GetMapping("/v4/jobGroups/{id}/outputs")
    ResponseEntity<JsonNode> outputs(User user, @PathVariable String id, Query query) {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        ObjectNode node = Json.object();
        node.set("files", Json.data(jobs.results(group.id()), result -> Json.object().put("uri", result.uri())
                .put("fileType", result.directory() ? "DIRECTORY" : "FILE").put("isPrimaryOutput", result.primary())
                .put("format", result.format()).put("size", result.size())));
        node.set("tables", Json.data(Json.array()));
        return Answers.ok(node);
    }

    @GetMapping("/v4/jobGroups/{id}/inputs")
    ResponseEntity<JsonNode> inputs(User user, @PathVariable String id, Query query) {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        return Answers.ok(Json.data(jobs.inputs(group.id()), input -> {
            ObjectNode node = Json.object();
            ObjectNode dataset = Json.stub(input.importedDataset());
            datasets.find(input.importedDataset()).ifPresent(found -> dataset.put("name", found.name()));
            node.set("importedDataset", dataset);
            node.set("files", Json.read(input.files()));
            return node;
        }));
    }

    @GetMapping("/v4/jobGroups/{id}/publications")
    ResponseEntity<JsonNode> publications(User user, @PathVariable String id, Query query) {
        jobGroups.lookup().inPath(id, user, query);
        return Answers.ok(Json.data(Json.array()));
    }

    @GetMapping("/v4/jobGroups/{id}/profile")
    ResponseEntity<JsonNode> profile(User user, @PathVariable String id, Query query) {
        return Answers.ok(profileOf(jobGroups.lookup().inPath(id, user, query)));
    }

    @GetMapping("/v4/jobGroups/{id}/profileResults")
    ResponseEntity<JsonNode> profileResults(User user, @PathVariable String id, Query query) {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        profileOf(group);
        ArrayNode array = Json.array();
        array.addObject().put("uri", "/v4/jobGroups/" + group.id() + "/profile").put("name", "profile.json");
        return Answers.ok(Json.data(array));
    }

    @GetMapping("/v4/jobGroups/{id}/logs")
    void logs(User user, @PathVariable String id, Query query, HttpServletResponse response) throws IOException {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"job-" + group.id() + "-logs.zip\"");
        files.as(group, () -> {
            new JobLogs(group, jobs, files).writeZip(response.getOutputStream());
            return null;
        });
    }

    @GetMapping("/v4/scriptResults/{id}")
    ResponseEntity<JsonNode> scriptResult(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.scriptResult().render(result(id, user), query.embed()));
    }

    @GetMapping("/v4/scriptResults/{id}/download")
    void download(User user, @PathVariable String id, HttpServletResponse response) throws IOException {
        ScriptResult result = result(id, user);
        files.as(jobGroups.find(result.jobGroup()).orElseThrow(), () -> {
            new ResultDownload(result, files.hadoop()).write(response);
            return null;
        });
    }

    private JsonNode profileOf(JobGroup group) {
        if (!group.profiler()) {
            throw ApiException.noProfile(group.id());
        }
        return jobGroups.profile(group.id()).map(Json::read).orElseThrow(() -> ApiException.notFound(
                group.isTerminal() ? "Profiling of job group " + group.id() + " failed"
                        : "The profile of job group " + group.id() + " is not ready yet"));
    }

    private ScriptResult result(String id, User user) {
        long number = Ids.inPath(id);
        ScriptResult result = jobs.result(number)
                .orElseThrow(() -> ApiException.notFound("There is no script result with id " + number));
        jobGroups.lookup().visible(result.jobGroup(), user);
        return result;
    }
}
