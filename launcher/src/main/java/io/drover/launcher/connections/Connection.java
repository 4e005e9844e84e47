package io.drover.launcher.connections;

import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;
import java.util.Map;

/** A database; its credentials are not here. */
public record Connection(long id, Values values, Stamp stamp) implements Owned {

    /**
     * @param description null if there is none
     * @param vendor lower case, e.g. {@code postgres}
     * @param params further settings by name, e.g. {@code database}; none of them secret
     */
    public record Values(
            String name, String description, String vendor, String vendorName, String type, String host, int port,
            Map<String, String> params, String credentialType) {}

    /** Does not print the password. */
    record Credentials(String username, String password) {
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }
}
