package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.reference.ReferencePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference in docs/ is the catalogue's: no entry without its place there, none that is gone. */
class ReferencePagesTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void functions() throws IOException {
        assertThat(Files.readString(DOCS.resolve("functions.md")))
                .as("write it anew: scripts/drover functions --markdown > docs/functions.md")
                .isEqualTo(ReferencePages.functions());
    }

    @Test
    void transforms() throws IOException {
        assertThat(Files.readString(DOCS.resolve("transforms.md")))
                .as("write it anew: scripts/drover transforms --markdown > docs/transforms.md")
                .isEqualTo(ReferencePages.transforms());
    }
}
