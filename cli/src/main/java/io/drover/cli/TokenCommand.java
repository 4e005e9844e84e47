package io.drover.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.api.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Access tokens of the authenticated user. */
@Command(name = "token", mixinStandardHelpOptions = true, description = "Creates, lists and revokes access tokens.")
final class TokenCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates a token and prints it, the only time it is shown.")
    int create(
            @Mixin ServerOptions server,
            @Option(names = "--lifetime", paramLabel = "SECONDS", defaultValue = "-1",
                    description = "How long it works; -1, the default, is for ever.") long lifetime,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "",
                    description = "What it is for.") String description,
            @Option(names = "--json", description = "The whole answer as JSON.") boolean json) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("lifetimeSeconds", lifetime);
        body.put("description", description);
        JsonNode answer = server.client().post("/v4/apiAccessTokens", body);
        spec.commandLine().getOut().println(json ? answer.toPrettyString() : answer.path("tokenValue").asText());
        return ExitCode.SUCCESS;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists your tokens, without their values.")
    int list(@Mixin ServerOptions server, @Option(names = "--json", description = "The answer as JSON.") boolean json) {
        JsonNode answer = server.client().get("/v4/apiAccessTokens?noLimit=true");
        if (json) {
            spec.commandLine().getOut().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        List<List<String>> rows = new ArrayList<>();
        answer.path("data").forEach(token -> rows.add(List.of(
                token.path("tokenId").asText(),
                token.path("description").asText(""),
                token.path("createdAt").asText(""),
                token.path("expiredAt").asText("never"),
                token.path("lastUsed").asText("never"))));
        TextTable.print(
                spec.commandLine().getOut(), List.of("TOKEN", "DESCRIPTION", "CREATED", "EXPIRES", "LAST USED"), rows);
        return ExitCode.SUCCESS;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Makes a token stop working at once.")
    int revoke(@Mixin ServerOptions server,
            @Parameters(paramLabel = "TOKEN_ID", description = "As list shows it.") String tokenId) {
        server.client().delete("/v4/apiAccessTokens/" + ApiPath.segment(tokenId));
        return ExitCode.SUCCESS;
    }
}
