package io.drover.launcher.security;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Members;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v4/apiAccessTokens}. */
@RestController
final class AccessTokenController {
    /** A hundred years; longer ones would overflow the calendar. */
    private static final long MAX_LIFETIME_SECONDS = 100L * 366 * 24 * 3600;

    private final AccessTokens tokens;

    AccessTokenController(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/v4/apiAccessTokens")
    ResponseEntity<JsonNode> create(User user, JsonBody body) {
        Defects defects = new Defects();
        Members members = body.object(defects);
        JsonNode lifetime = members.value("lifetimeSeconds");
        if (lifetime == null) {
            members.missing("lifetimeSeconds");
        } else if (!lifetime.isIntegralNumber() || !lifetime.canConvertToLong()
                || lifetime.longValue() != -1 && lifetime.longValue() <= 0
                || lifetime.longValue() > MAX_LIFETIME_SECONDS) {
            members.wrongType("lifetimeSeconds", "a positive number of seconds, or -1 for a token that never expires");
        }
        String description = members.string("description").orElse(null);
        defects.check();
        AccessTokens.Issued issued = tokens.issue(user, lifetime.longValue(), description);
        ObjectNode answer = Json.object().put("tokenValue", issued.value());
        answer.set("tokenInfo", info(issued.token()));
        return Answers.created(answer);
    }

    @GetMapping("/v4/apiAccessTokens")
    ResponseEntity<JsonNode> list(User user) {
        return Answers.ok(Json.data(tokens.of(user), AccessTokenController::info));
    }

    @GetMapping("/v4/apiAccessTokens/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id) {
        return Answers.ok(info(tokens.find(user, id).orElseThrow(AccessTokenController::unknown)));
    }

    @DeleteMapping("/v4/apiAccessTokens/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        if (!tokens.delete(user, id)) {
            throw unknown();
        }
        return Answers.noContent();
    }

    private static ApiException unknown() {
        return ApiException.notFound("There is no access token of yours with this id");
    }

    private static ObjectNode info(AccessTokens.Token token) {
        return Json.object().put("tokenId", token.id()).put("description", token.description())
                .put("expiredAt", Json.timestamp(token.expiresAt())).put("lastUsed", Json.timestamp(token.lastUsed()))
                .put("createdAt", Json.timestamp(token.createdAt()));
    }
}
