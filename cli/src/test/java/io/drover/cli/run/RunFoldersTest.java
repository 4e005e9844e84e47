package io.drover.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFoldersTest {
    @TempDir
    Path root;

    private Path run(long id, Duration silent) throws IOException {
        Path folder = Files.createDirectories(root.resolve(Long.toString(id)));
        Path log = Files.writeString(folder.resolve("driver.log"), "…");
        FileTime time = FileTime.from(Instant.now().minus(silent));
        Files.setLastModifiedTime(log, time);
        Files.setLastModifiedTime(folder, time);
        return folder;
    }

    @Test
    void theLastRunsThatFailedAreKeptAndRunningOnesLeftAlone() throws IOException {
        Path running = run(1, Duration.ofSeconds(5));
        Path other = Files.writeString(root.resolve("note.txt"), "mine");
        for (int i = 2; i < 2 + RunFolders.KEPT + 3; i++) {
            run(i, Duration.ofHours(2));
        }
        Path added = new RunFolders(root, new Configuration()).add(100);
        assertThat(added).isEmptyDirectory();
        assertThat(running.resolve("driver.log")).exists();
        assertThat(other).exists();
        assertThat(root.resolve("4")).doesNotExist();
        assertThat(root.resolve("5")).exists();
        try (var folders = Files.list(root)) {
            assertThat(folders).hasSize(RunFolders.KEPT + 3);
        }
    }
}
