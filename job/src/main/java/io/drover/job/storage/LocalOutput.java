package io.drover.job.storage;

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

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    private LocalOutput(FileChannel channel) {
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
            return new FSDataOutputStream(new LocalOutput(channel), null);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(file + " exists");
        } catch (NoSuchFileException e) {
            String missing = Files.exists(file.toAbsolutePath().getParent()) ? file + " can't be made"
                    : "directory " + file.getParent() + " is missing";
            throw (IOException) new FileNotFoundException(missing).initCause(e);
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
            ByteBuffer direct = ByteBuffer.wrap(bytes, offset, length);
            while (direct.hasRemaining()) {
                channel.write(direct);
            }
        } else {
            buffer.put(bytes, offset, length);
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
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
