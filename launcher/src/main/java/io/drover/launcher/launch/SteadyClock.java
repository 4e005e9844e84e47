package io.drover.launcher.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that nobody can set: it goes on from the time at which it was made. For what is measured within the life of
 * this process, where a jump of the system's clock would make a driver look silent, or a snapshot older than it is.
 */
final class SteadyClock extends Clock {
    private final Instant start;
    private final long origin;

    SteadyClock(Clock system) {
        this.start = system.instant();
        this.origin = System.nanoTime();
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.ofNanos(System.nanoTime() - origin));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a steady clock is for durations");
    }
}
