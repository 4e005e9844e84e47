package io.drover.launcher.flows;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Embed;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Members;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v4/wrangledDatasets}: recipes. {@code /v3} has the same. */
@RestController
final class RecipeController {
    private final FlowNodes nodes;
    private final Flows flows;
    private final ImportedDatasets datasets;
    private final FlowObjects objects;
    private final RecipeText texts;
    private final TransactionTemplate transaction;

    RecipeController(FlowNodes nodes, Flows flows, ImportedDatasets datasets, FlowObjects objects, RecipeText texts,
            TransactionTemplate transaction) {
        this.nodes = nodes;
        this.flows = flows;
        this.datasets = datasets;
        this.objects = objects;
        this.texts = texts;
        this.transaction = transaction;
    }

    @PostMapping({"/v4/wrangledDatasets", "/v3/wrangledDatasets"})
    ResponseEntity<JsonNode> create(User user, JsonBody body) {
        Defects defects = new Defects();
        Members members = body.object(defects);
        String name = members.requiredString("name");
        String description = members.string("description").orElse(null);
        String script = members.string("script").orElse("");
        texts.check(script, "/script", defects);
        Optional<Flow> flow = flows.lookup().inBody(members.requiredReference("flow"), "/flow/id", user, defects);
        Optional<FlowNodes.Input> input = input(members, user);
        defects.check();
        FlowNode made = transaction.execute(status -> {
            addSource(flow.orElseThrow().id(), input.orElseThrow(), user);
            return nodes.addRecipe(flow.get().id(), name, description, input.get(), script, user);
        });
        return Answers.created(objects.recipe().render(made, Embed.NONE));
    }

    @GetMapping({"/v4/wrangledDatasets", "/v3/wrangledDatasets"})
    ResponseEntity<JsonNode> list(User user, Query query) {
        return Answers.ok(objects.recipe().list(nodes.listRecipes(user, query), query.embed()));
    }

    @GetMapping("/v4/wrangledDatasets/count")
    ResponseEntity<JsonNode> count(User user, Query query) {
        return Answers.ok(Json.object().put("count", nodes.countRecipes(user, query)));
    }

    /** Clients read any node under this path, recipe or not. */
    @GetMapping({"/v4/wrangledDatasets/{id}", "/v3/wrangledDatasets/{id}"})
    ResponseEntity<JsonNode> read(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.recipe().render(nodes.lookup().inPath(id, user, query), query.embed()));
    }

    @RequestMapping(path = "/v4/wrangledDatasets/{id}", method = {RequestMethod.PATCH, RequestMethod.PUT})
    ResponseEntity<JsonNode> update(User user, @PathVariable String id, JsonBody body) {
        FlowNode recipe = recipe(id, user);
        Defects defects = new Defects();
        Members members = body.object(defects);
        String name = members.has("name") ? members.requiredString("name") : recipe.name();
        String description = members.has("description") ? members.string("description").orElse(null)
                : recipe.description();
        defects.check();
        FlowNode updated = transaction.execute(status -> nodes.rename(recipe.id(), name, description, user));
        return Answers.ok(objects.recipe().render(updated, Embed.NONE));
    }

    @DeleteMapping("/v4/wrangledDatasets/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        FlowNode node = nodes.lookup().inPath(id, user);
        transaction.executeWithoutResult(status -> nodes.delete(node.id(), user));
        return Answers.noContent();
    }

    @GetMapping("/v4/wrangledDatasets/{id}/script")
    ResponseEntity<JsonNode> script(User user, @PathVariable String id) {
        return Answers.ok(Json.object().put("script", recipe(id, user).script()));
    }

    @PutMapping("/v4/wrangledDatasets/{id}/script")
    ResponseEntity<JsonNode> rewrite(User user, @PathVariable String id, JsonBody body) {
        FlowNode recipe = recipe(id, user);
        Defects defects = new Defects();
        Members members = body.object(defects);
        if (members.value("script") == null) {
            members.missing("script");
        }
        String script = members.string("script").orElse("");
        texts.check(script, "/script", defects);
        defects.check();
        transaction.executeWithoutResult(status -> nodes.rewrite(recipe.id(), script, user));
        return Answers.ok(Json.object().put("script", script));
    }

    @GetMapping({"/v4/wrangledDatasets/{id}/primaryInputDataset", "/v3/wrangledDatasets/{id}/primaryInputDataset"})
    ResponseEntity<JsonNode> primaryInput(User user, @PathVariable String id) {
        FlowNode recipe = recipe(id, user);
        ObjectNode answer = Json.object();
        if (recipe.inputDataset() != null) {
            ImportedDataset dataset = datasets.find(recipe.inputDataset()).orElseThrow();
            answer.set("importedDataset", objects.importedDataset().render(dataset, Embed.NONE));
        } else if (recipe.inputNode() != null) {
            FlowNode input = nodes.find(recipe.inputNode()).orElseThrow();
            answer.set("wrangledDataset", objects.recipe().render(input, Embed.NONE));
        }
        return Answers.ok(answer);
    }

    @PutMapping({"/v4/wrangledDatasets/{id}/primaryInputDataset", "/v3/wrangledDatasets/{id}/primaryInputDataset"})
    ResponseEntity<JsonNode> swapInput(User user, @PathVariable String id, JsonBody body) {
        FlowNode recipe = recipe(id, user);
        Defects defects = new Defects();
        Optional<FlowNodes.Input> input = input(body.object(defects), user);
        if (input.isPresent() && input.get().node() != null && nodes.wouldLoop(recipe.id(), input.get().node())) {
            defects.invalid("/wrangledDataset/id", "CYCLE",
                    "wrangledDataset.id " + input.get().node() + " reads from this recipe itself");
        }
        defects.check();
        FlowNode updated = transaction.execute(status -> {
            addSource(recipe.flow(), input.orElseThrow(), user);
            return nodes.changeInput(recipe.id(), input.get(), user);
        });
        return Answers.ok(objects.recipe().render(updated, Embed.NONE));
    }

    @PostMapping("/v4/wrangledDatasets/{id}/addToFlow")
    ResponseEntity<JsonNode> addToFlow(User user, @PathVariable String id, JsonBody body) {
        FlowNode recipe = recipe(id, user);
        Defects defects = new Defects();
        Members members = body.object(defects);
        Optional<Flow> flow = flows.lookup().inBody(members.requiredReference("flow"), "/flow/id", user, defects);
        defects.check();
        FlowNode node = transaction.execute(status -> nodes.addReference(flow.orElseThrow().id(), recipe, user));
        return Answers.created(objects.node().render(node, Embed.NONE));
    }

    private Optional<FlowNodes.Input> input(Members members, User user) {
        Defects defects = members.defects();
        boolean dataset = members.value("importedDataset") != null;
        boolean node = members.value("wrangledDataset") != null;
        if (dataset == node) {
            defects.invalid("/importedDataset", dataset ? "CONFLICT" : "REQUIRED",
                    "exactly one of importedDataset and wrangledDataset is required, as {\"id\": <integer>}");
            return Optional.empty();
        }
        if (dataset) {
            return datasets.lookup()
                    .inBody(members.reference("importedDataset"), "/importedDataset/id", user, defects)
                    .map(found -> new FlowNodes.Input(found.id(), null));
        }
        return nodes.lookup().inBody(members.reference("wrangledDataset"), "/wrangledDataset/id", user, defects)
                .flatMap(found -> {
                    // Clients name sources by their node, too.
                    if (found.kind() == FlowNode.Kind.SOURCE) {
                        return Optional.of(new FlowNodes.Input(found.importedDataset(), null));
                    }
                    return Optional.of(new FlowNodes.Input(null, found.id()));
                });
    }

    private void addSource(long flow, FlowNodes.Input input, User user) {
        if (input.dataset() != null) {
            nodes.addSource(flow, datasets.find(input.dataset()).orElseThrow(), user);
        }
    }

    private FlowNode recipe(String id, User user) {
        FlowNode node = nodes.lookup().inPath(id, user);
        if (!node.isRecipe()) {
            throw ApiException.invalid("id", "NOT_A_RECIPE",
                    "Node " + node.id() + " is not a recipe");
        }
        return node;
    }
}
