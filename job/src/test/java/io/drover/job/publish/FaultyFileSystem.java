package io.drover.job.publish;

import io.drover.job.storage.ReplacingFileSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A real file system under the scheme {@code fault}, whose operations go wrong as a {@link FaultPlan} says: the local one,
 * or with an authority the {@link DiskBackend} or the HDFS of that name.
 */
public final class FaultyFileSystem extends FileSystem implements ReplacingFileSystem {
    private URI uri;
    private Backend backend;
    private FaultPlan plan;

    /** The operations of a file system that Drover uses, by paths without scheme. */
    interface Backend {
        FSDataInputStream open(Path file) throws IOException;

        /** Makes a file that must not exist. */
        FSDataOutputStream create(Path file) throws IOException;

        boolean delete(Path path, boolean recursive) throws IOException;

        FileStatus[] list(Path directory) throws IOException;

        boolean mkdirs(Path directory) throws IOException;

        FileStatus status(Path path) throws IOException;

        void replace(Path from, Path to) throws IOException;

        void moveIfAbsent(Path from, Path to) throws IOException;

        void setTimes(Path path, long modified) throws IOException;

        void setPermission(Path path, FsPermission permission) throws IOException;

        void sync(Path path) throws IOException;

        /** What becomes of a file that the process will never close. */
        default void abandon(FSDataOutputStream out) throws IOException {
            out.close();
        }

        /** The process has died. */
        default void abort() {}

        /** The process has ended. */
        default void disconnect() throws IOException {}
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        super.initialize(name, configuration);
        setConf(configuration);
        plan = FaultPlan.of(configuration);
        String authority = name.getAuthority();
        uri = URI.create("fault://" + (authority == null ? "/" : authority));
        DiskBackend disk = authority == null ? null : DiskBackend.find(authority);
        backend = authority == null ? new LocalBackend() : disk != null ? disk
                : plan.backend(authority, () -> new HdfsBackend(authority, configuration));
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public String getScheme() {
        return "fault";
    }

    private static Path bare(Path path) {
        return new Path(path.toUri().getPath());
    }

    private FileStatus own(FileStatus status) {
        return new FileStatus(status.getLen(), status.isDirectory(), status.getReplication(), status.getBlockSize(),
                status.getModificationTime(), status.getAccessTime(), status.getPermission(), status.getOwner(),
                status.getGroup(), makeQualified(bare(status.getPath())));
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        return plan.operation("open", file, () -> backend.open(bare(file)));
    }

    @Override
    public FSDataOutputStream create(Path file, FsPermission permission, boolean overwrite, int bufferSize,
            short replication, long blockSize, Progressable progress) {
        throw new UnsupportedOperationException("not what publishing should call");
    }

    @Override
    public FSDataOutputStream createNonRecursive(Path file, FsPermission permission, boolean overwrite, int bufferSize,
            short replication, long blockSize, Progressable progress) throws IOException {
        if (overwrite) {
            throw new UnsupportedOperationException("not what publishing should call");
        }
        FSDataOutputStream[] made = new FSDataOutputStream[1];
        try {
            plan.operation("create", file, () -> {
                made[0] = backend.create(bare(file));
                return null;
            });
        } catch (IOException e) {
            if (made[0] != null) {
                backend.abandon(made[0]); // nobody will close it: the caller knows of no stream
            }
            throw e;
        }
        return new FSDataOutputStream(new Stream(made[0], file), null);
    }

    @Override
    public FSDataOutputStream append(Path file, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException("not what publishing should call");
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException("not what publishing should call");
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return plan.operation("delete", path, () -> backend.delete(bare(path), recursive));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        FileStatus[] found = plan.operation("list", path, () -> backend.list(bare(path)));
        for (int i = 0; i < found.length; i++) {
            found[i] = own(found[i]);
        }
        return found;
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        return plan.operation("mkdirs", path, () -> backend.mkdirs(bare(path)));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return own(plan.operation("status", path, () -> backend.status(bare(path))));
    }

    @Override
    public void setTimes(Path path, long modified, long accessed) throws IOException {
        plan.operation("touch", path, () -> {
            backend.setTimes(bare(path), modified);
            return null;
        });
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        plan.operation("setPermission", path, () -> {
            backend.setPermission(bare(path), permission);
            return null;
        });
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        plan.operation("replace", to, () -> {
            backend.replace(bare(from), bare(to));
            return null;
        });
    }

    @Override
    public void moveIfAbsent(Path from, Path to) throws IOException {
        plan.operation("move", to, () -> {
            backend.moveIfAbsent(bare(from), bare(to));
            return null;
        });
    }

    @Override
    public void sync(Path path) throws IOException {
        plan.operation("sync", path, () -> {
            backend.sync(bare(path));
            return null;
        });
    }

    @Override
    public void setWorkingDirectory(Path directory) {
        throw new UnsupportedOperationException("not what publishing should call");
    }

    @Override
    public Path getWorkingDirectory() {
        return makeQualifiedRoot();
    }

    private Path makeQualifiedRoot() {
        return new Path(uri.toString(), "/");
    }

    /** Its writes, syncs and close are operations too. */
    private final class Stream extends OutputStream implements Syncable {
        private final FSDataOutputStream out;
        private final Path file;
        private boolean closed;

        Stream(FSDataOutputStream out, Path file) {
            this.out = out;
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            plan.operation("write", file, () -> {
                out.write(bytes, offset, length);
                return null;
            }, () -> out.write(bytes, offset, length / 2));
        }

        @Override
        public void flush() throws IOException {
            // The buffers of a dead process are lost anyway; hsync is what counts.
        }

        @Override
        public void hflush() throws IOException {
            hsync();
        }

        @Override
        public void hsync() throws IOException {
            plan.operation("sync", file, () -> {
                out.hflush();
                return null;
            });
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            if (plan.isDead()) {
                backend.abandon(out);
            }
            plan.operation("close", file, () -> {
                out.close();
                return null;
            }, () -> backend.abandon(out));
        }
    }
}
