package io.drover.job.source;

import io.drover.recipe.type.ColumnType;
import java.util.List;

/** Finds a column's type from a sample of its values (docs/language.md, Types). */
@FunctionalInterface
public interface ColumnTypeInference {

    /** @param values nulls and empty texts count as missing */
    ColumnType infer(List<String> values);
}
