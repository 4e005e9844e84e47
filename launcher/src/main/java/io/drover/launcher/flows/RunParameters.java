package io.drover.launcher.flows;

import io.drover.launcher.flows.ImportedDataset.RunParameter;
import java.util.List;
import java.util.Map;

/** Puts values into parameterised paths. */
public final class RunParameters {
    private RunParameters() {}

    /** @param overrides of variables, by name; other names have no effect */
    public static String fill(String template, List<RunParameter> parameters, Map<String, String> overrides) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            RunParameter here = at(template, at, parameters);
            if (here == null) {
                filled.append(template.charAt(at++));
            } else {
                boolean variable = here.kind().equals(RunParameter.VARIABLE);
                filled.append(variable ? literal(overrides.getOrDefault(here.name(), here.value())) : here.value());
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

    /** A variable's value is text: glob characters in it stand for themselves. */
    private static String literal(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            if ("*?[]{}\\".indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
