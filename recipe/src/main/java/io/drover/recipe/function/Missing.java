package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import java.util.List;
import java.util.Locale;

/** Tests for null and for missing values. */
public final class Missing {

    private static final Operation MISSING_TEXT = Operation.of("is_missing_text", Storage.BOOLEAN,
                    a -> a[0] == null || ((String) a[0]).isEmpty(), Storage.TEXT)
            .nullAware()
            .sql("{0} IS NULL OR {0} = ''");

    private Missing() {}

    public static Expr isNull(Arguments arguments, Expr value) {
        return arguments.call(nullTest(value.type().storage()), List.of(value));
    }

    /** Null or, for text, empty. */
    public static Expr isMissing(Arguments arguments, Expr value) {
        return value.type().storage() == Storage.TEXT
                ? arguments.call(MISSING_TEXT, List.of(value))
                : isNull(arguments, value);
    }

    private static Operation nullTest(Storage storage) {
        return Operation.of("is_null_" + storage.name().toLowerCase(Locale.ROOT), Storage.BOOLEAN, a -> a[0] == null, storage)
                .nullAware()
                .sql("{0} IS NULL");
    }
}
