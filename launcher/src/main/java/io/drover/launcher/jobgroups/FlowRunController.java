package io.drover.launcher.jobgroups;

import io.drover.launcher.flows.Flow;
import io.drover.launcher.flows.FlowNode;
import io.drover.launcher.flows.FlowNodes;
import io.drover.launcher.flows.Flows;
import io.drover.launcher.flows.OutputObject;
import io.drover.launcher.flows.OutputObjects;
import io.drover.launcher.flows.WriteSettingForm;
import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Members;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v4/flows/{id}/run} and {@code /v4/flowRuns}. */
@RestController
final class FlowRunController {
    private final Flows flows;
    private final FlowNodes nodes;
    private final OutputObjects outputs;
    private final FlowRuns flowRuns;
    private final JobGroups jobGroups;
    private final JobGroupCreation creation;
    private final WriteSettingForm form;
    private final JobObjects objects;
    private final QueueSignal signal;
    private final TransactionTemplate transaction;

    FlowRunController(Flows flows, FlowNodes nodes, OutputObjects outputs, FlowRuns flowRuns, JobGroups jobGroups,
            JobGroupCreation creation, WriteSettingForm form, JobObjects objects, QueueSignal signal,
            TransactionTemplate transaction) {
        this.flows = flows;
        this.nodes = nodes;
        this.outputs = outputs;
        this.flowRuns = flowRuns;
        this.jobGroups = jobGroups;
        this.creation = creation;
        this.form = form;
        this.objects = objects;
        this.signal = signal;
        this.transaction = transaction;
    }

    /** All of the flow's recipes that have a manual output object, or none. */
    @PostMapping("/v4/flows/{id}/run")
    ResponseEntity<JsonNode> run(User user, @PathVariable String id, JsonBody body) {
        Flow flow = flows.lookup().inPath(id, user);
        ArrayNode data = transaction.execute(status -> {
            Defects defects = new Defects();
            Members members = body.object(defects);
            List<JobGroupCreation.Checked> checked = new ArrayList<>();
            for (FlowNode node : nodes.inFlow(flow.id())) {
                if (node.isRecipe() && outputs.of(node.id()).stream().anyMatch(OutputObject::adhoc)) {
                    JobGroupRequest request = JobGroupRequest.settings(node.id(), members, form, user);
                    creation.check(request, user, defects).ifPresent(checked::add);
                }
            }
            if (checked.isEmpty() && !defects.any()) {
                defects.invalid("id", "NOTHING_TO_RUN", "Flow " + flow.id()
                        + " has no recipe with a manual output object (isAdhoc true)");
            }
            defects.check();
            long run = flowRuns.add(flow.id(), user);
            ArrayNode array = Json.array();
            for (JobGroupCreation.Checked one : checked) {
                ObjectNode answer = creation.create(one, run, body.hash(), user).body();
                answer.set("flowRun", Json.stub(run));
                array.add(answer);
            }
            return array;
        });
        signal.raise();
        return Answers.created(Json.data(data));
    }

    @GetMapping("/v4/flowRuns/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id) {
        FlowRuns.FlowRun run = flowRun(id, user);
        List<JobGroup> groups = jobGroups.ofFlowRun(run.id());
        Optional<Instant> updated =
                groups.stream().map(group -> group.stamp().updatedAt()).max(Comparator.naturalOrder());
        ObjectNode node = Json.object().put("id", run.id()).put("status", FlowRuns.status(groups));
        node.set("flow", Json.stub(run.flow()));
        return Answers.ok(node.put("createdAt", Json.timestamp(run.stamp().createdAt()))
                .put("updatedAt", Json.timestamp(updated.orElse(run.stamp().createdAt()))));
    }

    @GetMapping("/v4/flowRuns/{id}/status")
    ResponseEntity<JsonNode> status(User user, @PathVariable String id) {
        return Answers.word(FlowRuns.status(jobGroups.ofFlowRun(flowRun(id, user).id())));
    }

    @GetMapping("/v4/flowRuns/{id}/jobGroups")
    ResponseEntity<JsonNode> groups(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.list(jobGroups.ofFlowRun(flowRun(id, user).id()), query.embed()));
    }

    private FlowRuns.FlowRun flowRun(String id, User user) {
        return flowRuns.lookup().inPath(id, user);
    }
}
