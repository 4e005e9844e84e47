package io.drover.launcher.store;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions of a database that, when its disk is full, has undone one by itself before it is asked to. */
final class StoreTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1;
    private static final String NOTHING_TO_UNDO = "no transaction is active";

    StoreTransactions(DataSource dataSource) {
        super(dataSource);
        setExceptionTranslator(new StoreFailures());
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (TransactionSystemException e) {
            if (!(e.getCause() instanceof SQLException why) || !String.valueOf(why.getMessage()).contains(NOTHING_TO_UNDO)) {
                throw e;
            }
        }
    }
}
