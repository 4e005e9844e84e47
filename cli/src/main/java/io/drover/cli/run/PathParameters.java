package io.drover.cli.run;

import io.drover.cli.UsageException;
import io.drover.job.flow.FlowDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.job.source.PathRules;
import io.drover.job.spec.JobSpec.PathSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {name}} in the paths of a recipe's inputs, where no flow declares what parameters there are. */
final class PathParameters {
    /** Not a glob's {@code {a,b}}. */
    private static final Pattern PLACE = Pattern.compile("\\{([\\p{L}_][\\p{L}\\p{N}_ -]*)}");

    private PathParameters() {}

    /**
     * The flow with the values that are given in its inputs' paths, where they stand for themselves. One that declares
     * parameters is left as it is.
     *
     * @throws UsageException if a place has no value
     */
    static FlowDefinition filled(FlowDefinition flow, Map<String, String> given) {
        if (!flow.parameters().isEmpty()
                || flow.sources().values().stream().anyMatch(source -> !source.parameters().isEmpty())) {
            return flow;
        }
        FlowDefinition filled = flow;
        List<String> problems = new ArrayList<>();
        for (SourceDefinition source : flow.sources().values()) {
            String uri = PLACE.matcher(source.uri()).replaceAll(place -> {
                String name = place.group(1);
                if (source.selections().stream().map(PathSelection::name).anyMatch(name::equals)) {
                    return Matcher.quoteReplacement(place.group());
                }
                if (!given.containsKey(name)) {
                    problems.add("input " + source.name() + " (" + source.uri() + "): {" + name + "} has no value; --param " + name
                            + "=VALUE gives it one");
                    return "";
                }
                return Matcher.quoteReplacement(PathRules.literal(given.get(name)));
            });
            filled = filled.withSource(new SourceDefinition(source.name(), uri, source.options(), source.types(),
                    source.columns(), source.parameters(), source.structuring(), source.selections()));
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        return filled;
    }
}
