package io.drover.recipe.function;

import java.util.Optional;

/**
 * What an operation is in the SQL of each dialect.
 *
 * @param <T> the kind of template that the operation takes
 * @param spark null if engines call the kernel instead
 * @param duckdb null if engines call the kernel instead
 */
public record Templates<T>(T spark, T duckdb) {

    static <T> Templates<T> none() {
        return new Templates<>(null, null);
    }

    Templates<T> withSpark(T template) {
        return new Templates<>(template, duckdb);
    }

    Templates<T> withDuckdb(T template) {
        return new Templates<>(spark, template);
    }

    /** Empty if there is none. */
    public Optional<T> of(Dialect dialect) {
        return Optional.ofNullable(switch (dialect) {
            case SPARK -> spark;
            case DUCKDB -> duckdb;
        });
    }
}
