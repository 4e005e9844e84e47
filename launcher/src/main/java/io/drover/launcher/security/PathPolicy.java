package io.drover.launcher.security;

import io.drover.job.publish.Publisher;
import io.drover.job.redaction.Redaction;
import io.drover.job.storage.LocalPlaces;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.hadoop.StorageAliases;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Members;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.GlobPattern;

/**
 * Which places jobs may read and write. Every path of a request goes through {@link #resolve}, which gives it its
 * normal form and refuses what lies outside the allowed prefixes of the user.
 *
 * <p>Paths are names as Hadoop takes them: not percent-encoded.
 */
public final class PathPolicy {
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?://([^/]*))?(.*)", Pattern.DOTALL);
    private static final Set<String> SCHEMES = Set.of("file", "hdfs", "viewfs", "webhdfs", "swebhdfs", "s3", "s3a",
            "gs", "wasb", "wasbs", "abfs", "abfss", "adl");
    private static final Set<String> WAREHOUSES = Set.of("redshift", "sqldw", "sqldatawarehouse");
    private static final Pattern BRACES_OVER_SEGMENTS = Pattern.compile("\\{[^}]*/");
    private static final String GLOB_CHARACTERS = "*?[{\\";
    private static final int MAX_LENGTH = 2048;

    private final List<Path> internal;
    private final String defaultStorage;
    private final Path data;
    private final List<String> serverPrefixes;
    private final StorageAliases aliases;

    PathPolicy(LauncherSettings settings) {
        data = settings.dataDirectory();
        internal = List.of(settings.databaseFile().getParent(), settings.jobsDirectory(), settings.workDirectory());
        defaultStorage = settings.defaultStorage();
        serverPrefixes = settings.allowedPaths();
        aliases = new StorageAliases(settings.hadoop().aliases());
    }

    /**
     * The path as a normal, absolute URI; empty, with the defect noted, if it is malformed or not allowed.
     *
     * @param pointer of the request member
     */
    public Optional<String> resolve(String path, User user, String pointer, Defects defects) {
        String label = pointer.isEmpty() ? "path" : pointer.substring(1).replace('/', '.');
        if (path.length() > MAX_LENGTH) {
            defects.invalid(pointer, "TOO_LONG", label + " has more than " + MAX_LENGTH + " characters");
            return Optional.empty();
        }
        if (path.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            defects.invalid(pointer, "CONTROL_CHARACTER", label + " contains a control character");
            return Optional.empty();
        }
        Matcher matcher = URI.matcher(absolute(path, user));
        if (!matcher.matches()) {
            defects.invalid(pointer, "MALFORMED", label + " \"" + Members.clip(path) + "\" is no path");
            return Optional.empty();
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        if (WAREHOUSES.contains(scheme)) {
            defects.invalid(pointer, "TARGET_NOT_EXECUTABLE",
                    label + ": jobs that read or write Redshift or SQL DW can't be run through the API");
            return Optional.empty();
        }
        if (!SCHEMES.contains(scheme)) {
            defects.invalid(pointer, "UNKNOWN_SCHEME", label + " has the unknown scheme \"" + scheme
                    + "\", accepted are " + String.join(", ", SCHEMES.stream().sorted().toList()));
            return Optional.empty();
        }
        String authority = matcher.group(2) == null ? "" : matcher.group(2);
        if (Redaction.holdsPassword(path)) {
            defects.invalid(pointer, "CREDENTIALS", label + " holds a password; credentials belong in the configuration"
                    + " of the storage");
            return Optional.empty();
        }
        Optional<String> normal = normalised(matcher.group(3));
        if (normal.isEmpty()) {
            defects.forbidden(pointer, label + " leaves the root of its storage");
            return Optional.empty();
        }
        String uri = aliases.resolve(scheme, authority, normal.get());
        if (!allowed(uri, user) || isAnothersHome(uri, user)) {
            defects.forbidden(pointer, label + " \"" + Members.clip(uri) + "\" is outside the places you may use");
            return Optional.empty();
        }
        return Optional.of(uri);
    }

    /**
     * The same for a place that a job writes. What jobs haven't finished lies beside their outputs, as do the parallel
     * locations of what exists already: so an output lies below an allowed prefix, and isn't one.
     */
    public Optional<String> resolveOutput(String path, User user, String pointer, Defects defects) {
        Optional<String> uri = resolve(path, user, pointer, defects);
        if (uri.isEmpty()) {
            return uri;
        }
        String label = pointer.isEmpty() ? "path" : pointer.substring(1).replace('/', '.');
        if (!isBelowAllowed(uri.get(), user)) {
            defects.forbidden(pointer, label + " \"" + Members.clip(uri.get()) + "\" is itself a place that you may use; an"
                    + " output has to lie below one");
            return Optional.empty();
        }
        // Further up it may be the server's home, which is called so by default.
        if (uri.get().matches("(?s).*/" + Pattern.quote(Publisher.STAGING) + "(/[^/]*)?/?")) {
            defects.invalid(pointer, "RESERVED_NAME", label + " \"" + Members.clip(path) + "\" names a folder "
                    + Publisher.STAGING + ", where jobs keep what they haven't finished; choose another");
            return Optional.empty();
        }
        return uri;
    }

    private boolean isBelowAllowed(String uri, User user) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            return false;
        }
        if (matcher.group(1).equals("file")) {
            Path real = LocalPlaces.real(Path.of(matcher.group(3)));
            return localRoots(user).stream().map(LocalPlaces::real)
                    .anyMatch(root -> real.startsWith(root) && !real.equals(root));
        }
        return prefixes(user).stream().filter(prefix -> prefix.contains("://")).map(this::meant)
                .anyMatch(prefix -> under(uri, prefix) && !under(prefix, uri));
    }

    /**
     * Whether a place is, or takes in, what belongs to other users alone: their uploads and the results that they gave
     * relative paths. An administrator may use them.
     */
    private boolean isAnothersHome(String uri, User user) {
        if (user.admin()) {
            return false;
        }
        String place = normal(uri);
        return Stream.of(user.uploadHome(), user.outputHome()).anyMatch(home -> {
            String own = normal(absolute(home, user));
            return reaches(place, own.substring(0, own.lastIndexOf('/')), own);
        });
    }

    /** Whether a place, which may be a glob, is in a folder but not in the own part of it, or is above the folder. */
    private static boolean reaches(String place, String folder, String own) {
        if (BRACES_OVER_SEGMENTS.matcher(place).find()) {
            return under(folder, place.substring(0, literalLength(place)));
        }
        String[] segments = place.split("/");
        String[] wanted = own.split("/");
        for (int i = 0; i < segments.length && i < wanted.length - 1; i++) {
            if (!matches(segments[i], wanted[i])) {
                return false;
            }
        }
        return segments.length < wanted.length || !segments[wanted.length - 1].equals(wanted[wanted.length - 1]);
    }

    private static boolean matches(String segment, String name) {
        if (segment.chars().noneMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0)) {
            return segment.equals(name);
        }
        try {
            return new GlobPattern(segment).matches(name);
        } catch (RuntimeException malformed) {
            // Of a type that Hadoop relocates. Nothing is shown, so nothing is allowed.
            return true;
        }
    }

    /** As {@link #resolve} would write it, links of local folders resolved as far as no glob begins. */
    private String normal(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            return uri;
        }
        String path = normalised(matcher.group(3)).orElse("/");
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("file")) {
            return aliases.resolve(scheme, matcher.group(2) == null ? "" : matcher.group(2), path);
        }
        int literal = literalLength(path);
        try {
            return "file://" + LocalPlaces.real(Path.of(path.substring(0, literal))) + path.substring(literal);
        } catch (InvalidPathException notHere) {
            // Letters that this system's file names can't have: there is nothing to follow.
            return "file://" + path;
        }
    }

    private String absolute(String path, User user) {
        if (path.startsWith("/trifacta/")) {
            return defaultStorage.startsWith("file:") ? "file://" + data + path : defaultStorage + path;
        }
        if (path.startsWith("/")) {
            return defaultStorage + path;
        }
        Matcher matcher = URI.matcher(path);
        return matcher.matches() ? path : absolute(user.outputHome() + "/" + path, user);
    }

    /** Without empty and dot segments; empty if it leads above the root. A trailing slash goes. */
    private static Optional<String> normalised(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return Optional.of("/" + String.join("/", segments));
    }

    private boolean allowed(String uri, User user) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            return false;
        }
        String path = matcher.group(3);
        // A glob's braces may hold slashes and dots that only unfold when files are listed.
        if (path.contains("..") && path.contains("{")) {
            return false;
        }
        if (matcher.group(1).equalsIgnoreCase("file")) {
            return (matcher.group(2) == null || matcher.group(2).isEmpty()) && localAllowed(path, user);
        }
        return prefixes(user).stream().filter(prefix -> prefix.contains("://"))
                .anyMatch(prefix -> under(uri, meant(prefix)));
    }

    /** A prefix may be written with an alias, too. */
    private String meant(String prefix) {
        Matcher matcher = URI.matcher(prefix);
        return matcher.matches() && matcher.group(2) != null
                ? aliases.resolve(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), matcher.group(3)) : prefix;
    }

    private List<String> prefixes(User user) {
        return user.allowedPaths().orElse(serverPrefixes);
    }

    private static boolean under(String uri, String prefix) {
        String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return uri.equals(bare) || uri.startsWith(bare + "/");
    }

    /** How much of a path comes before its first glob character, in whole segments. */
    private static int literalLength(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (GLOB_CHARACTERS.indexOf(path.charAt(i)) >= 0) {
                return Math.max(1, path.lastIndexOf('/', i));
            }
        }
        return path.length();
    }

    /** The folders of this machine that a job of the user may use, for the job to look again when it runs. */
    public LocalPlaces localPlaces(User user) {
        return new LocalPlaces(localRoots(user).stream().map(Path::toString).toList(),
                internal.stream().map(Path::toString).toList());
    }

    private List<Path> localRoots(User user) {
        List<Path> roots = new ArrayList<>();
        roots.add(data);
        for (String prefix : prefixes(user)) {
            Matcher matcher = URI.matcher(prefix);
            if (!matcher.matches()) {
                roots.add(Path.of(prefix));
            } else if (matcher.group(1).equalsIgnoreCase("file")) {
                roots.add(Path.of(matcher.group(3).isEmpty() ? "/" : matcher.group(3)));
            }
        }
        return roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /** Symbolic links are followed first, so that a link in an allowed folder leads nowhere else. */
    private boolean localAllowed(String path, User user) {
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException e) {
            return false;
        }
        Path real = LocalPlaces.real(file);
        // Neither the launcher's own folders nor anything above them: an overwrite of home would take the database
        // along, and a glob below home could name it.
        Path literal = Path.of(path.substring(0, literalLength(path)));
        for (Path folder : internal) {
            Path realFolder = LocalPlaces.real(folder);
            if (file.startsWith(folder) || real.startsWith(realFolder) || folder.startsWith(literal)
                    || realFolder.startsWith(LocalPlaces.real(literal))) {
                return false;
            }
        }
        return localRoots(user).stream().anyMatch(root -> file.startsWith(root) && real.startsWith(LocalPlaces.real(root)));
    }
}
