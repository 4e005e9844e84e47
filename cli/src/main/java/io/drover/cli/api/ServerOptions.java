package io.drover.cli.api;

import io.drover.cli.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/**
 * Which server, and as whom. Secrets come from the environment or a file, never from the command line, where other
 * users of the machine could read them.
 */
public final class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:DROVER_URL:-http://localhost:3005}",
            description = "The server (default: $DROVER_URL, else http://localhost:3005).")
    private URI server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:DROVER_TOKEN_FILE}",
            description = "A file that holds an access token. Without it $DROVER_TOKEN is used, else $DROVER_USER with "
                    + "$DROVER_PASSWORD.")
    private Path tokenFile;

    public ApiClient client() {
        return new ApiClient(server, authorization());
    }

    private String authorization() {
        if (tokenFile != null) {
            try {
                return "Bearer " + Files.readString(tokenFile).strip();
            } catch (IOException e) {
                throw new UsageException("--token-file: cannot read " + tokenFile + ": " + e.getMessage());
            }
        }
        String token = System.getenv("DROVER_TOKEN");
        if (token != null && !token.isBlank()) {
            return "Bearer " + token.strip();
        }
        String user = System.getenv("DROVER_USER");
        String password = System.getenv("DROVER_PASSWORD");
        if (user == null || password == null) {
            throw new UsageException("no credentials: set DROVER_TOKEN, or --token-file, or DROVER_USER and "
                    + "DROVER_PASSWORD");
        }
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
