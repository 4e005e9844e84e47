package io.drover.cluster.yarn;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The targets of one job, one for each action and kind of output, and a reader who looks at them all the while. It may
 * see what was there before or the whole result, and where HDFS can't replace in one step what docs/operations.md says:
 * nothing between two renames of a directory, and whole parts without {@code _SUCCESS} while some are added.
 */
final class WatchedTargets implements AutoCloseable {
    /** How an output gets where it goes. */
    private enum Way {
        CREATED("created.csv", "create", true), CREATED_PARTS("created-parts", "create", false),
        REPLACED("replaced.csv", "overwrite", true), REPLACED_PARTS("replaced-parts", "overwrite", false),
        LONGER("longer.csv", "append", true), MORE_PARTS("more-parts", "append", false);

        private final String name;
        private final String action;
        private final boolean single;

        Way(String name, String action, boolean single) {
            this.name = name;
            this.action = action;
            this.single = single;
        }

        boolean adds() {
            return action.equals("append");
        }
    }

    private static final String OLD = "old\n";
    private static final String OLD_PART = "part-old.csv";
    private static final String SUCCESS = "_SUCCESS";

    private final FileSystem files;
    private final String folder;
    private final String result;
    private final List<String> resultRows;
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong looks = new AtomicLong();
    private final ExecutorService readers = Executors.newSingleThreadExecutor();
    private final Future<?> reading;
    private volatile boolean over;

    /**
     * @param folder which doesn't exist yet, without a slash at its end
     * @param result the rows that the job writes, each ended with a line feed
     */
    WatchedTargets(FileSystem files, String folder, String result) throws IOException {
        this.files = files;
        this.folder = folder;
        this.result = result;
        this.resultRows = result.lines().sorted().toList();
        files.mkdirs(new Path(folder));
        for (Way way : Way.values()) {
            if (!way.action.equals("create")) {
                Path path = path(way);
                try (FSDataOutputStream out = files.create(way.single ? path : new Path(path, OLD_PART))) {
                    out.write(OLD.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        reading = readers.submit(() -> {
            while (!over) {
                look();
                LockSupport.parkNanos(3_000_000); // the jobs need the cores, too
            }
            return null;
        });
    }

    private Path path(Way way) {
        return new Path(folder, way.name);
    }

    String folder() {
        return folder;
    }

    /** As members of a request's {@code writesettings}. */
    String writeSettings() {
        return Arrays.stream(Way.values()).map(way -> "{'path': '" + folder + "/" + way.name + "', 'action': '" + way.action
                + "', 'format': 'csv', 'header': false, 'asSingleFile': " + way.single + "}")
                .collect(Collectors.joining(", "));
    }

    /** Whether something is staged for the targets now, or with a journal even decided. */
    boolean staged(boolean decided) throws IOException {
        try {
            for (FileStatus status : files.listStatus(new Path(folder, ".drover"))) {
                if (status.isDirectory()
                        && (!decided || files.exists(new Path(status.getPath(), "journal.json")))) {
                    return true;
                }
            }
            return false;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** "old" or "new" if all targets are that, else "between" and what they are. */
    String state() throws IOException {
        Set<String> states = new HashSet<>();
        List<String> each = new ArrayList<>();
        for (Way way : Way.values()) {
            Map<String, String> now = read(path(way));
            String state = isOld(way, now) ? "old" : isNew(way, now) ? "new" : describe(now);
            states.add(state);
            each.add(way.name + " " + state);
        }
        String first = states.iterator().next();
        return states.size() == 1 && (first.equals("old") || first.equals("new")) ? first : "between: " + each;
    }

    /** What is in the folder and isn't a target; a killed job may not leave anything. */
    List<String> debris() throws IOException {
        Set<String> known = Arrays.stream(Way.values()).map(way -> way.name).collect(Collectors.toSet());
        return Arrays.stream(files.listStatus(new Path(folder))).map(status -> status.getPath().getName())
                .filter(name -> !known.contains(name)).toList();
    }

    private void look() throws IOException {
        for (Way way : Way.values()) {
            Map<String, String> now = read(path(way));
            looks.incrementAndGet();
            if (!isOld(way, now) && !isNew(way, now) && !isGap(way, now)) {
                violations.add(folder + "/" + way.name + " held " + describe(now));
            }
        }
    }

    private static boolean isOld(Way way, Map<String, String> now) {
        return way.action.equals("create") ? now == null
                : now != null && now.equals(Map.of(way.single ? "" : OLD_PART, OLD));
    }

    private boolean isNew(Way way, Map<String, String> now) {
        if (now == null) {
            return false;
        }
        if (way.single) {
            return (way.adds() ? OLD + result : result).equals(now.get(""));
        }
        Map<String, String> parts = new HashMap<>(now);
        return "".equals(parts.remove(SUCCESS)) && (!way.adds() || OLD.equals(parts.remove(OLD_PART)))
                && parts.values().stream().allMatch(WatchedTargets::isWhole)
                && parts.values().stream().flatMap(String::lines).sorted().toList().equals(resultRows);
    }

    private boolean isGap(Way way, Map<String, String> now) {
        if (way == Way.REPLACED_PARTS) {
            return now == null;
        }
        if (way != Way.MORE_PARTS || now == null || now.containsKey(SUCCESS) || !OLD.equals(now.get(OLD_PART))) {
            return false;
        }
        Map<String, String> parts = new HashMap<>(now);
        parts.remove(OLD_PART);
        List<String> rows = parts.values().stream().flatMap(String::lines).toList();
        return parts.values().stream().allMatch(WatchedTargets::isWhole) && new HashSet<>(rows).size() == rows.size()
                && new HashSet<>(resultRows).containsAll(rows);
    }

    private static boolean isWhole(String part) {
        return part.isEmpty() || part.endsWith("\n");
    }

    private static String describe(Map<String, String> now) {
        return now == null ? "nothing" : now.keySet() + " with " + now.values().stream().map(String::length).toList()
                + " characters";
    }

    /** Null if there is nothing; a file's content has the empty name. What is exchanged while it is read is read again. */
    private Map<String, String> read(Path path) throws IOException {
        while (true) {
            FileStatus before;
            try {
                before = files.getFileStatus(path);
            } catch (FileNotFoundException e) {
                return null;
            }
            try {
                if (before.isFile()) {
                    return Map.of("", text(path));
                }
                Map<String, String> parts = new HashMap<>();
                for (FileStatus part : files.listStatus(path)) {
                    parts.put(part.getPath().getName(), text(part.getPath()));
                }
                return parts;
            } catch (FileNotFoundException e) {
                // It, or a part of it, has just been renamed.
            } catch (IOException e) {
                // The blocks of a file that has been replaced go, too.
                if (!before.isFile() || isSame(before)) {
                    throw e;
                }
            }
        }
    }

    private boolean isSame(FileStatus before) throws IOException {
        try {
            FileStatus now = files.getFileStatus(before.getPath());
            return now.getModificationTime() == before.getModificationTime() && now.getLen() == before.getLen();
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    private String text(Path file) throws IOException {
        try (FSDataInputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    long looks() {
        return looks.get();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Ends the reader.
     *
     * @throws IllegalStateException if it couldn't read
     */
    @Override
    public void close() throws InterruptedException {
        over = true;
        readers.shutdown();
        if (!readers.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the reader doesn't end");
        }
        try {
            reading.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the reader failed", e.getCause());
        }
    }
}
