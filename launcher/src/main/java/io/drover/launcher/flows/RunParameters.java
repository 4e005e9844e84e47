package io.drover.launcher.flows;

import io.drover.job.source.PathRules;
import io.drover.launcher.flows.ImportedDataset.RunParameter;
import java.util.List;
import java.util.Map;

/** Puts values into parameterised paths. */
public final class RunParameters {
    private RunParameters() {}

    /**
     * Variables and wildcards; a place where a rule selects files stays.
     *
     * @param overrides of variables, by name; other names have no effect
     */
    public static String fill(String template, List<RunParameter> parameters, Map<String, String> overrides) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            RunParameter here = at(template, at, parameters);
            if (here == null) {
                filled.append(template.charAt(at++));
            } else {
                filled.append(switch (here.kind()) {
                    case RunParameter.VARIABLE ->
                            PathRules.literal(overrides.getOrDefault(here.name(), here.value()));
                    case RunParameter.WILDCARD -> here.value();
                    default -> "{" + here.name() + "}"; // the driver selects by it
                });
                at += here.name().length() + 2;
            }
        }
        return filled.toString();
    }

    private static RunParameter at(String template, int position, List<RunParameter> parameters) {
        if (template.charAt(position) != '{') {
            return null;
        }
        for (RunParameter parameter : parameters) {
            if (parameter.name() != null && template.startsWith(parameter.name() + "}", position + 1)) {
                return parameter;
            }
        }
        return null;
    }
}
