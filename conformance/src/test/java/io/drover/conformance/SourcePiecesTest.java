package io.drover.conformance;

import static io.drover.conformance.Compressed.bzip2;
import static io.drover.conformance.Compressed.concat;
import static io.drover.conformance.SourceFiles.options;
import static io.drover.conformance.SourceFiles.rows;
import static io.drover.job.spec.JobSpec.SourceOptions.DETECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that Spark reads in pieces: no record twice, none left out, in order, and told by its number. */
class SourcePiecesTest {
    private final SourceFiles files;

    SourcePiecesTest(@TempDir Path folder) {
        this.files = new SourceFiles(folder);
    }

    @Test
    void bzip2InPieces() throws Exception {
        Random random = new Random(5);
        String plain = rows(random, 20_000, "\n", false);
        // Streams as Drover itself concatenates them, one that ends within a row, an empty one.
        int half = plain.length() / 2;
        files.write("plain.csv.bz2", concat(concat(bzip2(plain.substring(0, half), 1), bzip2("")), bzip2(plain.substring(half), 9)));
        files.assertRead(plain, DETECT, "", "plain.csv.bz2");
        assertThat(files.tasksThatRead("", DETECT, "plain.csv.bz2")).isGreaterThan(8);
        String numbered = "derive type: single value: $sourcerownumber as: 'n'";
        SourceFiles.Ending ending = files.read(DETECT, numbered, "plain.csv.bz2");
        assertThat(ending.text().lines().skip(1).toList()).allMatch(row -> Integer.parseInt(row.substring(0, row.indexOf(',')))
                + 2 == Integer.parseInt(row.substring(row.lastIndexOf(',') + 1)));
        assertThat(files.tasksThatRead(numbered, DETECT, "plain.csv.bz2")).as("row numbers need one task").isEqualTo(1);
        // Every line a row, a count, and rows in the order of the file behind a window over it.
        files.assertRead("row_count\n20001\n", options("csv", ",", false, null), "groupby value: COUNT()", "plain.csv.bz2");
        String crlf = rows(random, 10_000, "\r\n", false);
        files.write("crlf.csv.bz2", bzip2(crlf, 1));
        files.assertRead(crlf.replace("\r", ""), DETECT, "", "crlf.csv.bz2");
        // Quoted line ends: pieces that began inside quotes are found out.
        for (int round = 0; round < 3; round++) {
            String quoted = rows(random, 12_000, round == 0 ? "\r\n" : "\n", true);
            String name = "quoted" + round + ".csv.bz2";
            files.write(name, concat(bzip2(quoted.substring(0, 100_000 * round), 1), bzip2(quoted.substring(100_000 * round), 1)));
            SourceFiles.Ending told = files.read(DETECT, "", name);
            assertThat(told.report().rows()).isEqualTo(12_000);
            if (round > 0) {
                assertThat(told.text()).isEqualTo(quoted);
            }
        }
        // Of several files, each with its rows.
        files.write("in/a.csv", plain);
        files.write("in/b.csv.bz2", bzip2(plain, 1));
        files.write("in/c.csv.bz2", bzip2("id,text\n1,x\n"));
        assertThat(files.read(DETECT, "", "in").text()).isEqualTo(
                plain + plain.substring(plain.indexOf('\n') + 1) + "1,x\n");
        // One record that is longer than several pieces, and a separator of several bytes.
        String piped = "a||b\n" + plain.replace(",", "||") + "1||\"" + plain.repeat(2) + "\"\n2||y\n";
        files.write("piped.txt.bz2", bzip2(piped, 1));
        assertThat(files.read(options("csv", "||", true, null), "", "piped.txt.bz2").report().rows()).isEqualTo(20_003);
        String split = "splitrows on: '|\\n' col: column1\n";
        files.write("records.txt.bz2", bzip2(plain.replace("\n", "|\n"), 1));
        assertThat(files.read(new SourceOptions("text", null, false, null, null, "raw", null), split, "records.txt.bz2")
                .report().rows()).isEqualTo(20_001);
    }

    @Test
    void badRecordsOfBzip2PiecesAreToldWithTheirNumbers() throws IOException {
        StringBuilder rows = new StringBuilder(rows(new Random(6), 70_000, "\n", false));
        rows.append("x\n").append(rows(new Random(7), 5_000, "\n", false)).append("1,2,3\n");
        files.write("bad.csv.bz2", bzip2(rows.toString(), 1));
        SourceFiles.Ending ending = files.read(DETECT, "", "bad.csv.bz2");
        assertThat(ending.warnings()).containsExactly(
                "bad.csv.bz2: 1 record has fewer fields than columns, the missing ones are null (record 70002)",
                "bad.csv.bz2: 1 record has more fields than columns, the last column took the rest (record 75004)");
        byte[] bytes = bzip2(rows.toString().replace("\nx\n", "\n1,\u00e9\n"), 1);
        files.write("latin.csv.bz2", bzip2(rows.toString().replace("\nx\n", "\n1,\u00e9\n").getBytes(StandardCharsets.ISO_8859_1), 1));
        assertThat(files.read(DETECT, "", "latin.csv.bz2").warnings()).anyMatch(told -> told.contains("record 70002"));
        // Behind what a look at the file's begin reads.
        for (int at : List.of(bytes.length - 100_000, bytes.length - 300)) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            files.write("damaged.csv.bz2", damaged);
            files.assertDamaged("damaged.csv.bz2", " can't be read on after record ");
        }
    }

    /** Quotes behind an escape: ordinary inside quotes, not outside. */
    @Test
    void escapedQuotesInPieces() throws IOException {
        Random random = new Random(9);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12_000; i++) {
            rows.append(i).append(switch (random.nextInt(4)) {
                case 0 -> " \\\" x\ny\" z"; // opens behind an escape outside quotes
                case 1 -> " \"x \\\" \n y\"";
                case 2 -> " \"\\\\\\\"\n\"";
                default -> " \\ plain";
            }).append('\n');
        }
        String recipe = "splitrows on: '\\n' col: column1 quote: '\"' quoteEscapeChar: '\\\\'\n"
                + "derive type: single value: LEFT(column1, 5) as: 'begin'\ndrop col: column1\n";
        files.write("escaped.txt", rows.toString());
        files.write("escaped.txt.bz2", bzip2(rows.toString(), 1));
        SourceOptions raw = new SourceOptions("text", null, false, null, null, "raw", null);
        for (String name : List.of("escaped.txt", "escaped.txt.bz2")) {
            assertThat(files.read(raw, recipe, name).report().rows()).as(name).isEqualTo(12_000);
        }
    }
}
