package io.drover.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes a CSV file of orders: ten columns, about 145 bytes a row, the same bytes for the same number of rows. */
public final class GenerateData {
    private GenerateData() {}

    public static void main(String[] arguments) throws SQLException {
        long rows = Long.parseLong(arguments[0]);
        String file = arguments[1];
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET preserve_insertion_order = true");
            statement.execute("""
                    COPY (
                      SELECT i AS id,
                             ['Lima','Oslo','Cairo','Quito','Turin','Osaka','Perth','Accra','Delhi','Minsk'][CAST(1 + mod(hash(i), 10) AS BIGINT)]
                               AS city,
                             strftime(DATE '2015-01-01' + CAST(mod(hash(i + 1), 2900) AS INTEGER), '%Y-%m-%d') AS day,
                             ['ok ','OK','open',' ok','failed'][CAST(1 + mod(hash(i + 2), 5) AS BIGINT)] AS status,
                             1 + mod(hash(i + 3), 99) AS qty,
                             round(mod(hash(i + 4), 1000000) / 100.0, 2) AS amount,
                             'customer ' || mod(hash(i + 5), 100000) AS customer,
                             'a note of some length about order ' || i AS note,
                             md5(CAST(i AS VARCHAR)) AS token,
                             CASE WHEN mod(hash(i + 6), 20) = 0 THEN '' ELSE 'c' || mod(hash(i + 6), 7) END AS class
                      FROM range(""" + rows + """
                    ) t(i)) TO '""" + file.replace("'", "''") + "' (FORMAT csv, HEADER true)");
        }
    }
}
