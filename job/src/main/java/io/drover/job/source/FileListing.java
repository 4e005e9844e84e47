package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.source.ResolvedSource.SourceFile;
import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.job.storage.HadoopFiles;
import io.drover.job.storage.LocalPlaces;
import io.drover.recipe.type.CodePointOrder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** The files that a source's URIs name: files, directories with all below them, globs. */
final class FileListing {
    private final Configuration configuration;
    private final Instant reference;
    private final LocalPlaces places;

    /**
     * @param reference the time that rules for dates in paths count back from
     * @param places of this machine that files may be in; null for all
     */
    FileListing(Configuration configuration, Instant reference, LocalPlaces places) {
        this.configuration = configuration;
        this.reference = reference;
        this.places = places;
    }

    /**
     * In path order (by code point), each once. Names that begin with {@code _} or {@code .} are hidden unless a URI
     * names them literally.
     *
     * @throws io.drover.job.engine.JobFailure if one of the URIs matches nothing, can't be looked at, or leads to a file
     *     outside the places that the job may use
     */
    List<SourceFile> files(String source, List<String> uris, List<PathSelection> selections) throws IOException {
        TreeMap<String, SourceFile> files = new TreeMap<>(CodePointOrder::compare);
        for (String template : uris) {
            String uri = PathRules.glob(template, selections);
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
            select(source, template, selections, found);
            for (FileStatus status : found) {
                String name = status.getPath().toUri().toString();
                String path = status.getPath().toUri().getPath();
                if (places != null && !places.allow(status.getPath().toUri().getScheme() + ":" + path)) {
                    throw JobCode.PLACE_FORBIDDEN.failure("source " + source + ": " + path
                            + " leads to a place that the job may not use");
                }
                files.put(name, new SourceFile(name, path, status.getLen()));
            }
        }
        return List.copyOf(files.values());
    }

    private void select(String source, String template, List<PathSelection> selections, List<FileStatus> found) {
        if (selections.isEmpty()) {
            return;
        }
        int listed = found.size();
        PathRules rules = PathRules.of(template, selections, reference);
        found.removeIf(status -> !rules.accept(status.getPath().toUri().getPath()));
        if (found.isEmpty()) {
            String wanted = selections.stream().filter(selection -> template.contains("{" + selection.name() + "}"))
                    .map(selection -> selection.name() + ": " + selection.value()).collect(Collectors.joining(", "));
            throw JobCode.NO_INPUT.failure("source " + source + ": of " + listed + " files at " + template
                    + " none is selected (" + wanted + "; now is " + reference + ")");
        }
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
}
