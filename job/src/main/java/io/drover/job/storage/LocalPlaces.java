package io.drover.job.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The folders of this machine that a job may use. What counts is where a path leads when the symbolic links on its way are
 * followed, so that a link in an allowed folder leads nowhere else.
 *
 * @param allowed absolute paths of folders; below none of them nothing is allowed
 * @param denied absolute paths of folders that are taken out of the allowed ones
 */
public record LocalPlaces(List<String> allowed, List<String> denied) {

    public LocalPlaces {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }

    /** Whether a URI is of another file system, or leads to an allowed place. */
    public boolean allow(String uri) {
        return local(uri).map(this::allowsPath).orElse(true);
    }

    /**
     * The same for what a job writes. What isn't finished, and parallel locations of what exists already, lie beside it: an
     * allowed folder itself is no output.
     */
    public boolean allowOutput(String uri) {
        return allow(uri) && local(uri).map(path -> {
            Path parent = Path.of(path).toAbsolutePath().normalize().getParent();
            return parent != null && allowsPath(parent.toString());
        }).orElse(true);
    }

    private boolean allowsPath(String path) {
        Path place;
        try {
            place = real(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
        return allowed.stream().anyMatch(folder -> place.startsWith(real(Path.of(folder))))
                && denied.stream().noneMatch(folder -> place.startsWith(real(Path.of(folder))));
    }

    /** Hadoop's {@code file:/a}, {@code file:///a}; its paths aren't percent-encoded. */
    private static Optional<String> local(String uri) {
        if (!uri.toLowerCase(Locale.ROOT).startsWith("file:")) {
            return Optional.empty();
        }
        String path = uri.substring("file:".length());
        return Optional.of(path.startsWith("//") ? path.substring(2) : path);
    }

    /** The place with the links of its existing part resolved. */
    public static Path real(Path path) {
        Path existing = path.toAbsolutePath().normalize();
        Deque<Path> rest = new ArrayDeque<>();
        while (existing != null && !Files.exists(existing)) {
            rest.addFirst(existing.getFileName());
            existing = existing.getParent();
        }
        if (existing == null) {
            return path;
        }
        try {
            Path real = existing.toRealPath();
            for (Path name : rest) {
                real = real.resolve(name.toString());
            }
            return real;
        } catch (IOException e) {
            // Unreadable: nothing below it can be shown to be inside an allowed folder.
            return Path.of("/");
        }
    }
}
