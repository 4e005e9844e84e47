package io.drover.job.storage;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Syncable;

/**
 * A new local file. Hadoop's own stream isn't made exclusively (it looks first, then creates) and starts a
 * {@code chmod} process for every file.
 */
public final class LocalOutput extends OutputStream implements Syncable {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_TRIES = 100;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    private LocalOutput(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * With the permissions that the process's umask leaves.
     *
     * @throws FileAlreadyExistsException if there is something
     * @throws FileNotFoundException if its directory is missing
     */
    public static FSDataOutputStream create(Path file) throws IOException {
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new FSDataOutputStream(new LocalOutput(file, channel), null);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(file + " exists");
        } catch (NoSuchFileException e) {
            String missing = Files.exists(file.toAbsolutePath().getParent()) ? file + " can't be made"
                    : "directory " + file.getParent() + " is missing";
            throw (IOException) new FileNotFoundException(missing).initCause(e);
        }
    }

    /** Puts a file's content, or a directory's entries, on the disk. */
    static void sync(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        if (directory && File.separatorChar != '/') {
            return; // Windows writes its directories through, and can't open one
        }
        // Some systems sync only what is open for writing; a directory can't be.
        try (FileChannel channel = FileChannel.open(
                path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw (IOException) new FileNotFoundException(path + " is missing").initCause(e);
        }
    }

    /** With its parents, each of whose entry is on the disk then; while others remove parents that are empty. */
    static void createDirectories(Path directory) throws IOException {
        for (int tries = 1;; tries++) {
            try {
                createWithParents(directory);
                return;
            } catch (NoSuchFileException e) {
                if (tries == MOST_TRIES) {
                    throw (IOException) new FileNotFoundException(directory + " can't be made: " + e.getMessage()
                            + " is missing").initCause(e);
                }
            }
        }
    }

    private static void createWithParents(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            createWithParents(parent);
        }
        try {
            Files.createDirectory(directory);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.exists(directory)) {
                throw new NoSuchFileException(directory.toString());
            }
            if (!Files.isDirectory(directory)) {
                throw new FileAlreadyExistsException(directory + " is a file, not a directory");
            }
        }
        if (parent != null) {
            sync(parent);
        }
    }

    @Override
    public void write(int b) throws IOException {
        if (!buffer.hasRemaining()) {
            drain();
        }
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.remaining()) {
            drain();
        }
        if (length > buffer.remaining()) {
            put(ByteBuffer.wrap(bytes, offset, length));
        } else {
            buffer.put(bytes, offset, length);
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        put(buffer);
        buffer.clear();
    }

    private void put(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // The system's own message, e.g. "No space left on device", doesn't say where.
            throw new IOException(file + " can't be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
    }

    @Override
    public void hflush() throws IOException {
        drain();
    }

    @Override
    public void hsync() throws IOException {
        drain();
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                drain();
            } finally {
                channel.close();
            }
        }
    }
}
