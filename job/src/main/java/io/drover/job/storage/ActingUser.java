package io.drover.job.storage;

import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;

/** Lets a process act on a cluster as another user than its own, where the cluster allows it. */
public final class ActingUser {
    private ActingUser() {}

    /**
     * Runs something as a user, threads that it starts included.
     *
     * @param name of the Hadoop user, null for the process's own
     * @param configuration that says how users are authenticated
     */
    public static <T> T call(String name, Configuration configuration, Callable<T> action) throws Exception {
        if (!configuration.get("hadoop.security.authentication", "simple").equals("simple")) {
            UserGroupInformation.setConfiguration(configuration);
        }
        if (name == null) {
            return action.call();
        }
        UserGroupInformation own = UserGroupInformation.getLoginUser();
        try {
            return UserGroupInformation.createProxyUser(name, own)
                    .doAs((PrivilegedExceptionAction<T>) action::call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
