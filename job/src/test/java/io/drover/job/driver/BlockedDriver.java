package io.drover.job.driver;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;

/** A driver's process, as an engine's main is one; its job runs until it is told to stop. */
final class BlockedDriver {
    private BlockedDriver() {}

    public static void main(String[] arguments) {
        System.exit(Driver.run(URI.create(arguments[0]), new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled),
                new Configuration()));
    }
}
