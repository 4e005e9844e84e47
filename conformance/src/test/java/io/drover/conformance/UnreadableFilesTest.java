package io.drover.conformance;

import static io.drover.conformance.Compressed.bzip2;
import static io.drover.conformance.Compressed.concat;
import static io.drover.conformance.Compressed.gzip;
import static io.drover.conformance.SourceFiles.options;
import static io.drover.conformance.SourceFiles.rows;
import static io.drover.job.spec.JobSpec.SourceOptions.DETECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are cut, damaged, or not what their names say: the job fails and names the file. */
class UnreadableFilesTest {
    private final SourceFiles files;

    UnreadableFilesTest(@TempDir Path folder) {
        this.files = new SourceFiles(folder);
    }

    @Test
    void brokenFilesFailWithTheirNames() throws IOException {
        byte[] whole = gzip("id,name\n" + "1,some name that compresses somewhat\n".repeat(200_000));
        files.write("cut.csv.gz", Arrays.copyOf(whole, whole.length - 100));
        files.write("text.csv.gz", "id,name\n1,a\n");
        byte[] flipped = bzip2("id,name\n" + "1,some name that compresses somewhat\n".repeat(200_000));
        flipped[flipped.length / 2] ^= 0x55;
        files.write("flipped.csv.bz2", flipped);
        files.write("no.parquet", "PAR1 no more");
        files.write("no.avro", "Obj");
        for (String file : List.of("cut.csv.gz", "text.csv.gz", "flipped.csv.bz2", "no.parquet", "no.avro")) {
            SourceFiles.Ending ending = files.read(DETECT, "", file);
            assertThat(ending.text()).as(file).isNull();
            assertThat(ending.error().code()).as(file).isEqualTo(JobCode.UNREADABLE_INPUT.id());
            assertThat(ending.error().message()).contains(file);
        }
        assertThat(files.read(DETECT, "", "cut.csv.gz").error().message()).contains("after record ");
    }

    @Test
    void hostileFilesFailWithTheirNames() throws IOException {
        files.write("trailing.csv.gz", concat(gzip("a,b\n1,2\n"), "garbage".getBytes(StandardCharsets.US_ASCII)));
        assertUnreadable("can't be read: Garbage after a valid .gz stream", "trailing.csv.gz");
        files.write("trailing.csv.bz2", concat(bzip2("a,b\n1,2\n"), "garbage".getBytes(StandardCharsets.US_ASCII)));
        assertUnreadable("can't be read: ", "trailing.csv.bz2");
        // In the check sum over the whole stream, of which each task reads a part.
        for (boolean quoted : new boolean[] {false, true}) {
            byte[] sum = bzip2(rows(new Random(12), 20_000, "\n", quoted), 1);
            assertThat(sum.length).as("in pieces").isGreaterThan(60_000);
            sum[sum.length - 3] ^= 1;
            files.write("sum" + quoted + ".csv.bz2", sum);
            assertUnreadable("BZip2 CRC error", "sum" + quoted + ".csv.bz2");
        }
        files.write("gz.csv", gzip("a,b\n1,2\n"));
        assertUnreadable("holds compressed data, but its name doesn't end in .gz", "gz.csv");
        files.write("bz2.txt", bzip2("a,b\n1,2\n"));
        assertUnreadable("holds compressed data, but its name doesn't end in .bz2", "bz2.txt");
        byte[] large = gzip(rows(new Random(10), 10_000, "\n", false));
        assertThat(large.length).as("in pieces").isGreaterThan(100_000);
        files.write("twice.csv.gz", gzip(large));
        files.write("twice.csv.bz2", bzip2(large, 1));
        files.write("thrice.csv.gz", gzip(gzip(bzip2("a,b\n1,2\n"))));
        files.write("other.csv.gz", gzip(bzip2("a,b\n1,2\n")));
        files.write("bz2.csv.bz2", bzip2(bzip2("a,b\n1,2\n"), 1));
        files.write("large.csv", large);
        files.write("fine.csv", "id,text\n0,0\n");
        for (String twice : List.of("twice.csv.gz", "twice.csv.bz2", "thrice.csv.gz", "other.csv.gz", "bz2.csv.bz2")) {
            assertUnreadable(twice + " is compressed twice; once is what its name says and what is undone", twice);
            // Not only of the file by which the source is told.
            assertThat(files.read(DETECT, "", "fine.csv", twice).error().message()).endsWith("/" + twice
                    + " is compressed twice; once is what its name says and what is undone");
        }
        for (SourceOptions options : List.of(DETECT, options("csv", ",", false, null))) {
            assertThat(files.read(options, "", "fine.csv", "large.csv").error().message())
                    .endsWith("/large.csv holds compressed data, but its name doesn't end in .gz");
        }
        files.write("csv.avro", "a,b\n1,2\n");
        assertUnreadable("is not an Avro file", "csv.avro");
        files.write("csv.parquet", "a,b\n1,2\n");
        assertUnreadable("is not a whole Parquet file", "csv.parquet");
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb, 1 << 16)) {
            out.write("a,b\n1,\"".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 160; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        files.write("bomb.csv.gz", bomb.toByteArray());
        assertThat(bomb.size()).isLessThan(1 << 20);
        assertUnreadable("the record that begins at byte 4 is longer than 128 MiB", "bomb.csv.gz");
    }

    private void assertUnreadable(String what, String... uris) throws IOException {
        SourceFiles.Ending ending = files.read(DETECT, "", uris);
        assertThat(ending.text()).isNull();
        assertThat(ending.error().code()).isEqualTo(JobCode.UNREADABLE_INPUT.id());
        assertThat(ending.error().message()).contains(uris[0], what).doesNotContain("Exception", "\tat ");
    }
}
