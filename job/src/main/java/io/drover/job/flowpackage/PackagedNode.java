package io.drover.job.flowpackage;

import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.type.ColumnType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in a flow: nodes name each other by id. Names are unique in a flow, since recipes refer to them. */
public sealed interface PackagedNode {

    /** Unique in the package. */
    String id();

    String name();

    /**
     * A dataset.
     *
     * @param datasource its id among the package's datasources
     * @param description null if there is none
     * @param type of its storage: a URI scheme ({@code gs}, {@code hdfs}), or a database's ({@code jdbc}, {@code bigquery})
     * @param relational whether it is a table or query of a database and no file
     * @param uri of the file, or a name for the table; with the parameters' values inserted
     * @param template the URI with {@code {name}} where a parameter's value goes; null if it has no parameters
     * @param parameters of the template, in the order of the package
     * @param options how it is read
     * @param structuring the steps that make rows and columns of a file read raw; empty if there are none
     * @param types of columns that the package fixes
     * @param size in bytes; -1 if unknown
     */
    record Dataset(String id, String datasource, String name, String description, String type, boolean relational,
            String uri, String template, List<PathParameter> parameters, SourceOptions options, String structuring,
            Map<String, ColumnType> types, long size) implements PackagedNode {
        public Dataset {
            parameters = List.copyOf(parameters);
            types = new LinkedHashMap<>(types);
        }
    }

    /**
     * A place in a path.
     *
     * @param kind {@code variable}, or a word of {@link PathSelection.Kind}
     * @param value a variable's, or the rule by which files are selected
     */
    record PathParameter(String name, String kind, String value) {
        static final String VARIABLE = "variable";

        /** Empty for a variable, and for a kind that isn't known. */
        Optional<PathSelection> selection() {
            return Arrays.stream(PathSelection.Kind.values()).filter(each -> each.word().equals(kind)).findFirst()
                    .map(each -> new PathSelection(name, each, value));
        }
    }

    /**
     * A recipe.
     *
     * @param description null if there is none
     * @param input the node it reads; empty if it has none
     * @param references nodes that its steps name, by the name they use
     * @param script its text
     */
    record Recipe(String id, String name, String description, Optional<String> input,
            Map<String, String> references, String script, List<PackagedOutput> outputs) implements PackagedNode {
        public Recipe {
            references = new LinkedHashMap<>(references);
            outputs = List.copyOf(outputs);
        }
    }

    /** A recipe of another flow of the package. @param target its node there */
    record Reference(String id, String name, String target) implements PackagedNode {}
}
