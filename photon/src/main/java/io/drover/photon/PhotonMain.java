package io.drover.photon;

import io.drover.job.driver.Driver;
import io.drover.job.storage.ActingUser;
import io.drover.job.storage.HadoopConfiguration;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;

/** The photon process: {@code java … io.drover.photon.PhotonMain JOB_DIRECTORY_URI}. */
public final class PhotonMain {
    /** System property: the Hadoop user to act as; the process's own if it is not set. */
    private static final String USER = "drover.hadoop.user";

    private PhotonMain() {}

    /** @param arguments the job directory's URI; the exit code is the driver's */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println("usage: java … io.drover.photon.PhotonMain JOB_DIRECTORY_URI");
            System.exit(Driver.INVALID);
        }
        URI directory = directory(arguments[0]);
        Configuration configuration = HadoopConfiguration.ofEnvironment();
        System.exit(ActingUser.call(System.getProperty(USER), configuration,
                () -> Driver.run(directory, new PhotonEngine(), configuration)));
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
