package io.drover.launcher.flows;

import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;

/**
 * One output of a recipe.
 *
 * @param outputObject null if it belongs to a job group
 * @param jobGroup null if it belongs to an output object
 */
public record WriteSetting(long id, Long outputObject, Long jobGroup, Values values, Stamp stamp) implements Owned {

    /** @param path as the client gave it @param prefix null if not given */
    public record Values(
            String path, String action, String format, String compression, boolean header, boolean asSingleFile,
            String delim, String prefix, String suffix, boolean hasQuotes, boolean includeMismatches) {}
}
