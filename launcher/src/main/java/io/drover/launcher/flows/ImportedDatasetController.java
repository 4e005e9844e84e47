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
import java.util.Optional;
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

/** {@code /v4/importedDatasets}. */
@RestController
final class ImportedDatasetController {
    private final ImportedDatasets datasets;
    private final Flows flows;
    private final FlowNodes nodes;
    private final FlowObjects objects;
    private final ImportedDatasetForm form;
    private final TransactionTemplate transaction;

    ImportedDatasetController(ImportedDatasets datasets, Flows flows, FlowNodes nodes, FlowObjects objects,
            ImportedDatasetForm form, TransactionTemplate transaction) {
        this.datasets = datasets;
        this.flows = flows;
        this.nodes = nodes;
        this.objects = objects;
        this.form = form;
        this.transaction = transaction;
    }

    @PostMapping("/v4/importedDatasets")
    ResponseEntity<JsonNode> create(User user, JsonBody body) {
        Defects defects = new Defects();
        ImportedDatasets.Draft draft = form.read(body.object(defects), user);
        defects.check();
        ImportedDataset made = transaction.execute(status -> datasets.add(draft, user));
        return Answers.created(objects.importedDataset().render(made, Embed.NONE));
    }

    @GetMapping("/v4/importedDatasets")
    ResponseEntity<JsonNode> list(User user, Query query) {
        return Answers.ok(objects.importedDataset().list(datasets.list(user, query), query.embed()));
    }

    @GetMapping("/v4/importedDatasets/count")
    ResponseEntity<JsonNode> count(User user, Query query) {
        return Answers.ok(Json.object().put("count", datasets.count(user, query)));
    }

    @GetMapping("/v4/importedDatasets/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.importedDataset().render(datasets.lookup().inPath(id, user, query), query.embed()));
    }

    @RequestMapping(path = "/v4/importedDatasets/{id}", method = {RequestMethod.PATCH, RequestMethod.PUT})
    ResponseEntity<JsonNode> update(User user, @PathVariable String id, JsonBody body) {
        ImportedDataset dataset = datasets.lookup().inPath(id, user);
        Defects defects = new Defects();
        Members members = body.object(defects);
        String name = members.has("name") ? members.requiredString("name") : dataset.name();
        String description = members.has("description") ? members.string("description").orElse(null)
                : dataset.description();
        Optional<ImportedDatasets.Draft> place = form.move(dataset, members, user);
        defects.check();
        ImportedDataset updated = transaction.execute(status -> {
            place.ifPresent(draft -> datasets.move(dataset.id(), draft, user));
            return datasets.update(dataset.id(), name, description, user);
        });
        return Answers.ok(objects.importedDataset().render(updated, Embed.NONE));
    }

    @DeleteMapping("/v4/importedDatasets/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        ImportedDataset dataset = datasets.lookup().inPath(id, user);
        transaction.executeWithoutResult(status -> datasets.delete(dataset.id(), user));
        return Answers.noContent();
    }

    @PostMapping("/v4/importedDatasets/{id}/addToFlow")
    ResponseEntity<JsonNode> addToFlow(User user, @PathVariable String id, JsonBody body) {
        return Answers.created(objects.node().render(add(user, id, body), Embed.NONE));
    }

    @PostMapping("/v3/importedDatasets/{id}/addToFlow")
    ResponseEntity<JsonNode> addToFlowV3(User user, @PathVariable String id, JsonBody body) {
        return Answers.created(FlatForm.of(objects.node().render(add(user, id, body), Embed.NONE),
                Map.of("flow", "flowId", "recipe", "scriptId")));
    }

    private FlowNode add(User user, String id, JsonBody body) {
        ImportedDataset dataset = datasets.lookup().inPath(id, user);
        Defects defects = new Defects();
        Members members = body.object(defects);
        Optional<Flow> flow = flows.lookup().inBody(members.requiredReference("flow"), "/flow/id", user, defects);
        defects.check();
        return transaction.execute(status -> nodes.addSource(flow.orElseThrow().id(), dataset, user));
    }
}
