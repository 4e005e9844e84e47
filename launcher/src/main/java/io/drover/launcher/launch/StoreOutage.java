package io.drover.launcher.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/** Says in the log that the database can't be used, once a minute however many rounds and jobs meet it. */
final class StoreOutage {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOutage.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock steady;
    private Instant told;

    StoreOutage(Clock steady) {
        this.steady = steady;
    }

    /** @param what a clause that says what has to wait */
    synchronized void tell(String what, DataAccessResourceFailureException why) {
        Instant now = steady.instant();
        if (told == null || Duration.between(told, now).compareTo(PAUSE) > 0) {
            told = now;
            LOG.error("{} yet: {}", what, why.getMessage());
        }
    }
}
