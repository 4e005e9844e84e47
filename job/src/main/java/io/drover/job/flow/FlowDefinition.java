package io.drover.job.flow;

import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.job.spec.JobSpec.SourceColumn;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.type.ColumnType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flow without a server: sources, recipes and parameters by name, as a flow directory or a package describes them.
 * Names of sources and recipes are unique together, since recipes refer to both alike.
 */
public record FlowDefinition(
        String name,
        String description,
        Map<String, SourceDefinition> sources,
        Map<String, RecipeDefinition> recipes,
        Map<String, String> parameters) {

    public FlowDefinition {
        sources = new LinkedHashMap<>(sources);
        recipes = new LinkedHashMap<>(recipes);
        parameters = new LinkedHashMap<>(parameters);
    }

    /**
     * @param uri file, directory or glob; {@code {name}} stands for a parameter's value
     * @param types of columns by name, where the detected ones aren't wanted
     * @param parameters of the path, with their defaults
     * @param selections rules for other places of the path
     * @param structuring steps that make the dataset's rows and columns, run before any recipe reads it; may be empty
     */
    public record SourceDefinition(
            String name,
            String uri,
            SourceOptions options,
            Map<String, ColumnType> types,
            List<SourceColumn> columns,
            Map<String, String> parameters,
            String structuring,
            List<PathSelection> selections) {

        /** Whose path has no places but those of its parameters. */
        public SourceDefinition(String name, String uri, SourceOptions options, Map<String, ColumnType> types,
                List<SourceColumn> columns, Map<String, String> parameters, String structuring) {
            this(name, uri, options, types, columns, parameters, structuring, List.of());
        }

        /** Whose options say how it is read. */
        public SourceDefinition(String name, String uri, SourceOptions options, Map<String, ColumnType> types,
                List<SourceColumn> columns, Map<String, String> parameters) {
            this(name, uri, options, types, columns, parameters, "");
        }
    }

    /**
     * @param input name of the source or recipe whose rows come in; null if it has none and so can't be run
     * @param outputs as the flow sets them; may be empty
     * @param references sources and recipes by the names that its steps use, where those aren't the flow's names
     */
    public record RecipeDefinition(
            String name,
            String input,
            String recipe,
            Optional<String> engine,
            Optional<Boolean> profile,
            List<JobSpec.Output> outputs,
            Map<String, String> references) {

        /** Whose steps use the flow's names. */
        public RecipeDefinition(String name, String input, String recipe, Optional<String> engine,
                Optional<Boolean> profile, List<JobSpec.Output> outputs) {
            this(name, input, recipe, engine, profile, outputs, Map.of());
        }
    }

    /** The same flow with a source's definition replaced. */
    public FlowDefinition withSource(SourceDefinition source) {
        Map<String, SourceDefinition> changed = new LinkedHashMap<>(sources);
        changed.put(source.name(), source);
        return new FlowDefinition(name, description, changed, recipes, parameters);
    }
}
