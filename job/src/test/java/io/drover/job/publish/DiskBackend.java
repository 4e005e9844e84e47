package io.drover.job.publish;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * A disk in memory that forgets, when the power goes, what POSIX lets it forget: a file's bytes that were not synced, and
 * the changes of a directory that wasn't. Of those changes any may have reached the disk and any may not, whatever their
 * order, except that of two changes of one name the later needs the earlier. A rename is one change, as on every file
 * system with a journal of its own.
 */
final class DiskBackend implements FaultyFileSystem.Backend {
    private static final Map<String, DiskBackend> DISKS = new ConcurrentHashMap<>();

    private static final class File {
        private byte[] bytes = {};
        private byte[] synced = {};
    }

    /** Its entries are files and directories. */
    private static final class Directory {
        private Map<String, Object> entries = new TreeMap<>();
        private Map<String, Object> synced = new TreeMap<>();
    }

    /** One name of one directory. */
    private record Name(Directory directory, String name) {}

    /** A change of one or two names; null takes an entry away. */
    private record Change(Map<Name, Object> entries) {
        boolean touches(Directory directory) {
            return entries.keySet().stream().anyMatch(name -> name.directory() == directory);
        }

        boolean sharesAName(Change other) {
            return entries.keySet().stream().anyMatch(
                    name -> other.entries.keySet().stream().anyMatch(name::equals));
        }
    }

    private final String name;
    private final Directory root = new Directory();
    private final Map<Object, Long> modified = new IdentityHashMap<>();
    private List<Change> unsynced = new ArrayList<>();

    private DiskBackend(String name) {
        this.name = name;
    }

    /** An empty disk that is found by the authority of a URI until {@link #remove}. */
    static DiskBackend add(String name) {
        DiskBackend disk = new DiskBackend(name);
        DISKS.put(name, disk);
        return disk;
    }

    /** Null if there is none. */
    static DiskBackend find(String name) {
        return DISKS.get(name);
    }

    void remove() {
        DISKS.remove(name);
    }

    /**
     * The power goes and comes back.
     *
     * @param survives which of the changes that were not synced are on the disk, by their number; with one, those it needs
     *     are, too
     */
    synchronized void losePower(Predicate<Integer> survives) {
        boolean[] kept = new boolean[unsynced.size()];
        for (int i = kept.length - 1; i >= 0; i--) {
            kept[i] |= survives.test(i);
            keepWhatItNeeds(kept, i);
        }
        write(kept);
        unsynced = new ArrayList<>();
        forget(root);
    }

    private void keepWhatItNeeds(boolean[] kept, int one) {
        if (kept[one]) {
            for (int i = 0; i < one; i++) {
                kept[i] |= unsynced.get(i).sharesAName(unsynced.get(one));
            }
        }
    }

    private void write(boolean[] kept) {
        List<Change> left = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (!kept[i]) {
                left.add(unsynced.get(i));
                continue;
            }
            unsynced.get(i).entries().forEach((at, entry) -> put(at.directory().synced, at.name(), entry));
        }
        unsynced = left;
    }

    private static void put(Map<String, Object> entries, String name, Object entry) {
        if (entry == null) {
            entries.remove(name);
        } else {
            entries.put(name, entry);
        }
    }

    private static void forget(Object entry) {
        if (entry instanceof File file) {
            file.bytes = file.synced;
        } else if (entry instanceof Directory directory) {
            directory.entries = new TreeMap<>(directory.synced);
            directory.entries.values().forEach(DiskBackend::forget);
        }
    }

    private void change(Map<Name, Object> entries) {
        entries.forEach((at, entry) -> put(at.directory().entries, at.name(), entry));
        unsynced.add(new Change(entries));
    }

    private Object find(Path path) {
        if (path.isRoot()) {
            return root;
        }
        return find(path.getParent()) instanceof Directory parent ? parent.entries.get(path.getName()) : null;
    }

    private Object existing(Path path) throws FileNotFoundException {
        Object entry = find(path);
        if (entry == null) {
            throw new FileNotFoundException("missing " + path);
        }
        return entry;
    }

    private Directory parent(Path path) throws IOException {
        if (existing(path.getParent()) instanceof Directory directory) {
            return directory;
        }
        throw new IOException(path.getParent() + " is not a directory");
    }

    private void touch(Object entry) {
        modified.put(entry, System.nanoTime());
    }

    @Override
    public synchronized FSDataInputStream open(Path file) throws IOException {
        if (existing(file) instanceof File found) {
            return new FSDataInputStream(new Bytes(found.bytes));
        }
        throw new IOException(file + " is a directory");
    }

    @Override
    public synchronized FSDataOutputStream create(Path file) throws IOException {
        Directory parent = parent(file);
        if (parent.entries.containsKey(file.getName())) {
            throw new FileAlreadyExistsException(file + " exists");
        }
        File made = new File();
        touch(made);
        change(Map.of(new Name(parent, file.getName()), made));
        return new FSDataOutputStream(new Stream(made), null);
    }

    @Override
    public synchronized boolean delete(Path path, boolean recursive) throws IOException {
        Object entry = find(path);
        if (entry == null) {
            return false;
        }
        if (entry instanceof Directory directory) {
            if (!recursive && !directory.entries.isEmpty()) {
                throw new IOException(path + " is not empty");
            }
            for (String child : List.copyOf(directory.entries.keySet())) {
                delete(new Path(path, child), true);
            }
        }
        change(gone(parent(path), path.getName()));
        return true;
    }

    private static Map<Name, Object> gone(Directory directory, String name) {
        Map<Name, Object> entries = new HashMap<>();
        entries.put(new Name(directory, name), null);
        return entries;
    }

    @Override
    public synchronized FileStatus[] list(Path path) throws IOException {
        if (existing(path) instanceof Directory directory) {
            List<FileStatus> found = new ArrayList<>();
            directory.entries.forEach((child, entry) -> found.add(status(new Path(path, child), entry)));
            return found.toArray(FileStatus[]::new);
        }
        return new FileStatus[] {status(path)};
    }

    /** Each one's entry is on the disk at once, as Drover makes directories on the local file system. */
    @Override
    public synchronized boolean mkdirs(Path path) throws IOException {
        Object entry = find(path);
        if (entry == null) {
            mkdirs(path.getParent());
            Directory made = new Directory();
            touch(made);
            change(Map.of(new Name(parent(path), path.getName()), made));
            sync(path.getParent());
        } else if (entry instanceof File) {
            throw new FileAlreadyExistsException(path + " is a file");
        }
        return true;
    }

    @Override
    public synchronized FileStatus status(Path path) throws IOException {
        return status(path, existing(path));
    }

    private FileStatus status(Path path, Object entry) {
        long length = entry instanceof File file ? file.bytes.length : 0;
        return new FileStatus(length, entry instanceof Directory, 1, 1 << 20, modified.getOrDefault(entry, 0L), 0,
                FsPermission.getFileDefault(), "u", "g", path);
    }

    @Override
    public synchronized void replace(Path from, Path to) throws IOException {
        if (find(to) instanceof Directory) {
            throw new FileAlreadyExistsException(to + " is a directory");
        }
        move(from, to);
    }

    @Override
    public synchronized void moveIfAbsent(Path from, Path to) throws IOException {
        if (find(to) != null) {
            throw new FileAlreadyExistsException(to + " exists");
        }
        move(from, to);
    }

    private void move(Path from, Path to) throws IOException {
        Object entry = existing(from);
        Map<Name, Object> entries = gone(parent(from), from.getName());
        entries.put(new Name(parent(to), to.getName()), entry);
        change(entries);
    }

    @Override
    public synchronized void setTimes(Path path, long time) throws IOException {
        touch(existing(path));
    }

    @Override
    public void setPermission(Path path, FsPermission permission) {}

    @Override
    public synchronized void sync(Path path) throws IOException {
        Object entry = existing(path);
        if (entry instanceof File file) {
            file.synced = file.bytes;
            return;
        }
        boolean[] kept = new boolean[unsynced.size()];
        for (int i = kept.length - 1; i >= 0; i--) {
            kept[i] |= unsynced.get(i).touches((Directory) entry);
            keepWhatItNeeds(kept, i);
        }
        write(kept);
    }

    /** What is written is seen by all at once, and on the disk when it is synced. */
    private final class Stream extends OutputStream implements Syncable {
        private final File file;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Stream(File file) {
            this.file = file;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            written.write(bytes, offset, length);
            synchronized (DiskBackend.this) {
                file.bytes = written.toByteArray();
                touch(file);
            }
        }

        @Override
        public void hflush() {
            hsync();
        }

        @Override
        public void hsync() {
            synchronized (DiskBackend.this) {
                file.synced = file.bytes;
            }
        }
    }

    private static final class Bytes extends ByteArrayInputStream implements Seekable, PositionedReadable {
        Bytes(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void seek(long position) {
            pos = (int) position;
        }

        @Override
        public long getPos() {
            return pos;
        }

        @Override
        public boolean seekToNewSource(long target) {
            return false;
        }

        @Override
        public int read(long position, byte[] buffer, int offset, int length) {
            int count = Math.min(length, this.count - (int) position);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(buf, (int) position, buffer, offset, count);
            return count;
        }

        @Override
        public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
            if (read(position, buffer, offset, length) < length) {
                throw new java.io.EOFException();
            }
        }

        @Override
        public void readFully(long position, byte[] buffer) throws IOException {
            readFully(position, buffer, 0, buffer.length);
        }
    }
}
