package io.drover.launcher.flows;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Embed;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Members;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import io.drover.launcher.store.Lookup;
import java.util.List;
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

/** {@code /v4/outputObjects}. */
@RestController
final class OutputObjectController {
    private final OutputObjects outputs;
    private final FlowNodes nodes;
    private final WriteSettings writeSettings;
    private final Publications publications;
    private final WriteSettingForm form;
    private final FlowObjects objects;
    private final LauncherSettings settings;
    private final TransactionTemplate transaction;

    OutputObjectController(OutputObjects outputs, FlowNodes nodes, WriteSettings writeSettings,
            Publications publications, WriteSettingForm form, FlowObjects objects, LauncherSettings settings,
            TransactionTemplate transaction) {
        this.outputs = outputs;
        this.nodes = nodes;
        this.writeSettings = writeSettings;
        this.publications = publications;
        this.form = form;
        this.objects = objects;
        this.settings = settings;
        this.transaction = transaction;
    }

    /** @param writeSettings empty if not given @param publications empty if not given */
    private record Request(OutputObjects.Values values, Optional<List<WriteSetting.Values>> writeSettings,
            Optional<List<Publication.Values>> publications) {}

    @PostMapping("/v4/outputObjects")
    ResponseEntity<JsonNode> create(User user, JsonBody body) {
        Defects defects = new Defects();
        Members members = body.object(defects);
        Optional<FlowNode> node = node(members, user);
        Request request = read(members, new OutputObjects.Values(settings.defaultExecution(), false, true, null, null),
                user);
        node.ifPresent(n -> checkFree(n.id(), request.values().adhoc(), null, defects));
        defects.check();
        OutputObject made = transaction.execute(status -> {
            OutputObject output = outputs.add(node.orElseThrow().id(), request.values(), user);
            replaceLists(output, request, user);
            return output;
        });
        return Answers.created(objects.outputObject().render(made, Embed.NONE));
    }

    @GetMapping("/v4/outputObjects")
    ResponseEntity<JsonNode> list(User user, Query query) {
        return Answers.ok(objects.outputObject().list(outputs.list(user, query), query.embed()));
    }

    @GetMapping("/v4/outputObjects/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.outputObject().render(outputs.lookup().inPath(id, user, query), query.embed()));
    }

    @RequestMapping(path = "/v4/outputObjects/{id}", method = {RequestMethod.PATCH, RequestMethod.PUT})
    ResponseEntity<JsonNode> update(User user, @PathVariable String id, JsonBody body) {
        OutputObject output = outputs.lookup().inPath(id, user);
        Defects defects = new Defects();
        Request request = read(body.object(defects), new OutputObjects.Values(output.execution(), output.profiler(),
                output.adhoc(), output.name(), output.description()), user);
        checkFree(output.node(), request.values().adhoc(), output.id(), defects);
        defects.check();
        OutputObject updated = transaction.execute(status -> {
            OutputObject changed = outputs.update(output.id(), request.values(), user);
            replaceLists(changed, request, user);
            return changed;
        });
        return Answers.ok(objects.outputObject().render(updated, Embed.NONE));
    }

    @DeleteMapping("/v4/outputObjects/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        OutputObject output = outputs.lookup().inPath(id, user);
        transaction.executeWithoutResult(status -> outputs.delete(output.id(), user));
        return Answers.noContent();
    }

    private Optional<FlowNode> node(Members members, User user) {
        Optional<Long> id = members.value("flowNodeId") != null ? members.id("flowNodeId")
                : members.reference("flowNode");
        if (members.value("flowNodeId") == null && members.value("flowNode") == null) {
            members.missing("flowNodeId");
        }
        String pointer = members.value("flowNodeId") != null ? "/flowNodeId" : "/flowNode/id";
        return new Lookup<>("recipe", nodes::find).inBody(id, pointer, user, members.defects())
                .filter(found -> {
                    if (!found.isRecipe()) {
                        members.defects().invalid(pointer, "NOT_A_RECIPE",
                                "flowNodeId " + found.id() + " is not a recipe");
                    }
                    return found.isRecipe();
                });
    }

    private Request read(Members members, OutputObjects.Values current, User user) {
        Optional<String> execution = members.oneOf("execution", Execution.NAMES);
        Optional<Boolean> profiler = members.bool("profiler");
        Optional<Boolean> adhoc = members.bool("isAdhoc");
        String name = members.has("name") ? members.string("name").orElse(null) : current.name();
        String description = members.has("description") ? members.string("description").orElse(null)
                : current.description();
        Optional<List<WriteSetting.Values>> settingList = members.objects("writeSettings").map(list ->
                list.stream().map(entry -> form.read(entry, null, user)).flatMap(Optional::stream).toList());
        Optional<List<Publication.Values>> publicationList = members.objects("publications").map(list ->
                list.stream().map(PublicationForm::read).flatMap(Optional::stream).toList());
        return new Request(new OutputObjects.Values(execution.orElse(current.execution()),
                profiler.orElse(current.profiler()), adhoc.orElse(current.adhoc()), name, description),
                settingList, publicationList);
    }

    private void checkFree(long node, boolean adhoc, Long self, Defects defects) {
        outputs.of(node).stream().filter(o -> o.adhoc() == adhoc && (self == null || o.id() != self)).findFirst()
                .ifPresent(existing -> defects.invalid("/flowNodeId", "EXISTS", "Recipe " + node
                        + " already has output object " + existing.id() + " with isAdhoc " + adhoc
                        + "; modify or delete the existing one"));
    }

    private void replaceLists(OutputObject output, Request request, User user) {
        request.writeSettings().ifPresent(list -> {
            writeSettings.deleteOf(output, user);
            list.forEach(values -> writeSettings.add(output, values, user));
        });
        request.publications().ifPresent(list -> {
            publications.deleteOf(output, user);
            list.forEach(values -> publications.add(output, values, user));
        });
    }
}
