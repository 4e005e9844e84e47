package io.drover.job.flowpackage;

import java.util.List;

/**
 * What a flow package holds.
 *
 * @param flows in the document's order; ids are the package's own
 * @param primaryFlows ids of the flows that were exported; the others came along because those refer to them
 * @param issues what could not be taken over as it was, in the order of the flows
 */
public record FlowPackage(List<PackagedFlow> flows, List<String> primaryFlows, List<PackageIssue> issues) {
    public FlowPackage {
        flows = List.copyOf(flows);
        primaryFlows = List.copyOf(primaryFlows);
        issues = List.copyOf(issues);
    }

    /** The issues of one severity. */
    public List<PackageIssue> issues(PackageIssue.Severity severity) {
        return issues.stream().filter(issue -> issue.severity() == severity).toList();
    }
}
