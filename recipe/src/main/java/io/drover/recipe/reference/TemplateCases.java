package io.drover.recipe.reference;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The proof that templates mean what their kernels mean: for an operation a plan that applies it to values chosen to
 * break it. An engine's rows for the plan have to equal the reference engine's.
 */
public final class TemplateCases {

    private static final int ROWS = 600;

    /** The classes that declare operations. */
    private static final List<String> FAMILIES = List.of("Coercions", "Arithmetic", "MathOperations", "DateOperations",
            "Comparison", "TypeFunctions", "RandomNumbers", "LogicalFunctions", "Missing");

    /** Constant arguments of operations whose templates look at them, by place. */
    private static final Map<String, List<List<Object>>> CONSTANTS = Map.of(
            "text_of_datetime", List.of(Arrays.asList(null, ""), Arrays.asList(null, "annotation:yyyy*mm*dd"),
                    Arrays.asList(null, "annotation:yyyy*mm*dd*HH:MM:SS"), Arrays.asList(null, "annotation:dd*shortMonth*yyyy*hh:MM*a"),
                    Arrays.asList(null, "java:EEEE, MMMM d, yyyy h:m:s.SSS a"), Arrays.asList(null, "java:D/M/yy H"),
                    Arrays.asList(null, "java:yyyy-MM-dd'T'HH:mm:ssX")),
            "read_datetime", List.of(Arrays.asList(null, "", 2024L), Arrays.asList(null, "annotation:dd*mm*yyyy", 2024L),
                    Arrays.asList(null, "annotation:mm*dd*yyyy*HH:MM:SS", 2024L), Arrays.asList(null, "annotation:yyyy*mm*dd", 2024L),
                    Arrays.asList(null, "annotation:yyyy*dd*mm", 2024L), Arrays.asList(null, "java:MM/dd/yyyy", 2024L),
                    Arrays.asList(null, "only\njava:yyyy-MM-dd", 2024L), Arrays.asList(null, "only\njava:d/M/yy", 2024L)),
            "round", List.of(Arrays.asList(null, 2L), Arrays.asList(null, 9L), Arrays.asList(null, null)),
            "date_add_millis", List.of(Arrays.asList(null, null, 86_400_000L), Arrays.asList(null, null, 1L)),
            "date_difference", List.of(Arrays.asList(null, null, 86_400_000L), Arrays.asList(null, null, 1L)));

    private static final List<Object> INTEGERS = Arrays.asList(null, 0L, 1L, -1L, 2L, 3L, 7L, 12L, 29L, 31L, 100L, 1970L, 2020L,
            2599L, 2600L, 1400L, 1399L, 14_400L, -14_401L, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE,
            Long.MIN_VALUE + 1, 3_037_000_500L, -86_400_000L);

    private static final List<Object> DECIMALS = Arrays.asList(null, 0.0, 1.0, -1.0, 0.5, -0.5, 2.5, -2.5, 1.005, 2.345, 0.1, 0.2,
            0.30000000000000004, 49.8, 1e-7, 1e-6, 123456.789, 1e7, 12345678.9, 1e15, 1e16, 999999999999999.9, 1e20, 1e21,
            1.5e-8, 5e-324, 1.7976931348623157e308, -1.7976931348623157e308, 9.223372036854775807e18, -9.223372036854775808e18,
            2.0e-3, 2e23, 1.0E23, 0.001, 0.0001, 4.35, 100.0, 3.0e-5, 1234567.125, 9007199254740993.0, 8.41e21,
            0.1234567890123455, 5.0e-3, 1e9 + 0.5);

    private static final List<Object> TEXTS = Arrays.asList(null, "", " ", "0", "1", "007", "-7", "+7", " 42 ", "3.0", "2.50",
            "-0.0", "-0", ".5", "5.", "1e3", "1E400", "-1e-400", "NaN", "Infinity", "0x1F", "1_000", "12d", "1,000",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "123456789012345678901234567890",
            "12345678901.1234", "-12345678901.9999", "0.30000000000000004", "\u00a042\u2003", "42\n", "\t42", "٤٢", "true",
            "TRUE", "Yes", "off", "maybe", "abc", "a'b\"c\\d$e", "😀", "\uE000", "2020-01-02", "2020-02-29", "2019-02-29",
            "2020-02-30", "2020-12-31", "2020-04-31", "2020-1-2", "2020-01-02 03:04:05", "2020-01-02T03:04:05",
            "2020-01-02 24:00:00", "2020-01-02T03:04:05.6789Z", "2020-01-02 03:04:05+02:00", "2020/01/02", "01/02/2020",
            "31/12/2020", "31.12.2020", "28-02-2021", "01/02/2020 03:04:05", "05 06 2020", "1/2/20", "1/2/46", "5-Mar-2020",
            "Mar 5, 2020", "1399-12-31", "2599-12-31", "2600-01-01", "2020-01-02\n", " 2020-01-02 ", "2020-31-12");

    private static final List<Object> DATETIMES = Arrays.asList(null, 0L, -1L, 1L, 999L, -86_400_000L, 86_399_999L, 1_582_977_600_000L,
            1_583_020_799_999L, -17_987_443_200_000L, 19_880_899_199_999L, -2_208_988_800_000L, 1_577_836_800_000L,
            1_609_372_800_000L, 1_585_443_600_001L, -62_135_596L);

    private static final List<Object> BOOLEANS = Arrays.asList(null, true, false);

    private TemplateCases() {}

    /** Plans by name, for every operation that has a template of the dialect. */
    public static Map<String, Plan> plans(Dialect dialect) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        for (Operation operation : operations()) {
            if (operation.template(dialect).isEmpty()) {
                continue;
            }
            List<List<Object>> constants = CONSTANTS.getOrDefault(operation.name(),
                    List.of(Collections.nCopies(operation.parameters().size(), null)));
            for (List<Object> fixed : constants) {
                boolean any = fixed.stream().anyMatch(value -> value != null);
                plans.put(operation.name() + (any ? " " + fixed : ""), plan(operation, fixed));
            }
        }
        return plans;
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (String family : FAMILIES) {
            try {
                Class<?> type = Class.forName(Operation.class.getPackageName() + "." + family);
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && field.getType() == Operation.class) {
                        field.setAccessible(true);
                        operations.add((Operation) field.get(null));
                    }
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read the operations of " + family, e);
            }
        }
        return operations;
    }

    private static Plan plan(Operation operation, List<Object> constants) {
        List<Storage> storages = new ArrayList<>(operation.parameters());
        if (operation.variadic()) {
            storages.add(storages.get(storages.size() - 1));
        }
        PlanColumn number = new PlanColumn("n", ValueType.INTEGER);
        List<PlanColumn> columns = new ArrayList<>(List.of(number));
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < storages.size(); i++) {
            Object constant = i < constants.size() ? constants.get(i) : null;
            ValueType type = type(storages.get(i));
            if (constant != null) {
                arguments.add(new Expr.Literal(constant, type));
            } else {
                PlanColumn column = new PlanColumn("a" + i, type);
                columns.add(column);
                arguments.add(column.expr());
            }
        }
        Plan values = new Plan.Values(columns, rows(columns));
        List<NamedExpr> results = new ArrayList<>(columns.stream().map(NamedExpr::keep).toList());
        results.add(new NamedExpr("result", new Expr.Call(operation, arguments, type(operation.result()))));
        return new Plan.Project(values, results);
    }

    private static ValueType type(Storage storage) {
        return switch (storage) {
            case TEXT -> ValueType.TEXT;
            case INTEGER -> ValueType.INTEGER;
            case DECIMAL -> ValueType.DECIMAL;
            case BOOLEAN -> ValueType.BOOLEAN;
            case DATETIME -> ValueType.datetime(DatetimeFormat.DEFAULT);
            case LIST -> ValueType.LIST;
        };
    }

    /** All values of a single column; otherwise combinations at random, the same every time. */
    private static List<List<Object>> rows(List<PlanColumn> columns) {
        Random random = new Random(42);
        List<List<Object>> rows = new ArrayList<>();
        int count = columns.size() == 2 ? values(columns.get(1).type().storage()).size() : ROWS;
        for (int i = 0; i < count; i++) {
            List<Object> row = new ArrayList<>(List.of((long) i));
            for (PlanColumn column : columns.subList(1, columns.size())) {
                List<Object> values = values(column.type().storage());
                row.add(values.get(columns.size() == 2 ? i : random.nextInt(values.size())));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<Object> values(Storage storage) {
        return switch (storage) {
            case TEXT -> TEXTS;
            case INTEGER -> INTEGERS;
            case DECIMAL -> DECIMALS;
            case BOOLEAN -> BOOLEANS;
            case DATETIME -> DATETIMES;
            case LIST -> Arrays.asList(null, List.of(), List.of("a", "b"), Arrays.asList("x", null, ""));
        };
    }
}
