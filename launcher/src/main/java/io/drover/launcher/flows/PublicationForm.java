package io.drover.launcher.flows;

import io.drover.launcher.rest.Members;
import java.util.List;
import java.util.Optional;

/** Reads and checks publications. */
public final class PublicationForm {
    private static final List<String> ACTIONS =
            List.of("create", "load", "createAndLoad", "truncateAndLoad", "dropAndLoad");

    private PublicationForm() {}

    /** Empty if something is wrong, which is then noted. */
    public static Optional<Publication.Values> read(Members members) {
        int before = members.defects().all().size();
        List<String> path = members.strings("path").orElse(List.of());
        String table = members.requiredString("tableName");
        String target = members.requiredString("targetType");
        String action = members.oneOf("action", ACTIONS).orElse("create");
        Long connection = members.id("connectionId").orElse(null);
        return members.defects().all().size() == before
                ? Optional.of(new Publication.Values(path, table, target, action, connection)) : Optional.empty();
    }
}
