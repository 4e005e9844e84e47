package io.drover.launcher.security;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Ids;
import io.drover.launcher.rest.Json;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /v4/people}: an administrator sees all, others themselves. */
@RestController
final class PeopleController {
    private final Users users;

    PeopleController(Users users) {
        this.users = users;
    }

    @GetMapping("/v4/people/current")
    ResponseEntity<JsonNode> current(User user) {
        return Answers.ok(People.full(user));
    }

    @GetMapping("/v4/people")
    ResponseEntity<JsonNode> list(User user) {
        return Answers.ok(Json.data(user.admin() ? users.all() : List.of(user), People::full));
    }

    @GetMapping("/v4/people/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id) {
        long number = Ids.inPath(id);
        User wanted = users.find(number)
                .orElseThrow(() -> ApiException.notFound("There is no person with id " + number));
        if (!user.admin() && wanted.id() != user.id()) {
            throw ApiException.forbidden("You have no access to person " + number);
        }
        return Answers.ok(People.full(wanted));
    }
}
