package io.drover.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The benchmark's two jobs as somebody would write them in DuckDB SQL. */
public final class HandwrittenDuckDb {
    private HandwrittenDuckDb() {}

    public static void main(String[] arguments) throws SQLException {
        String job = arguments[0];
        String input = quoted(arguments[1]);
        String output = quoted(arguments[2]);
        String query = switch (job) {
            case "aggregate" -> """
                    SELECT city, year(TRY_CAST(day AS DATE)) AS year,
                           sum(TRY_CAST(amount AS DOUBLE) * TRY_CAST(qty AS BIGINT)) AS total, count(*) AS orders
                    FROM %s WHERE lower(trim(status)) = 'ok' GROUP BY 1, 2 ORDER BY 1, 2""".formatted(scan(input));
            case "rewrite" -> """
                    SELECT *, year(TRY_CAST(day AS DATE)) AS year,
                           TRY_CAST(amount AS DOUBLE) * TRY_CAST(qty AS BIGINT) AS total,
                           upper(city) AS place
                    FROM %s""".formatted(scan(input));
            default -> throw new IllegalArgumentException(job);
        };
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO " + output + " (FORMAT csv, HEADER true)");
        }
    }

    private static String scan(String input) {
        return "read_csv(" + input + ", all_varchar = true, header = true)";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
