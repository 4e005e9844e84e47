package io.drover.photon.plan;

import io.drover.recipe.plan.Plan;

/** Where the rows of a scan come from. */
@FunctionalInterface
public interface ScanSql {
    /** A SELECT that gives the scan's columns under their ids, in source order. */
    String select(Plan.Scan scan);
}
