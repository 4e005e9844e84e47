package io.drover.photon.kernel;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.pattern.PatternBudget;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.sql.KernelUse;
import io.drover.recipe.type.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;

/**
 * Makes kernels callable in a DuckDB connection, each once. User functions take no lists, so an operation with lists gets
 * a macro of its name around a function on JSON texts.
 */
public final class KernelFunctions {
    private final Connection connection;
    private final Set<String> registered = new HashSet<>();
    private final LongAdder patternsGivenUp = new LongAdder();

    public KernelFunctions(Connection connection) {
        this.connection = connection;
    }

    /** How many searches they have given up ({@link PatternBudget}). */
    public long patternsGivenUp() {
        return patternsGivenUp.sum();
    }

    public void register(KernelUse use) throws SQLException {
        for (KernelUse.Scalar scalar : use.scalars()) {
            if (registered.add(scalar.functionName())) {
                scalar(scalar);
            }
        }
        for (AggregateOperation aggregate : use.aggregates()) {
            String name = DuckDbKernelCalls.functionName(aggregate);
            if (registered.add(name)) {
                function(name, List.of(Storage.TEXT), Storage.TEXT, aggregate(aggregate));
            }
        }
        for (WindowOperation window : use.windows()) {
            String name = DuckDbKernelCalls.functionName(window);
            if (registered.add(name)) {
                function(name, List.of(Storage.TEXT, Storage.INTEGER, Storage.INTEGER), Storage.TEXT, window(window));
            }
        }
    }

    private void scalar(KernelUse.Scalar use) throws SQLException {
        Operation operation = use.operation();
        List<Storage> parameters =
                IntStream.range(0, use.arity()).mapToObj(operation::parameter).collect(Collectors.toList());
        boolean lists = operation.result() == Storage.LIST || parameters.contains(Storage.LIST);
        String function = lists ? use.functionName() + "_json" : use.functionName();
        function(function, parameters, operation.result(), operation::evaluate);
        if (lists) {
            listMacro(use.functionName(), function, parameters, operation.result());
        }
    }

    private void listMacro(String name, String function, List<Storage> parameters, Storage result)
            throws SQLException {
        List<String> names = IntStream.range(0, parameters.size()).mapToObj(i -> "a" + i).toList();
        String passed = IntStream.range(0, parameters.size())
                .mapToObj(i -> parameters.get(i) == Storage.LIST
                        ? "CAST(to_json(CAST(a" + i + " AS VARCHAR[])) AS VARCHAR)"
                        : "a" + i)
                .collect(Collectors.joining(", "));
        String call = function + "(" + passed + ")";
        String body = result == Storage.LIST ? "CAST(from_json(" + call + ", '[\"VARCHAR\"]') AS VARCHAR[])" : call;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP MACRO " + name + "(" + String.join(", ", names) + ") AS " + body);
        }
    }

    private interface Body {
        Object apply(Object[] arguments);
    }

    private static Body aggregate(AggregateOperation operation) {
        return arguments -> JsonValues.text(
                operation.kernel().apply(JsonValues.rows((String) arguments[0], operation.parameters())),
                operation.result());
    }

    private static Body window(WindowOperation operation) {
        return arguments -> JsonValues.text(
                operation.kernel().apply(
                        JsonValues.rows((String) arguments[0], operation.parameters()),
                        new Expr.Frame((Long) arguments[1], (Long) arguments[2])),
                operation.result());
    }

    private void function(String name, List<Storage> parameters, Storage result, Body body) throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name);
            for (Storage parameter : parameters) {
                builder.withParameter(type(parameter));
            }
            builder.withReturnType(type(result));
            builder.withVectorizedFunction(new Chunks(parameters, result, body, patternsGivenUp));
            builder.register(connection);
        }
    }

    private static DuckDBColumnType type(Storage storage) {
        return switch (storage) {
            case TEXT, LIST -> DuckDBColumnType.VARCHAR;
            case INTEGER, DATETIME -> DuckDBColumnType.BIGINT;
            case DECIMAL -> DuckDBColumnType.DOUBLE;
            case BOOLEAN -> DuckDBColumnType.BOOLEAN;
        };
    }

    /** Calls a body for every row of a chunk. */
    private record Chunks(List<Storage> parameters, Storage result, Body body, LongAdder patternsGivenUp)
            implements DuckDBScalarFunction {
        @Override
        public void apply(DuckDBDataChunkReader in, DuckDBWritableVector out) {
            long before = PatternBudget.givenUp();
            rows(in, out);
            patternsGivenUp.add(PatternBudget.givenUp() - before);
        }

        private void rows(DuckDBDataChunkReader in, DuckDBWritableVector out) {
            int rows = Math.toIntExact(in.rowCount());
            List<DuckDBReadableVector> vectors = new ArrayList<>(parameters.size());
            for (int i = 0; i < parameters.size(); i++) {
                vectors.add(in.vector(i));
            }
            for (int row = 0; row < rows; row++) {
                // A new array each time: a kernel may keep it.
                Object[] arguments = new Object[parameters.size()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = read(vectors.get(i), row, parameters.get(i));
                }
                write(out, row, body.apply(arguments));
            }
        }

        private static Object read(DuckDBReadableVector vector, int row, Storage storage) {
            if (vector.isNull(row)) {
                return null;
            }
            return switch (storage) {
                case TEXT -> vector.getString(row);
                case INTEGER, DATETIME -> (Object) vector.getLong(row);
                case DECIMAL -> vector.getDouble(row);
                case BOOLEAN -> vector.getBoolean(row);
                case LIST -> JsonValues.list(vector.getString(row));
            };
        }

        private void write(DuckDBWritableVector out, int row, Object value) {
            if (value == null) {
                out.setNull(row);
                return;
            }
            switch (result) {
                case TEXT -> out.setString(row, (String) value);
                case INTEGER, DATETIME -> out.setLong(row, (Long) value);
                case DECIMAL -> out.setDouble(row, (Double) value);
                case BOOLEAN -> out.setBoolean(row, (Boolean) value);
                case LIST -> out.setString(row, JsonValues.text(value, Storage.LIST));
            }
        }
    }
}
