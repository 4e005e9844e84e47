package io.drover.job.flowpackage;

import java.util.OptionalInt;

/**
 * Something of a package that didn't arrive as it was.
 *
 * @param flow its name
 * @param object what it is about: the name of a recipe, dataset or parameter; empty for the flow
 * @param step number of a recipe's step as people count them (hidden steps don't), from 1
 * @param what the step's type, or the part that is concerned, e.g. {@code outputs}
 * @param message why, and what became of it
 */
public record PackageIssue(Severity severity, String flow, String object, OptionalInt step, String what,
        String message) {

    public enum Severity {
        /** Left behind; results don't depend on it. */
        NOTE,
        /** Taken over with a difference that results may show. */
        WARNING,
        /** Not taken over: a recipe that needs it can't be run until it's mended. */
        ERROR
    }

    static PackageIssue of(Severity severity, String flow, String object, String what, String message) {
        return new PackageIssue(severity, flow, object, OptionalInt.empty(), what, message);
    }

    /** One line for people. */
    public String render() {
        StringBuilder text = new StringBuilder();
        if (!object.isEmpty()) {
            text.append('\'').append(object).append('\'');
            step.ifPresent(number -> text.append(", step ").append(number));
            if (!what.isEmpty()) {
                text.append(" (").append(what).append(')');
            }
        } else {
            text.append("flow '").append(flow).append('\'');
            if (!what.isEmpty()) {
                text.append(" (").append(what).append(')');
            }
        }
        return text.append(": ").append(message).toString();
    }
}
