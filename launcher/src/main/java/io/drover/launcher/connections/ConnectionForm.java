package io.drover.launcher.connections;

import io.drover.job.redaction.Redaction;
import io.drover.launcher.connections.Connection.Credentials;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Members;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads and checks connections. */
final class ConnectionForm {
    /** A name, an IPv4 address, or an IPv6 address in brackets: nothing that could end the host in a URL. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,253})|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST = 255;

    private ConnectionForm() {}

    /** @param credentials empty if none were given */
    record Read(Connection.Values values, Optional<Credentials> credentials) {}

    /**
     * @param current what is changed; null for a new one
     * @return null if something is wrong, which is then noted
     */
    static Read read(Members members, Connection.Values current) {
        Defects defects = members.defects();
        int before = defects.all().size();
        String name = text(members, "name", current == null ? null : current.name());
        String vendor = text(members, "vendor", current == null ? null : current.vendor());
        if (vendor != null && !VENDOR.matcher(vendor).matches()) {
            defects.invalid(members.pointer("vendor"), "MALFORMED",
                    members.label("vendor") + " must be a word such as postgres");
        }
        String host = text(members, "host", current == null ? null : current.host());
        if (host != null && !HOST.matcher(host).matches()) {
            defects.invalid(members.pointer("host"), "MALFORMED", members.label("host")
                    + " must be a host name or an IP address (IPv6 in brackets), without a scheme or port");
        }
        int port = port(members, current);
        Map<String, String> params = members.has("params") || current == null
                ? members.texts("params").orElse(Map.of()) : current.params();
        params.forEach((key, value) -> checkHarmless(key, value, members));
        String type = members.oneOf("type", List.of("jdbc", "remotefile")).orElse(current == null ? "jdbc" : current.type());
        members.oneOf("credentialType", List.of("basic"));
        Optional<Credentials> credentials = credentials(members);
        if (credentials.isEmpty() && defects.all().size() == before
                && (current == null || movesElsewhere(current, vendor, host, port, params))) {
            // Else whoever may change a connection could have its password sent to a place of his own.
            defects.invalid(members.pointer("credentials"), "REQUIRED", members.label("credentials")
                    + (current == null ? " is required, as [{\"username\": …, \"password\": …}]"
                            : " is required when vendor, host, port or params change"));
        }
        if (defects.all().size() > before) {
            return null;
        }
        String description = members.has("description") || current == null
                ? members.string("description").orElse(null) : current.description();
        String vendorName = members.string("vendorName").orElse(current == null ? vendor : current.vendorName());
        return new Read(new Connection.Values(name, description, vendor.toLowerCase(Locale.ROOT), vendorName, type, host,
                port, params, "basic"), credentials);
    }

    private static boolean movesElsewhere(Connection.Values current, String vendor, String host, int port,
            Map<String, String> params) {
        return !current.vendor().equalsIgnoreCase(vendor) || !current.host().equals(host) || current.port() != port
                || !current.params().equals(params);
    }

    private static String text(Members members, String member, String current) {
        if (current != null && !members.has(member)) {
            return current;
        }
        String given = members.requiredString(member);
        if (given != null && given.length() > LONGEST) {
            members.defects().invalid(members.pointer(member), "TOO_LONG",
                    members.label(member) + " has more than " + LONGEST + " characters");
        }
        return given;
    }

    private static int port(Members members, Connection.Values current) {
        if (current != null && !members.has("port")) {
            return current.port();
        }
        if (members.value("port") == null) {
            members.missing("port");
            return 0;
        }
        Optional<Long> port = members.id("port");
        if (port.isPresent() && port.get() > HIGHEST_PORT) {
            members.wrongType("port", "a number from 1 to " + HIGHEST_PORT);
        }
        return port.filter(p -> p <= HIGHEST_PORT).map(Long::intValue).orElse(0);
    }

    /** What stands here is shown to whoever may see the connection. */
    private static void checkHarmless(String key, String value, Members members) {
        String together = key + "=" + value;
        if (!Redaction.byLooks().apply(together).equals(together) || !Redaction.byLooks().apply(value).equals(value)) {
            members.defects().invalid(members.pointer("params") + "/" + key.replace("~", "~0").replace("/", "~1"),
                    "CREDENTIALS", "params." + Members.clip(key) + " holds a secret; it belongs in credentials");
        }
    }

    private static Optional<Credentials> credentials(Members members) {
        JsonNode given = members.value("credentials");
        if (given == null) {
            return Optional.empty();
        }
        List<Members> list = members.objects("credentials").orElse(List.of());
        if (list.size() != 1) {
            if (given.isArray() && given.size() != 1) {
                members.wrongType("credentials", "a list of one object");
            }
            return Optional.empty();
        }
        String username = list.get(0).requiredString("username");
        if (list.get(0).value("password") == null) {
            list.get(0).missing("password");
        }
        Optional<String> password = list.get(0).string("password");
        return username == null ? Optional.empty() : password.map(p -> new Credentials(username, p));
    }
}
