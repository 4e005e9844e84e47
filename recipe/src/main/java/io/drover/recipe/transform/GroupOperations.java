package io.drover.recipe.transform;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Aggregates that steps need and formulas don't have. */
final class GroupOperations {

    static final AggregateOperation MINIMUM_INTEGER = AggregateOperation.of("minimum_row", Storage.INTEGER,
            rows -> rows.stream().map(row -> (Long) row[0]).filter(Objects::nonNull)
                    .min(Comparator.naturalOrder()).orElse(null), Storage.INTEGER)
            .windowable()
            .spark(AggregateOperation.Template.of("min({0}) {over}"))
            .duckdb(AggregateOperation.Template.of("min({0}) {over}"));

    /** Lowest and highest spelling of a group: equal if the group has only one. */
    static final AggregateOperation MINIMUM_TEXT = text("minimum_text", "min", true);
    static final AggregateOperation MAXIMUM_TEXT = text("maximum_text", "max", false);

    /** 1, 2, 3… in the order of the window. */
    static final WindowOperation ROW_NUMBER = WindowOperation.of("place_in_group", Storage.INTEGER, (rows, frame) -> {
        List<Object> numbers = new ArrayList<>();
        for (int i = 1; i <= rows.size(); i++) {
            numbers.add((long) i);
        }
        return numbers.toArray();
    })
            .spark((arguments, window) -> "CAST(row_number() " + window.ordered() + " AS BIGINT)")
            .duckdb((arguments, window) -> "row_number() " + window.ordered());

    private GroupOperations() {}

    private static AggregateOperation text(String name, String function, boolean lowest) {
        Comparator<String> byBytes = Comparator.comparing(
                text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.util.Arrays::compareUnsigned);
        return AggregateOperation.of(name, Storage.TEXT,
                rows -> rows.stream().map(row -> (String) row[0]).filter(Objects::nonNull)
                        .min(lowest ? byBytes : byBytes.reversed()).orElse(null), Storage.TEXT)
                .windowable()
                .spark(AggregateOperation.Template.of(function + "({0}) {over}"))
                .duckdb(AggregateOperation.Template.of(function + "({0}) {over}"));
    }

    /** The one value that isn't null among a group's rows. */
    static AggregateOperation only(Storage storage) {
        return AggregateOperation.of("only_" + storage.name().toLowerCase(Locale.ROOT), storage,
                rows -> rows.stream().map(row -> row[0]).filter(Objects::nonNull).findFirst().orElse(null), storage)
                .windowable()
                .spark(AggregateOperation.Template.of("max({0}) {over}"))
                .duckdb(AggregateOperation.Template.of("max({0}) {over}"));
    }
}
