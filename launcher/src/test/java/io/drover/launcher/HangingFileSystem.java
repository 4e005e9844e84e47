package io.drover.launcher;

import io.drover.job.storage.ReplacingFileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files under the scheme {@code far}, or one that outputs may have, on storage that at times doesn't answer or can't be reached. */
public final class HangingFileSystem extends FilterFileSystem implements ReplacingFileSystem {
    /** One that outputs may have. */
    static final String OUTPUTS = "swebhdfs";

    private static volatile CountDownLatch silence = new CountDownLatch(0);
    private static volatile boolean unreachable;

    private String scheme = "far";

    public HangingFileSystem() {
        super(new RawLocalFileSystem());
    }

    /** Settings of a launcher that knows it; for its conf a folder is made in the home. */
    static LauncherSettings.Hadoop known(java.nio.file.Path home) throws IOException {
        java.nio.file.Path conf = Files.createDirectories(home.resolve("conf"));
        Configuration site = new Configuration(false);
        makeKnown(site);
        try (OutputStream out = Files.newOutputStream(conf.resolve("core-site.xml"))) {
            site.writeXml(out);
        }
        return new LauncherSettings.Hadoop(Optional.of(conf), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
    }

    static void makeKnown(Configuration configuration) {
        configuration.set("fs.far.impl", HangingFileSystem.class.getName());
        configuration.set("fs." + OUTPUTS + ".impl", HangingFileSystem.class.getName());
    }

    /** Requests wait until {@link #answer}. */
    static void hang() {
        silence = new CountDownLatch(1);
    }

    static void answer() {
        unreachable = false;
        silence.countDown();
    }

    static void refuse() {
        unreachable = true;
    }

    private static void request() throws IOException {
        if (unreachable) {
            throw new ConnectException("Call to far:8020 failed: Connection refused");
        }
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        scheme = name.getScheme();
        super.initialize(URI.create("file:///"), configuration);
        setConf(configuration);
    }

    @Override
    public URI getUri() {
        return URI.create(scheme + ":///");
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    protected void checkPath(Path path) {
        // Every path is a local one.
    }

    @Override
    public Path makeQualified(Path path) {
        return new Path(scheme, null, path.toUri().getPath());
    }

    private static Path local(Path path) {
        return new Path("file", null, path.toUri().getPath());
    }

    private FileStatus far(FileStatus status) {
        status.setPath(new Path(scheme, null, status.getPath().toUri().getPath()));
        return status;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        request();
        FileStatus found = fs.getFileStatus(local(path));
        return far(new FileStatus(found.getLen(), found.isDirectory(), 1, 1 << 20, found.getModificationTime(),
                found.getPath()));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        request();
        FileStatus[] found = fs.listStatus(local(path));
        for (int i = 0; i < found.length; i++) {
            found[i] = far(new FileStatus(found[i].getLen(), found[i].isDirectory(), 1, 1 << 20,
                    found[i].getModificationTime(), found[i].getPath()));
        }
        return found;
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
        request();
        return fs.open(local(path), buffer);
    }

    @Override
    public FSDataOutputStream createNonRecursive(Path path, FsPermission permission, boolean overwrite, int buffer,
            short replication, long block, Progressable progress) throws IOException {
        request();
        return fs.createNonRecursive(local(path), permission == null ? FsPermission.getFileDefault() : permission,
                overwrite, buffer, replication, block, progress);
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        request();
        return fs.mkdirs(local(path), permission);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        request();
        return fs.mkdirs(local(path));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        request();
        try {
            Files.move(java.nio.file.Path.of(from.toUri().getPath()), java.nio.file.Path.of(to.toUri().getPath()),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new FileNotFoundException(e.getMessage());
        }
    }

    @Override
    public void moveIfAbsent(Path from, Path to) throws IOException {
        replace(from, to);
    }

    @Override
    public void sync(Path path) throws IOException {
        request();
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        request();
        return fs.delete(local(path), recursive);
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        request();
        fs.setPermission(local(path), permission);
    }
}
