package io.drover.launcher.flows;

import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;
import java.util.List;

/** A table that results are to be written to. @param connection null if none was named */
public record Publication(long id, long outputObject, Values values, Stamp stamp) implements Owned {
    public record Values(List<String> path, String tableName, String targetType, String action, Long connection) {}
}
