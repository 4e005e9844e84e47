package io.drover.job.flowpackage;

/**
 * Something that makes a package unfit for import.
 *
 * @param where in the flow, e.g. {@code flow "Orders", edge 12}; empty if it is about the whole package
 */
public record PackageProblem(String where, String message) {
    public String render() {
        return where.isEmpty() ? message : where + ": " + message;
    }
}
