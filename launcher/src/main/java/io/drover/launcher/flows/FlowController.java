package io.drover.launcher.flows;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Embed;
import io.drover.launcher.rest.FlatForm;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Members;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /v4/flows}. */
@RestController
final class FlowController {
    private static final Map<String, String> FLAT = Map.of("workspace", "workspaceId", "folder", "folderId");

    private final Flows flows;
    private final FlowObjects objects;
    private final ImportedDatasets datasets;
    private final OutputObjects outputs;
    private final FlowCopy copy;
    private final TransactionTemplate transaction;

    FlowController(Flows flows, FlowObjects objects, ImportedDatasets datasets, OutputObjects outputs, FlowCopy copy,
            TransactionTemplate transaction) {
        this.flows = flows;
        this.objects = objects;
        this.datasets = datasets;
        this.outputs = outputs;
        this.copy = copy;
        this.transaction = transaction;
    }

    @PostMapping("/v4/flows")
    ResponseEntity<JsonNode> create(User user, JsonBody body) {
        return Answers.created(objects.flow().render(add(user, body), Embed.NONE));
    }

    @PostMapping("/v3/flows")
    ResponseEntity<JsonNode> createV3(User user, JsonBody body) {
        return Answers.created(FlatForm.of(objects.flow().render(add(user, body), Embed.NONE), FLAT));
    }

    private Flow add(User user, JsonBody body) {
        Defects defects = new Defects();
        Members members = body.object(defects);
        String name = members.requiredString("name");
        String description = members.string("description").orElse(null);
        Map<String, String> parameters = members.texts("parameters").orElse(Map.of());
        defects.check();
        return transaction.execute(status -> flows.add(name, description, parameters, user));
    }

    @GetMapping("/v4/flows")
    ResponseEntity<JsonNode> list(User user, Query query) {
        return Answers.ok(objects.flow().list(flows.list(user, query), query.embed()));
    }

    @GetMapping("/v4/flows/count")
    ResponseEntity<JsonNode> count(User user, Query query) {
        return Answers.ok(Json.object().put("count", flows.count(user, query)));
    }

    @GetMapping("/v4/flows/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id, Query query) {
        Flow flow = flows.lookup().inPath(id, user, query);
        return Answers.ok(objects.flow().render(flow, query.embed()));
    }

    @GetMapping("/v3/flows/{id}")
    ResponseEntity<JsonNode> readV3(User user, @PathVariable String id, Query query) {
        Flow flow = flows.lookup().inPath(id, user, query);
        return Answers.ok(FlatForm.of(objects.flow().render(flow, Embed.NONE), FLAT));
    }

    @RequestMapping(path = "/v4/flows/{id}", method = {RequestMethod.PATCH, RequestMethod.PUT})
    ResponseEntity<JsonNode> update(User user, @PathVariable String id, JsonBody body) {
        Flow flow = flows.lookup().inPath(id, user);
        Defects defects = new Defects();
        Members members = body.object(defects);
        String name = members.has("name") ? members.requiredString("name") : flow.name();
        String description = members.has("description") ? members.string("description").orElse(null)
                : flow.description();
        Map<String, String> parameters = members.has("parameters") ? members.texts("parameters").orElse(Map.of())
                : flow.parameters();
        defects.check();
        Flow updated = transaction.execute(status -> flows.update(flow.id(), name, description, parameters, user));
        return Answers.ok(objects.flow().render(updated, Embed.NONE));
    }

    @DeleteMapping("/v4/flows/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        Flow flow = flows.lookup().inPath(id, user);
        transaction.executeWithoutResult(status -> flows.delete(flow.id(), user));
        return Answers.noContent();
    }

    @PostMapping("/v4/flows/{id}/copy")
    ResponseEntity<JsonNode> copy(User user, @PathVariable String id, JsonBody body) {
        Flow flow = flows.lookup().inPath(id, user);
        Defects defects = new Defects();
        Members members = body.object(defects);
        String name = members.string("name").filter(n -> !n.isBlank()).orElse(flow.name() + " copy");
        String description = members.string("description").orElse(flow.description());
        boolean withDatasources = members.bool("copyDatasources").orElse(false);
        defects.check();
        Flow made = transaction.execute(status -> copy.copy(flow, name, description, withDatasources, user));
        return Answers.created(objects.flow().render(made, Embed.NONE));
    }

    @GetMapping("/v4/flows/{id}/inputs")
    ResponseEntity<JsonNode> inputs(User user, @PathVariable String id, Query query) {
        Flow flow = flows.lookup().inPath(id, user);
        return Answers.ok(objects.importedDataset().list(datasets.inFlow(flow.id()), query.embed()));
    }

    @GetMapping("/v4/flows/{id}/outputs")
    ResponseEntity<JsonNode> outputs(User user, @PathVariable String id, Query query) {
        Flow flow = flows.lookup().inPath(id, user);
        return Answers.ok(objects.outputObject().list(outputs.inFlow(flow.id()), query.embed()));
    }
}
