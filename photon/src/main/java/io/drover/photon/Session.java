package io.drover.photon;

import io.drover.job.engine.DeepStack;
import io.drover.job.engine.JobCanceled;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec;
import io.drover.photon.kernel.KernelFunctions;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.sql.KernelUse;
import io.drover.recipe.sql.SqlSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.QueryProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One embedded DuckDB with the job's limits, locked down before the first plan runs: it reads the job's local files and
 * its working folder, and nothing else; no extension is loaded and no setting changes.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final SqlSyntax SYNTAX = SqlSyntax.of(Dialect.DUCKDB);

    private final DuckDBConnection connection;
    private final KernelFunctions kernels;
    private final DeepStack stack = new DeepStack("photon-statement");
    private volatile Statement running;
    private volatile boolean canceled;

    /** What a query's rows are handed to. */
    interface Rows<T> {
        T read(ResultSet rows) throws SQLException, IOException;
    }

    private Session(DuckDBConnection connection) {
        this.connection = connection;
        this.kernels = new KernelFunctions(connection);
    }

    /**
     * @param directory for spilled data and everything the engine writes; exists
     * @param files local files that may be read
     */
    static Session open(Path directory, List<Path> files, JobSpec.Limits limits) throws IOException {
        Path spill = Files.createDirectories(directory.resolve("spill"));
        try {
            DuckDBConnection connection =
                    DriverManager.getConnection("jdbc:duckdb:", streaming()).unwrap(DuckDBConnection.class);
            try {
                try (Statement statement = connection.createStatement()) {
                    for (String setting : settings(directory, spill, files, limits)) {
                        statement.execute(setting);
                    }
                }
                return new Session(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw JobCode.ENGINE_FAILED.failure("the local engine can't start: " + e.getMessage(), e);
        }
    }

    /** Results are read as they are computed, not collected first. */
    private static Properties streaming() {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return properties;
    }

    private static List<String> settings(Path directory, Path spill, List<Path> files, JobSpec.Limits limits) {
        List<String> settings = new ArrayList<>(List.of(
                "SET TimeZone = 'UTC'",
                "SET ieee_floating_point_ops = false",
                "SET default_null_order = 'nulls_first'",
                "SET integer_division = false",
                "SET preserve_insertion_order = true",
                "SET autoinstall_known_extensions = false",
                "SET autoload_known_extensions = false",
                "SET enable_progress_bar = true",
                "SET enable_progress_bar_print = false",
                "SET progress_bar_time = 0",
                // Every node of a plan nests one deeper; DeepStack has room for it.
                "SET max_expression_depth = 10000",
                "SET temp_directory = " + SYNTAX.text(spill.toString())));
        if (limits.memoryBytes() != null) {
            settings.add("SET memory_limit = '" + limits.memoryBytes() + " bytes'");
        }
        if (limits.threads() != null) {
            settings.add("SET threads = " + limits.threads());
        }
        settings.add("SET allowed_directories = [" + SYNTAX.text(directory.toString() + "/") + "]");
        settings.add("SET allowed_paths = [" + files.stream().map(file -> SYNTAX.text(file.toString()))
                .collect(Collectors.joining(", ")) + "]");
        settings.add("SET enable_external_access = false");
        settings.add("SET lock_configuration = true");
        return settings;
    }

    DuckDBConnection connection() {
        return connection;
    }

    long patternsGivenUp() {
        return kernels.patternsGivenUp();
    }

    void register(KernelUse use) {
        try {
            kernels.register(use);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs a statement; the number of rows it changed or wrote. */
    long execute(String sql) {
        return run(sql, statement -> {
            statement.execute(sql);
            long count = statement.getLargeUpdateCount();
            if (count >= 0) {
                return count;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows != null && rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    <T> T query(String sql, Rows<T> reader) throws IOException {
        IOException[] failed = new IOException[1];
        T result = run(sql, statement -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
                return reader.read(rows);
            } catch (IOException e) {
                failed[0] = e;
                return null;
            }
        });
        if (failed[0] != null) {
            throw failed[0];
        }
        return result;
    }

    private interface Work<T> {
        T apply(Statement statement) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work) {
        LOG.debug("{}", sql);
        return stack.call(() -> runHere(work));
    }

    private <T> T runHere(Work<T> work) {
        checkCanceled();
        try (Statement statement = connection.createStatement()) {
            running = statement;
            // A cancel that came before the statement was known to it is caught here, one after by the statement.
            checkCanceled();
            return work.apply(statement);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            running = null;
        }
    }

    void checkCanceled() {
        if (canceled) {
            throw new JobCanceled();
        }
    }

    private RuntimeException failure(SQLException e) {
        return canceled ? new JobCanceled() : EngineErrors.failure(e);
    }

    /** Stops what runs, and everything after it. */
    void cancel() {
        canceled = true;
        if (running != null) {
            Thread canceler = new Thread(this::interruptUntilStopped, "photon-cancel");
            canceler.setDaemon(true);
            canceler.start();
        }
    }

    /** Again and again: an interrupt between two phases of a statement is lost. */
    private void interruptUntilStopped() {
        Statement statement = running;
        while (statement != null) {
            try {
                statement.cancel();
                Thread.sleep(20);
            } catch (SQLException e) {
                LOG.debug("the statement ended by itself: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            statement = running;
        }
    }

    /** How far the running statement is, 0 to 1; -1 if it can't be told. */
    double progress() {
        Statement statement = running;
        if (statement == null) {
            return -1;
        }
        try {
            QueryProgress progress = statement.unwrap(DuckDBPreparedStatement.class).getQueryProgress();
            return progress == null || progress.getPercentage() < 0 ? -1 : progress.getPercentage() / 100;
        } catch (SQLException e) {
            // The statement ended between the two lines above: there is no progress to tell.
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        stack.close();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("closing the local engine: " + e.getMessage(), e);
        }
    }

    /** Whether a failure is about reading this delimited file, so that another way to read it may do better. */
    static boolean isUnreadableText(JobFailure failure) {
        return failure.getCause() instanceof SQLException cause && EngineErrors.isUnreadableText(cause);
    }
}
