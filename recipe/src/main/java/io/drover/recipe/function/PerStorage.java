package io.drover.recipe.function;

import io.drover.recipe.type.Storage;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** The variants of an operation that takes a value as it is held: one for each storage of a column. */
final class PerStorage<T> {
    private final Map<Storage, T> variants = new EnumMap<>(Storage.class);

    private PerStorage() {}

    static <T> PerStorage<T> of(Function<Storage, T> variant) {
        PerStorage<T> all = new PerStorage<>();
        for (Storage storage : Storage.values()) {
            if (storage != Storage.LIST) {
                all.variants.put(storage, variant.apply(storage));
            }
        }
        return all;
    }

    T get(Storage storage) {
        T variant = variants.get(storage);
        if (variant == null) {
            throw new IllegalArgumentException("a " + storage + " is never a column's value");
        }
        return variant;
    }
}
