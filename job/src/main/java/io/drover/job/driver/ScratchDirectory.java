package io.drover.job.driver;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver's directory on its machine, for what its engine spills: as much as the data. A process that is killed leaves it
 * behind, so a lock on the file {@code NAME.lock} beside it, which ends with the process, tells what is in use; what
 * isn't is removed when the machine's next driver of the same user makes its own.
 */
final class ScratchDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);

    private static final String PREFIX = "drover-";
    private static final String LOCK = ".lock";

    /** This process's own: to open and close such a file here would end the lock that is held on it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path lockFile;
    private final FileChannel channel;

    private ScratchDirectory(Path path, Path lockFile, FileChannel channel) {
        this.path = path;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /**
     * An empty directory that only this user may look into.
     *
     * @param name told in its name
     */
    static synchronized ScratchDirectory create(Path parent, String name) throws IOException {
        while (true) {
            Path lockFile = Files.createTempFile(parent, PREFIX + name + "-", LOCK).toRealPath();
            Optional<ScratchDirectory> made = locked(lockFile);
            if (made.isPresent()) {
                removeAbandoned(lockFile);
                return made.get();
            }
        }
    }

    /** Empty if another driver took the file for abandoned before it was locked. */
    private static Optional<ScratchDirectory> locked(Path lockFile) throws IOException {
        HELD.add(lockFile);
        FileChannel channel = null;
        boolean made = false;
        try {
            channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            if (!lock(lockFile, channel) || !Files.exists(lockFile)) {
                return Optional.empty();
            }
            Path path = Files.createDirectory(directory(lockFile),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            made = true;
            return Optional.of(new ScratchDirectory(path, lockFile, channel));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } finally {
            if (!made) {
                release(lockFile, channel);
            }
        }
    }

    /** @return false if another has it, which looks whether it is abandoned and then removes it */
    private static boolean lock(Path lockFile, FileChannel channel) {
        try {
            // Waits for nobody, so that a driver which is told to end isn't disturbed in the middle of it.
            return channel.tryLock() != null;
        } catch (IOException e) {
            // Others can't lock it either, and leave it alone.
            LOG.warn("{} can't be locked; should this driver be killed, nobody will remove what it spills: {}",
                    lockFile, e.toString());
            return true;
        }
    }

    private static Path directory(Path lockFile) {
        String file = lockFile.getFileName().toString();
        return lockFile.resolveSibling(file.substring(0, file.length() - LOCK.length()));
    }

    Path path() {
        return path;
    }

    /** Only the same user's: others may put anything into a directory that is everybody's. */
    private static void removeAbandoned(Path own) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(own.getParent(), PREFIX + "*" + LOCK)) {
            UserPrincipal user = Files.getOwner(own);
            for (Path lockFile : files) {
                if (!HELD.contains(lockFile) && isFileOf(user, lockFile)) {
                    removeIfAbandoned(lockFile);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{} could not be searched for what killed drivers left: {}", own.getParent(), e.toString());
        }
    }

    private static boolean isFileOf(UserPrincipal user, Path file) throws IOException {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void removeIfAbandoned(Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return;
            }
            Path path = directory(lockFile);
            remove(path);
            Files.deleteIfExists(lockFile);
            LOG.info("removed {}, which a driver that was killed had left", path);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was removed by another driver", lockFile);
        } catch (IOException e) {
            LOG.warn("{} could not be looked at: {}", lockFile, e.toString());
        }
    }

    private static void remove(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !FileUtil.fullyDelete(path.toFile())) {
            throw new IOException(path + " could not be removed");
        }
    }

    /** @param channel null if it couldn't be opened */
    private static void release(Path lockFile, FileChannel channel) throws IOException {
        Files.deleteIfExists(lockFile);
        if (channel != null) {
            channel.close();
        }
        HELD.remove(lockFile);
    }

    /**
     * Removes it with what is in it.
     *
     * @throws IOException if something is still being written into it, say; it may be closed once more then, and what is
     *     left when the process ends goes with the machine's next driver
     */
    @Override
    public void close() throws IOException {
        remove(path);
        release(lockFile, channel);
    }
}
