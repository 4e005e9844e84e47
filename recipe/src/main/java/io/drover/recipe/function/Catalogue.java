package io.drover.recipe.function;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All functions of the language, found from the constants of the family classes. */
public final class Catalogue {

    /** The families; a class is named here once, its functions never. */
    private static final List<Class<?>> FAMILIES = List.of(
            AggregateFunctions.class,
            CollectingFunctions.class,
            RollingFunctions.class,
            WindowFunctions.class,
            LogicalFunctions.class,
            MathFunctions.class,
            NestedFunctions.class,
            ListFunctions.class,
            OtherFunctions.class,
            StatisticsFunctions.class,
            TrigonometryFunctions.class,
            DateFunctions.class,
            TimeZoneFunctions.class,
            WorkingDayFunctions.class,
            TypeFunctions.class,
            CollationFunctions.class,
            SearchFunctions.class,
            StringFunctions.class);

    private static final Catalogue STANDARD = new Catalogue(FAMILIES);

    private final Map<String, FunctionEntry> byName = new TreeMap<>();
    private final Map<String, FunctionEntry> entries = new LinkedHashMap<>();

    private Catalogue(List<Class<?>> families) {
        for (Class<?> family : families) {
            for (Field field : family.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == FunctionEntry.class) {
                    add(read(field));
                }
            }
        }
    }

    public static Catalogue standard() {
        return STANDARD;
    }

    /** By name or alias, in any case. */
    public Optional<FunctionEntry> find(String name) {
        return Optional.ofNullable(byName.get(name.toUpperCase(Locale.ROOT)));
    }

    public Collection<FunctionEntry> entries() {
        return entries.values();
    }

    /** All names and aliases, for suggestions. */
    public Collection<String> names() {
        return byName.keySet();
    }

    private void add(FunctionEntry entry) {
        entries.put(entry.name(), entry);
        put(entry.name(), entry);
        entry.aliases().forEach(alias -> put(alias, entry));
    }

    private void put(String name, FunctionEntry entry) {
        FunctionEntry other = byName.put(name, entry);
        if (other != null) {
            throw new IllegalStateException(name + " is defined twice: " + other.name() + ", " + entry.name());
        }
    }

    private static FunctionEntry read(Field field) {
        try {
            field.setAccessible(true);
            return (FunctionEntry) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }
}
