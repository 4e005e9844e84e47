package io.drover.cli.run;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Job directories of runs without a server. A run that published leaves none; of those that failed or were killed the last
 * {@value #KEPT} are kept for their logs, and each new run removes older ones.
 */
final class RunFolders {
    static final int KEPT = 10;
    /** A driver writes its progress every few seconds; one that is silent for so long has ended. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private final Path root;
    private final Configuration configuration;

    RunFolders(Path root, Configuration configuration) {
        this.root = root;
        this.configuration = configuration;
    }

    /** An empty one. */
    Path add(long jobGroup) throws IOException {
        Files.createDirectories(root);
        tidy();
        return Files.createDirectories(root.resolve(Long.toString(jobGroup)));
    }

    private void tidy() throws IOException {
        List<Path> ended = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(each -> each.getFileName().toString().matches("\\d+")).toList()) {
                if (hasEnded(folder)) {
                    ended.add(folder);
                }
            }
        }
        // Their names begin with the time.
        ended.sort(Comparator.comparing((Path folder) -> Long.parseLong(folder.getFileName().toString())).reversed());
        for (Path folder : ended.subList(Math.min(KEPT, ended.size()), ended.size())) {
            delete(folder);
        }
    }

    private boolean hasEnded(Path folder) throws IOException {
        AttemptDirectory attempt = JobDirectory.at(folder.toUri(), configuration).attempt(1);
        return attempt.report().isPresent() || lastWritten(folder).isBefore(Instant.now().minus(SILENCE));
    }

    private static Instant lastWritten(Path folder) throws IOException {
        Instant last = Instant.EPOCH;
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                Instant written = Files.getLastModifiedTime(path).toInstant();
                last = written.isAfter(last) ? written : last;
            }
        }
        return last;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
