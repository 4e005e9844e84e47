package io.drover.photon;

import io.drover.job.driver.Driver;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;

/** The photon process: {@code java … io.drover.photon.PhotonMain JOB_DIRECTORY_URI}. */
public final class PhotonMain {
    private PhotonMain() {}

    /** @param arguments the job directory's URI; the exit code is the driver's */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: java … io.drover.photon.PhotonMain JOB_DIRECTORY_URI");
            System.exit(Driver.INVALID);
        }
        System.exit(Driver.run(directory(arguments[0]), new PhotonEngine(), new Configuration()));
    }

    private static URI directory(String argument) {
        try {
            return new URI(argument);
        } catch (URISyntaxException e) {
            System.err.println("not the URI of a job directory: " + e.getMessage());
            System.exit(Driver.INVALID);
            throw new IllegalStateException(e);
        }
    }
}
