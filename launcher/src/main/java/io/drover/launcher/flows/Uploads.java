package io.drover.launcher.flows;

import io.drover.job.storage.HadoopFiles;
import io.drover.launcher.hadoop.HadoopAccess;
import io.drover.launcher.hadoop.HadoopUsers;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.UploadedFile;
import io.drover.launcher.security.PathPolicy;
import io.drover.launcher.security.User;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files that users upload: each below its user's upload folder on the default storage, in a folder of its own, so
 * that none can take another's place.
 */
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    /** In UTF-8; file systems take 255. */
    private static final int NAME_BYTES = 200;

    private final PathPolicy paths;
    private final HadoopAccess hadoop;
    private final HadoopUsers hadoopUsers;

    Uploads(PathPolicy paths, HadoopAccess hadoop, HadoopUsers hadoopUsers) {
        this.paths = paths;
        this.hadoop = hadoop;
        this.hadoopUsers = hadoopUsers;
    }

    /** @param name made safe */
    record Stored(String uri, String name, long size) {}

    /**
     * Writes a file to the disk; as the user's Hadoop user, if jobs run as those.
     *
     * @throws ApiException 400 if it is empty, 403 if the user may not write to his upload folder, 503 if the storage
     *     can't
     */
    Stored store(UploadedFile file, User user) {
        if (file.size() == 0) {
            throw ApiException.invalid("file", "EMPTY", "the file is empty");
        }
        String name = safeName(file.name());
        Defects defects = new Defects();
        String uri = paths.resolve(user.uploadHome() + "/" + UUID.randomUUID() + "/" + name, user, "/file", defects)
                .orElse(null);
        defects.check();
        try {
            hadoop.as(hadoopUsers.of(user.email()), () -> {
                write(file, new Path(uri));
                return null;
            });
        } catch (HadoopUsers.NoHadoopUser e) {
            throw ApiException.forbidden(e.getMessage());
        } catch (AccessControlException e) {
            throw ApiException.forbidden("The upload can't be kept: " + e.getMessage());
        } catch (IOException e) {
            LOG.error("an upload could not be written to {}: {}", uri, e.toString());
            throw ApiException.unavailable("The upload can't be kept: " + e.getMessage());
        }
        return new Stored(uri, name, file.size());
    }

    private void write(UploadedFile file, Path path) throws IOException {
        HadoopFiles files = HadoopFiles.of(path, hadoop.configuration());
        files.makeDirectories(path.getParent());
        try (InputStream in = file.open(); FSDataOutputStream out = files.createExclusively(path)) {
            in.transferTo(out);
            HadoopFiles.sync(out);
        } catch (IOException e) {
            discard(files, path, e);
            throw e;
        }
    }

    /** Removes a file that nothing refers to, with its folder. */
    void discard(Stored stored, User user) {
        try {
            hadoop.as(hadoopUsers.of(user.email()), () -> {
                Path path = new Path(stored.uri());
                HadoopFiles.of(path, hadoop.configuration()).delete(path.getParent());
                return null;
            });
        } catch (IOException e) {
            LOG.warn("the upload {} is of no use and could not be removed: {}", stored.uri(), e.toString());
        }
    }

    private static void discard(HadoopFiles files, Path path, IOException cause) {
        try {
            files.delete(path.getParent());
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * The last part of a name, without what means something to a file system, a glob or a reader of folders: hidden
     * names are skipped there.
     */
    static String safeName(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder safe = new StringBuilder();
        last.codePoints().forEach(c -> safe.appendCodePoint(isSafe(c) ? c : '_'));
        String name = safe.toString().replaceFirst("^[\\s._]+", "").strip();
        if (name.isEmpty()) {
            return "upload.csv";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES) {
            return name;
        }
        int dot = name.indexOf('.', Math.max(0, name.length() - 20));
        String extension = dot < 0 ? "" : name.substring(dot);
        StringBuilder kept = new StringBuilder();
        int room = NAME_BYTES - extension.getBytes(StandardCharsets.UTF_8).length;
        for (int c : name.codePoints().toArray()) {
            room -= Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept + extension;
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> "*?[]{}:\"<>|%;,".indexOf(c) < 0;
        };
    }
}
