package io.drover.launcher.store;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Tells a database that has no room for a change from one that refuses it: the first is a
 * {@link DataAccessResourceFailureException}, nothing of the change is kept, and it may work later.
 */
final class StoreFailures implements SQLExceptionTranslator {
    private final SQLExceptionTranslator others = new SQLExceptionSubclassTranslator();

    @Override
    public DataAccessException translate(String task, String sql, SQLException failure) {
        if (failure instanceof SQLiteException known && hasNoRoom(known.getResultCode())) {
            return new DataAccessResourceFailureException("the database can't be written, its disk is full ("
                    + failure.getMessage() + ")", failure);
        }
        return others.translate(task, sql, failure);
    }

    /** A quota that is used up, or an index of the write-ahead log that can't grow, is an I/O error to SQLite. */
    private static boolean hasNoRoom(SQLiteErrorCode code) {
        return code == SQLiteErrorCode.SQLITE_FULL || code == SQLiteErrorCode.SQLITE_IOERR_WRITE
                || code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }
}
