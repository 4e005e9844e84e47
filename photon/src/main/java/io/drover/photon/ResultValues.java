package io.drover.photon;

import io.drover.photon.kernel.JdbcValues;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.sql.SqlSyntax;
import io.drover.recipe.type.Storage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of a statement as Java values, as {@link Storage} says. */
final class ResultValues {
    private static final SqlSyntax SYNTAX = SqlSyntax.of(Dialect.DUCKDB);

    private final List<PlanColumn> columns;

    ResultValues(List<PlanColumn> columns) {
        this.columns = columns;
    }

    List<NamedExpr> output() {
        return columns.stream().map(NamedExpr::keep).toList();
    }

    /** A statement that gives the values of {@code select} in a form that {@link #read} takes. */
    String statement(String select) {
        if (columns.isEmpty()) {
            return select;
        }
        return "SELECT " + columns.stream().map(column -> {
            String name = SYNTAX.name(column.id());
            return switch (column.type().storage()) {
                case TEXT, INTEGER, DECIMAL, BOOLEAN -> name;
                case DATETIME -> SYNTAX.toEpochMillis(name);
                case LIST -> "CAST(to_json(" + name + ") AS VARCHAR)";
            };
        }).collect(Collectors.joining(", ")) + " FROM (" + select + ")";
    }

    /** A statement that gives the values of {@code select} with Datetimes as milliseconds. */
    static String typed(List<NamedExpr> output, String select) {
        return new ResultValues(output.stream().map(NamedExpr::column).toList()).statement(select);
    }

    List<List<Object>> read(ResultSet rows) throws SQLException {
        List<List<Object>> values = new ArrayList<>();
        while (rows.next()) {
            List<Object> row = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                row.add(JdbcValues.read(rows, i + 1, columns.get(i).type().storage()));
            }
            values.add(row);
        }
        return values;
    }
}
