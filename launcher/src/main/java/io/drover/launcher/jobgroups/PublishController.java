package io.drover.launcher.jobgroups;

import io.drover.launcher.connections.Connection;
import io.drover.launcher.connections.Connections;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Members;
import io.drover.launcher.security.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * {@code /v4/jobGroups/{id}/publish}: results are not written to tables by this server. A request is checked like one that
 * would be, so that what else is wrong with it is told, and then refused.
 */
@RestController
final class PublishController {
    private static final Set<String> WAREHOUSES = Set.of("redshift", "sqldw", "sqldatawarehouse");
    private static final List<String> ACTIONS =
            List.of("create", "load", "createAndLoad", "truncateAndLoad", "dropAndLoad");

    private final JobGroups jobGroups;
    private final Connections connections;

    PublishController(JobGroups jobGroups, Connections connections) {
        this.jobGroups = jobGroups;
        this.connections = connections;
    }

    @PutMapping({"/v4/jobGroups/{id}/publish", "/v3/jobGroups/{id}/publish"})
    ResponseEntity<JsonNode> publish(User user, @PathVariable String id, JsonBody body) {
        JobGroup group = jobGroups.lookup().inPath(id, user);
        Defects defects = new Defects();
        Members members = body.object(defects);
        members.requiredString("table");
        members.strings("path");
        if (members.value("action") == null) {
            members.missing("action");
        }
        members.oneOf("action", ACTIONS);
        Optional<Connection> connection = connections.lookup()
                .inBody(members.requiredReference("connection"), "/connection/id", user, defects);
        if (!group.status().equals(Status.COMPLETE)) {
            defects.invalid("id", "NOT_COMPLETE", "Job group " + group.id() + " is " + Status.shown(group.status())
                    + "; only the results of one that is Complete can be published");
        }
        String target = connection.map(found -> found.values().vendor()).orElse("a database");
        defects.invalid("/connection", "TARGET_NOT_EXECUTABLE", WAREHOUSES.contains(target)
                ? "Results can't be published to " + target + " through the API"
                : "Results can't be published to " + target + ": this server writes files only");
        defects.check();
        throw new IllegalStateException("a request that is always refused was not");
    }
}
