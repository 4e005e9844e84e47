package io.drover.job.publish;

import io.drover.job.storage.ReplacingFileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system under the scheme {@code fault}, whose k-th operation goes wrong in one of several ways. One plan
 * for the whole class: tests run one at a time.
 */
public final class FaultyFileSystem extends RawLocalFileSystem implements ReplacingFileSystem {
    /** What happens at the chosen operation. */
    enum Fault {
        /** The process dies right after it: it is done, and everything after fails. */
        CRASH,
        /** It alone fails, having done nothing. */
        ERROR,
        /** It is done, but the answer is lost. */
        LOST_REPLY
    }

    private static Fault fault;
    private static int faultAt = -1;
    private static int count;
    private static boolean dead;
    private static final List<String> TRACE = new ArrayList<>();

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.fault.impl", FaultyFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        configuration.setLong(LocationLocks.LEASE_MILLIS, 300);
        configuration.setLong(LocationLocks.WAIT_MILLIS, 5_000);
        return configuration;
    }

    static void arm(Fault newFault, int at) {
        fault = newFault;
        faultAt = at;
        count = 0;
        dead = false;
        TRACE.clear();
    }

    static void disarm() {
        faultAt = -1;
        dead = false;
    }

    static int operations() {
        return count;
    }

    static String last() {
        return TRACE.isEmpty() ? "" : TRACE.get(TRACE.size() - 1);
    }

    private interface Operation<T> {
        T run() throws IOException;
    }

    private static <T> T faulty(String name, Object subject, Operation<T> operation) throws IOException {
        if (dead) {
            throw new IOException("the process is dead");
        }
        boolean hit = faultAt >= 0 && count++ == faultAt;
        if (!hit) {
            return operation.run();
        }
        TRACE.add(name + " " + subject);
        if (fault == Fault.ERROR) {
            throw new IOException("error in " + name);
        }
        operation.run();
        dead = fault == Fault.CRASH;
        throw new IOException((dead ? "crash after " : "reply lost of ") + name);
    }

    @Override
    public URI getUri() {
        return URI.create("fault:///");
    }

    @Override
    public String getScheme() {
        return "fault";
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        return faulty("open", file, () -> super.open(file, bufferSize));
    }

    @Override
    public FSDataOutputStream createNonRecursive(Path file, FsPermission permission, boolean overwrite, int bufferSize,
            short replication, long blockSize, Progressable progress) throws IOException {
        return faulty("create", file, () -> {
            try {
                // Not synced: what is tested is the order of operations, and there are thousands of files.
                return new FSDataOutputStream(
                        Files.newOutputStream(local(file), StandardOpenOption.CREATE_NEW), null);
            } catch (java.nio.file.FileAlreadyExistsException e) {
                throw new FileAlreadyExistsException(file + " exists");
            } catch (NoSuchFileException e) {
                throw (IOException) new FileNotFoundException(file + ": missing directory").initCause(e);
            }
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return faulty("delete", path, () -> super.delete(path, recursive));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return faulty("list", path, () -> super.listStatus(path));
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return faulty("mkdirs", path, () -> {
            Files.createDirectories(local(path));
            return true;
        });
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return faulty("status", path, () -> super.getFileStatus(path));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        faulty("replace", to, () -> {
            if (Files.isDirectory(local(to))) {
                throw new FileAlreadyExistsException(to + " is a directory");
            }
            move(from, to);
            return null;
        });
    }

    @Override
    public void moveIfAbsent(Path from, Path to) throws IOException {
        faulty("move", to, () -> {
            if (Files.exists(local(to), LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to + " exists");
            }
            move(from, to);
            return null;
        });
    }

    private void move(Path from, Path to) throws IOException {
        try {
            Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw (IOException) new FileNotFoundException(e.getMessage()).initCause(e);
        }
    }

    private java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
