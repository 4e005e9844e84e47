package io.drover.launcher.store;

import io.drover.launcher.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One launcher to a home: two would start the same job twice. The system frees the lock when the process ends. */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    /** @throws StartFailure if another launcher has the home open, or it can't be used */
    public HomeLock(Path folder) {
        Path file = folder.resolve("lock");
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked()) {
                channel.close();
                throw new StartFailure("another launcher uses " + folder.getParent()
                        + "; stop it, or give this one another home", null);
            }
        } catch (IOException e) {
            throw new StartFailure("the home " + folder.getParent() + " can't be used: " + e.getMessage(), e);
        }
    }

    private boolean locked() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
