package io.drover.job.storage;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.StandbyException;

/** Tells storage that doesn't answer for the moment from storage that says no. */
public final class StorageOutage {
    /** A NameNode's words for it, as they come over the wire; the first one's class is not among a client's API. */
    private static final Set<String> PASSING = Set.of("org.apache.hadoop.hdfs.server.namenode.SafeModeException",
            RetriableException.class.getName(), StandbyException.class.getName());

    private StorageOutage() {}

    /** Whether the same may work a little later. A host that isn't known is an error in the settings. */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean silent = cause instanceof SocketException || cause instanceof SocketTimeoutException
                    || cause instanceof EOFException;
            if (silent || PASSING.contains(cause.getClass().getName())
                    || cause instanceof RemoteException remote && PASSING.contains(remote.getClassName())) {
                return true;
            }
        }
        return false;
    }
}
