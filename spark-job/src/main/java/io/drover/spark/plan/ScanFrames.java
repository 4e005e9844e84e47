package io.drover.spark.plan;

import io.drover.recipe.plan.Plan;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives a scan's rows: a frame whose columns are the scan's, by id and in order. */
@FunctionalInterface
public interface ScanFrames {
    Dataset<Row> frame(Plan.Scan scan);
}
