package io.drover.launcher.flows;

import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A source of rows.
 *
 * @param type storage type, e.g. {@code file}, {@code hdfs}, {@code jdbc}
 * @param uri normal form; for a parameterised one the storage root, or where the defaults lead
 * @param dynamicPath with {@code {name}} for each parameter; null if there are none
 * @param parsing how to read it, as given; null to detect
 * @param types spellings of types that win over detected ones, by column
 * @param size in bytes, -1 unknown
 * @param connection whose table it is, null if it is none
 */
public record ImportedDataset(
        long id, String name, String description, String type, String uri, String dynamicPath,
        List<RunParameter> runParameters, JsonNode parsing, Map<String, String> types, long size, Long connection,
        Stamp stamp) implements Owned {

    /**
     * @param kind {@code variable}, {@code wildcard}, {@code pattern} or {@code datetime}
     * @param value a variable's default, or the rule by which files are selected ({@link io.drover.job.source.PathRules})
     */
    public record RunParameter(String name, String kind, String value) {
        public static final String VARIABLE = "variable";
        public static final String WILDCARD = "wildcard";

        /** Empty for a variable. */
        public Optional<PathSelection> selection() {
            return Arrays.stream(PathSelection.Kind.values()).filter(each -> each.word().equals(kind)).findFirst()
                    .map(each -> new PathSelection(name, each, value));
        }
    }

    /** The member of {@link #parsing} that holds the steps by which rows and columns are made; text, may be absent. */
    public static final String STRUCTURING = "script";

    /** Whether it is a table or query of a database, and no file. */
    public boolean isRelational() {
        return !uri.contains("://");
    }

    /** Without scheme and authority. */
    public String path() {
        int authority = uri.indexOf("://");
        int slash = authority < 0 ? -1 : uri.indexOf('/', authority + 3);
        return slash < 0 ? uri : uri.substring(slash);
    }

    /** Empty if there is no authority. */
    public Optional<String> authority() {
        int start = uri.indexOf("://");
        int slash = start < 0 ? -1 : uri.indexOf('/', start + 3);
        return slash <= start + 3 ? Optional.empty() : Optional.of(uri.substring(start + 3, slash));
    }
}
