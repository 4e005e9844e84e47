package io.drover.job.driver;

/** The main loop of a driver; the same for every engine. */
public final class Driver {
    private Driver() {}
}
