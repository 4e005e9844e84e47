package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.source.ResolvedSource.SourceFile;
import io.drover.job.storage.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** The files that a source's URIs name: files, directories with all below them, globs. */
final class FileListing {
    private final Configuration configuration;

    FileListing(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * In path order (by code point), each once. Names that begin with {@code _} or {@code .} are hidden unless a URI
     * names them literally.
     *
     * @throws io.drover.job.engine.JobFailure if one of the URIs matches nothing, or can't be looked at
     */
    List<SourceFile> files(String source, List<String> uris) throws IOException {
        TreeMap<String, SourceFile> files = new TreeMap<>(CODE_POINTS);
        for (String uri : uris) {
            List<FileStatus> found = new ArrayList<>();
            try {
                HadoopFiles storage = HadoopFiles.of(new Path(uri), configuration);
                collect(storage, uri, found);
            } catch (AccessControlException e) {
                throw JobCode.UNREADABLE_INPUT.failure("source " + source + ": no permission to read " + uri, e);
            } catch (FileNotFoundException e) {
                throw JobCode.NO_INPUT.failure("source " + source + ": " + uri + " vanished while it was listed", e);
            } catch (IllegalArgumentException e) {
                throw JobCode.NO_INPUT.failure("source " + source + ": " + uri + " is not a URI of a file, a directory"
                        + " or a glob: " + e.getMessage(), e);
            }
            if (found.isEmpty()) {
                throw JobCode.NO_INPUT.failure("source " + source + ": nothing matches " + uri);
            }
            for (FileStatus status : found) {
                String name = status.getPath().toUri().toString();
                files.put(name, new SourceFile(name, status.getPath().toUri().getPath(), status.getLen()));
            }
        }
        return List.copyOf(files.values());
    }

    private static void collect(HadoopFiles storage, String uri, List<FileStatus> found) throws IOException {
        Path path = new Path(uri);
        // A file whose name has glob characters in it is still that file.
        var literal = storage.status(path);
        FileStatus[] matches = literal.isPresent()
                ? new FileStatus[] {literal.get()}
                : storage.fileSystem().globStatus(path);
        if (matches == null) {
            return;
        }
        for (FileStatus match : matches) {
            if (literal.isEmpty() && isHidden(match.getPath())) {
                continue;
            }
            if (match.isDirectory()) {
                walk(storage, match.getPath(), found);
            } else {
                found.add(match);
            }
        }
    }

    private static void walk(HadoopFiles storage, Path directory, List<FileStatus> found) throws IOException {
        for (FileStatus status : storage.fileSystem().listStatus(directory)) {
            if (isHidden(status.getPath())) {
                continue;
            }
            if (status.isDirectory()) {
                walk(storage, status.getPath(), found);
            } else {
                found.add(status);
            }
        }
    }

    private static boolean isHidden(Path path) {
        return path.getName().startsWith("_") || path.getName().startsWith(".");
    }

    private static final Comparator<String> CODE_POINTS = (left, right) -> {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return left.length() - right.length();
    };
}
