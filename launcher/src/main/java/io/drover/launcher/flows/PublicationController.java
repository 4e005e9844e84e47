package io.drover.launcher.flows;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Embed;
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
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /v4/publications}. */
@RestController
final class PublicationController {
    private final Publications publications;
    private final OutputObjects outputs;
    private final FlowObjects objects;
    private final TransactionTemplate transaction;

    PublicationController(Publications publications, OutputObjects outputs, FlowObjects objects,
            TransactionTemplate transaction) {
        this.publications = publications;
        this.outputs = outputs;
        this.objects = objects;
        this.transaction = transaction;
    }

    @PostMapping("/v4/publications")
    ResponseEntity<JsonNode> create(User user, JsonBody body) {
        Defects defects = new Defects();
        Members members = body.object(defects);
        Optional<OutputObject> output = outputs.lookup()
                .inBody(members.requiredId("outputObjectId"), "/outputObjectId", user, defects);
        Optional<Publication.Values> values = PublicationForm.read(members);
        defects.check();
        Publication made = transaction.execute(
                status -> publications.add(output.orElseThrow(), values.orElseThrow(), user));
        return Answers.created(objects.publication().render(made, Embed.NONE));
    }

    @GetMapping("/v4/publications")
    ResponseEntity<JsonNode> list(User user, Query query) {
        return Answers.ok(objects.publication().list(publications.list(user, query), query.embed()));
    }

    @GetMapping("/v4/publications/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.publication().render(publications.lookup().inPath(id, user, query), query.embed()));
    }

    @DeleteMapping("/v4/publications/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        Publication publication = publications.lookup().inPath(id, user);
        transaction.executeWithoutResult(status -> publications.delete(publication.id(), user));
        return Answers.noContent();
    }
}
