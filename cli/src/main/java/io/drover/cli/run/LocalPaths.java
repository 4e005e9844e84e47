package io.drover.cli.run;

import java.net.URI;
import java.nio.file.Path;

/** Locations as people type them. */
public final class LocalPaths {
    private LocalPaths() {}

    /** The same as a URI, blanks and the like escaped. */
    public static URI uri(String location) {
        return new org.apache.hadoop.fs.Path(absolute(location)).toUri();
    }

    /** A path of this machine; {@code ~} at its beginning is the user's home folder. */
    public static Path path(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? Path.of(System.getProperty("user.home")).resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }

    /** A URI or absolute path stays; anything else is a file under the working directory. */
    static String absolute(String location) {
        if (location.matches("(?i)[a-z][a-z0-9+.-]*:/.*")) {
            return location;
        }
        // Not through Path: a glob is no legal path everywhere.
        String path = location.startsWith("/")
                ? location
                : Path.of("").toAbsolutePath() + "/" + location.replaceFirst("^(\\./)+", "");
        return "file://" + path;
    }
}
