package io.drover.job.publish;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** The local file system. Not synced: what is tested is the order of operations, and there are many thousand files. */
final class LocalBackend implements FaultyFileSystem.Backend {
    private static final RawLocalFileSystem READING = new RawLocalFileSystem();

    static {
        try {
            READING.initialize(URI.create("file:///"), new Configuration(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    private static FileNotFoundException missing(NoSuchFileException e) {
        return (FileNotFoundException) new FileNotFoundException("missing " + e.getMessage()).initCause(e);
    }

    @Override
    public FSDataInputStream open(Path file) throws IOException {
        return READING.open(file, 1 << 16);
    }

    @Override
    public FSDataOutputStream create(Path file) throws IOException {
        try {
            return new FSDataOutputStream(new BufferedOutputStream(
                    Files.newOutputStream(local(file), StandardOpenOption.CREATE_NEW), 512), null);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(file + " exists");
        } catch (NoSuchFileException e) {
            throw missing(e);
        }
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        java.nio.file.Path local = local(path);
        if (!Files.exists(local, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!recursive) {
            try {
                return Files.deleteIfExists(local);
            } catch (DirectoryNotEmptyException e) {
                throw new IOException(path + " is not empty", e);
            }
        }
        try (Stream<java.nio.file.Path> tree = Files.walk(local)) {
            for (java.nio.file.Path one : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
        return true;
    }

    @Override
    public FileStatus[] list(Path directory) throws IOException {
        java.nio.file.Path local = local(directory);
        if (!Files.exists(local)) {
            throw new FileNotFoundException("no file " + directory);
        }
        if (!Files.isDirectory(local)) {
            return new FileStatus[] {status(directory)};
        }
        List<java.nio.file.Path> found;
        try (Stream<java.nio.file.Path> children = Files.list(local)) {
            found = children.toList();
        }
        FileStatus[] statuses = new FileStatus[found.size()];
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = status(new Path(directory, found.get(i).getFileName().toString()));
        }
        return statuses;
    }

    @Override
    public boolean mkdirs(Path directory) throws IOException {
        Files.createDirectories(local(directory));
        return true;
    }

    @Override
    public FileStatus status(Path path) throws IOException {
        try {
            PosixFileAttributes found = Files.readAttributes(local(path), PosixFileAttributes.class);
            return new FileStatus(found.isDirectory() ? 0 : found.size(), found.isDirectory(), 1, 1 << 20,
                    found.lastModifiedTime().toMillis(), 0, permission(found), "u", "g", path);
        } catch (NoSuchFileException e) {
            throw missing(e);
        }
    }

    private static FsPermission permission(PosixFileAttributes found) {
        int bits = 0;
        for (PosixFilePermission permission : found.permissions()) {
            bits |= 1 << (8 - permission.ordinal());
        }
        return new FsPermission((short) bits);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        if (Files.isDirectory(local(to))) {
            throw new FileAlreadyExistsException(to + " is a directory");
        }
        move(from, to);
    }

    @Override
    public void moveIfAbsent(Path from, Path to) throws IOException {
        if (Files.exists(local(to), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to + " exists");
        }
        move(from, to);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw missing(e);
        }
    }

    @Override
    public void setTimes(Path path, long modified) throws IOException {
        try {
            Files.setLastModifiedTime(local(path), FileTime.fromMillis(modified));
        } catch (NoSuchFileException e) {
            throw missing(e);
        }
    }

    @Override
    public void sync(Path path) throws IOException {
        if (!Files.exists(local(path))) {
            throw new FileNotFoundException("missing " + path);
        }
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        Files.setPosixFilePermissions(local(path), PosixFilePermissions.fromString(
                permission.getUserAction().SYMBOL + permission.getGroupAction().SYMBOL
                        + permission.getOtherAction().SYMBOL));
    }
}
