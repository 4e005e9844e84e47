package io.drover.job.storage;

import io.drover.job.engine.JobCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;

/**
 * A Hadoop file system with the guarantees that publishing needs: renames that are one step or fail, and no {@code false}
 * that means failure. Local files get no checksum files beside them.
 */
public final class HadoopFiles {
    /** Comma-separated schemes whose renames are one operation of the file system. */
    public static final String ATOMIC_SCHEMES = "drover.atomic-rename.schemes";

    private static final String DEFAULT_ATOMIC_SCHEMES = "file,hdfs,viewfs,webhdfs,swebhdfs,abfs,abfss,ofs,o3fs";

    private final FileSystem fileSystem;
    private final Configuration configuration;

    private HadoopFiles(FileSystem fileSystem, Configuration configuration) {
        this.fileSystem = fileSystem;
        this.configuration = configuration;
    }

    /** The file system that a URI names; a URI without scheme names the default one. */
    public static HadoopFiles of(URI uri, Configuration configuration) throws IOException {
        return of(new Path(uri), configuration);
    }

    public static HadoopFiles of(Path path, Configuration configuration) throws IOException {
        FileSystem found;
        try {
            found = path.getFileSystem(configuration);
        } catch (IllegalArgumentException | org.apache.hadoop.fs.UnsupportedFileSystemException e) {
            throw JobCode.TARGET_UNSUPPORTED.failure("no file system for " + path + ": " + e.getMessage(), e);
        }
        FileSystem raw = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
        return new HadoopFiles(raw, configuration);
    }

    public FileSystem fileSystem() {
        return fileSystem;
    }

    /** With scheme and authority. */
    public Path qualify(Path path) {
        return fileSystem.makeQualified(path);
    }

    /** Whether a rename is one operation here: either done or not, and never a copy. */
    public boolean renamesAtomically() {
        if (fileSystem instanceof ReplacingFileSystem || fileSystem instanceof RawLocalFileSystem) {
            return true;
        }
        Collection<String> schemes =
                Arrays.asList(configuration.get(ATOMIC_SCHEMES, DEFAULT_ATOMIC_SCHEMES).split("\\s*,\\s*"));
        return schemes.contains(fileSystem.getUri().getScheme().toLowerCase(Locale.ROOT));
    }

    public Optional<FileStatus> status(Path path) throws IOException {
        try {
            return Optional.of(fileSystem.getFileStatus(path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (AccessControlException e) {
            if (isBelowFile(path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Of what would be there HDFS says that it may not be looked at. */
    private boolean isBelowFile(Path path) throws IOException {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            try {
                return fileSystem.getFileStatus(above).isFile();
            } catch (FileNotFoundException | AccessControlException e) {
                continue; // it is below a file itself, or there may be one further up
            }
        }
        return false;
    }

    public boolean exists(Path path) throws IOException {
        return status(path).isPresent();
    }

    /** By name; empty if there is no such directory. */
    public List<FileStatus> list(Path directory) throws IOException {
        FileStatus[] found;
        try {
            found = fileSystem.listStatus(directory);
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (AccessControlException e) {
            if (isBelowFile(directory)) {
                return List.of();
            }
            throw e;
        }
        return Arrays.stream(found)
                .sorted(Comparator.comparing(status -> status.getPath().getName()))
                .toList();
    }

    public FSDataInputStream open(Path file) throws IOException {
        return fileSystem.open(file);
    }

    /** Creates a file that must not exist, in a directory that must. */
    public FSDataOutputStream createExclusively(Path file) throws IOException {
        if (fileSystem instanceof RawLocalFileSystem local && !(fileSystem instanceof ReplacingFileSystem)) {
            return LocalOutput.create(local.pathToFile(file).toPath());
        }
        try {
            return new ClusterOutput(fileSystem.createNonRecursive(file, false, 64 * 1024, fileSystem.getDefaultReplication(file),
                    fileSystem.getDefaultBlockSize(file), null));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(file + " exists");
        } catch (RemoteException e) {
            // One that somebody writes just now is there, too; HDFS says so in other words.
            if (e.getClassName().equals(AlreadyBeingCreatedException.class.getName())) {
                throw (IOException) new FileAlreadyExistsException(file + " exists").initCause(e);
            }
            throw e;
        }
    }

    /** Opens a file for writing at its end; makes it if it isn't there. Its directory must exist. */
    public FSDataOutputStream appendOrCreate(Path file) throws IOException {
        try {
            return createExclusively(file);
        } catch (FileAlreadyExistsException e) {
            return fileSystem.append(file);
        }
    }

    /** Creates a file with these bytes, durably; it must not exist, its directory must. */
    public void writeExclusively(Path file, byte[] content) throws IOException {
        try (FSDataOutputStream out = createExclusively(file)) {
            out.write(content);
            sync(out);
        }
    }

    /** Creates or replaces a file in one step, durably: a reader sees the old content or the new. */
    public void write(Path file, byte[] content) throws IOException {
        Path temporary = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            writeExclusively(temporary, content);
            replace(temporary, file);
            sync(file.getParent());
        } catch (IOException | RuntimeException e) {
            try {
                fileSystem.delete(temporary, false);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Null if there is no such file. */
    public byte[] read(Path file) throws IOException {
        try (FSDataInputStream in = fileSystem.open(file)) {
            return in.readAllBytes();
        } catch (FileNotFoundException | NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            // HDFS misses the blocks of a file that is deleted between its opening and its reading.
            if (!exists(file)) {
                return null;
            }
            throw e;
        }
    }

    /** To the disks, where the file system can say so. */
    public static void sync(FSDataOutputStream out) throws IOException {
        out.flush();
        if (out.getWrappedStream() instanceof Syncable) {
            out.hsync();
        }
    }

    /**
     * Puts a closed file's content, or a directory's entries, on the disk, so that they outlive a loss of power. On a
     * cluster that is left to its replication: nothing is done.
     */
    public void sync(Path path) throws IOException {
        if (fileSystem instanceof ReplacingFileSystem own) {
            own.sync(path);
        } else if (fileSystem instanceof RawLocalFileSystem local) {
            LocalOutput.sync(local.pathToFile(path).toPath());
        }
    }

    /** Renames a file over a file or to a free name, in one step. */
    public void replace(Path from, Path to) throws IOException {
        if (fileSystem instanceof ReplacingFileSystem own) {
            own.replace(from, to);
        } else if (fileSystem instanceof RawLocalFileSystem local) {
            // RawLocalFileSystem.rename falls back to copying.
            java.nio.file.Path target = local.pathToFile(to).toPath();
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to + " is a directory");
            }
            moveLocally(local.pathToFile(from).toPath(), target);
        } else if (fileSystem instanceof DistributedFileSystem hdfs) {
            hdfs.rename(from, to, Options.Rename.OVERWRITE);
        } else {
            context().rename(qualify(from), qualify(to), Options.Rename.OVERWRITE);
        }
    }

    /**
     * Renames a file or directory to a free name.
     *
     * @throws FileAlreadyExistsException if there is something; on a local file system something that appears in the
     *     same microsecond may be missed, so writers of ours settle names under the location's lock
     */
    public void moveIfAbsent(Path from, Path to) throws IOException {
        if (fileSystem instanceof ReplacingFileSystem own) {
            own.moveIfAbsent(from, to);
        } else if (fileSystem instanceof RawLocalFileSystem local) {
            java.nio.file.Path target = local.pathToFile(to).toPath();
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to + " exists");
            }
            moveLocally(local.pathToFile(from).toPath(), target);
        } else if (fileSystem instanceof DistributedFileSystem hdfs) {
            hdfs.rename(from, to, Options.Rename.NONE);
        } else {
            context().rename(qualify(from), qualify(to));
        }
    }

    private static void moveLocally(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw (IOException) new FileNotFoundException(e.getMessage()).initCause(e);
        }
    }

    /** For other systems than HDFS, whose own call doesn't start another client for every rename. */
    private FileContext context() throws IOException {
        return FileContext.getFileContext(fileSystem.getUri(), configuration);
    }

    public void makeDirectories(Path directory) throws IOException {
        if (fileSystem instanceof RawLocalFileSystem local && !(fileSystem instanceof ReplacingFileSystem)) {
            // Hadoop's own way starts a chmod process for every directory.
            LocalOutput.createDirectories(local.pathToFile(directory).toPath().toAbsolutePath());
            return;
        }
        if (!fileSystem.mkdirs(directory) && !status(directory).map(FileStatus::isDirectory).orElse(false)) {
            throw new IOException("directory " + directory + " can't be made");
        }
    }

    /** Gives a file the permissions of another, where there are any. */
    public void copyPermissions(Path from, Path to) throws IOException {
        if (fileSystem instanceof RawLocalFileSystem local) {
            try {
                Files.setPosixFilePermissions(local.pathToFile(to).toPath(),
                        Files.getPosixFilePermissions(local.pathToFile(from).toPath()));
            } catch (UnsupportedOperationException e) {
                return; // a file system without such permissions
            }
        } else {
            fileSystem.setPermission(to, fileSystem.getFileStatus(from).getPermission());
        }
    }

    /** Deletes a file or a tree; nothing there is fine. */
    public void delete(Path path) throws IOException {
        boolean deleted;
        try {
            deleted = fileSystem.delete(path, true);
        } catch (FileNotFoundException e) {
            return;
        }
        if (!deleted && exists(path)) {
            throw new IOException(path + " can't be deleted");
        }
    }

    /** Deletes a directory if nothing is in it. */
    public void deleteIfEmpty(Path directory) throws IOException {
        if (!exists(directory) || !list(directory).isEmpty()) {
            return;
        }
        try {
            fileSystem.delete(directory, false);
        } catch (FileNotFoundException e) {
            // gone already
        } catch (IOException e) {
            if (exists(directory) && list(directory).isEmpty()) {
                throw e;
            }
            // somebody put something in
        }
    }
}
