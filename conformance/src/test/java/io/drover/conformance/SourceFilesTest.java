package io.drover.conformance;

import static io.drover.conformance.Compressed.bzip2;
import static io.drover.conformance.Compressed.concat;
import static io.drover.conformance.Compressed.gzip;
import static io.drover.conformance.SourceFiles.options;
import static io.drover.job.spec.JobSpec.SourceOptions.DETECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every readable kind, as jobs on both engines: the same bytes, the same things told. */
class SourceFilesTest {
    private final Path folder;
    private final SourceFiles files;

    SourceFilesTest(@TempDir Path folder) {
        this.folder = folder;
        this.files = new SourceFiles(folder);
    }

    @Test
    void textOfEveryKindAndCompression() throws IOException {
        String rows = "id,name\n1,\"two\nlines\"\n2,é\n";
        files.write("a.csv", rows);
        files.write("b.csv.gz", gzip(rows));
        files.write("c.csv.bz2", bzip2(rows));
        files.write("d.tsv", rows.replace(',', '\t'));
        for (String file : List.of("a.csv", "b.csv.gz", "c.csv.bz2", "d.tsv")) {
            files.assertRead(rows, DETECT, "", file);
        }
        files.write("members.csv.gz", concat(gzip("id,name\n1,a\n"), gzip("2,b\n")));
        files.assertRead("id,name\n1,a\n2,b\n", DETECT, "", "members.csv.gz");
        files.write("plain.txt", "hello\n\nworld");
        files.assertRead("column1\nhello\n\nworld\n", DETECT, "", "plain.txt");
        files.write("piped.txt", "a||b\n1||x|y\n");
        files.assertRead("a,b\n1,x|y\n", options("csv", "||", true, null), "", "piped.txt");
    }

    @Test
    void encodings() throws IOException {
        String rows = "id,näme\n1,€é😀\n2,\n";
        files.write("bom.csv", "\uFEFF" + rows);
        files.write("utf16le.csv", ("\uFEFF" + rows).getBytes(StandardCharsets.UTF_16LE));
        files.write("utf16be.csv.gz", gzip(("\uFEFF" + rows).getBytes(StandardCharsets.UTF_16BE)));
        for (String file : List.of("bom.csv", "utf16le.csv", "utf16be.csv.gz")) {
            files.assertRead(rows, DETECT, "", file);
        }
        files.write("latin1.csv", "id,name\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        files.assertRead("id,name\n1,é\n", options(null, null, null, "ISO-8859-1"), "", "latin1.csv");
        files.write("cp1252.csv", "id,name\n1,€\n".getBytes(Charset.forName("windows-1252")));
        files.assertRead("id,name\n1,€\n", options(null, null, null, "windows-1252"), "", "cp1252.csv");
    }

    @Test
    void whatIsOddButReadableIsRead() throws IOException {
        String rows = "id,name\n1,Ann\n2,é\n";
        files.write("le.csv", rows.getBytes(StandardCharsets.UTF_16LE));
        files.write("be.csv", rows.getBytes(StandardCharsets.UTF_16BE));
        files.assertRead(rows, DETECT, "", "le.csv");
        files.assertRead(rows, DETECT, "", "be.csv");
        files.write("nul.csv", "id,name\n\0,a\0b\n");
        files.assertRead("id,name\n\0,a\0b\n", DETECT, "", "nul.csv");
        files.write("out/_SUCCESS", "");
        files.write("out/.part-00000.csv.crc", "crc!");
        files.write("out/_temporary/0/part-00000.csv", "id,name\n9,gone\n");
        files.write("out/part-00000.csv", "");
        files.write("out/part-00001.csv", "id,name\n1,Ann\n");
        files.write("out/part-00002.csv", "");
        files.assertRead("id,name\n1,Ann\n", DETECT, "", "out");
    }

    @Test
    void binaryGarbageIsNoFailureAndNoRowOfItIsLost() throws IOException {
        byte[] garbage = new byte[40_000];
        new Random(3).nextBytes(garbage);
        for (int i = 0; i < garbage.length; i++) {
            if (garbage[i] == '"') {
                garbage[i] = 'q';
            }
        }
        files.write("garbage.csv", garbage);
        long records = 1 + new String(garbage, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
        SourceFiles.Ending ending = files.read(options("csv", ",", false, null), "", "garbage.csv");
        assertThat(ending.report().rows()).isEqualTo(records);
        assertThat(ending.warnings()).anyMatch(warning -> warning.contains("not UTF-8"));
    }

    /** Old spreadsheet programs end lines with carriage returns alone. */
    @Test
    void carriageReturnsThatEndRecords() throws IOException {
        files.write("mac.csv", "id;name\r1;\"a\rb\"\r2;c\r\r3;");
        var ending = files.read(DETECT, "derive value: $sourcerownumber as: 'n'\n", "mac.csv");
        assertThat(ending.text()).isEqualTo("id,name,n\n1,\"a\rb\",2\n2,c,3\n,,4\n3,,5\n");
        assertThat(ending.warnings()).containsExactly(
                "mac.csv: 1 record has fewer fields than columns, the missing ones are null (record 4)");
        files.write("lines.txt", "one\rtwo\r");
        files.assertRead("column1\none\ntwo\n", DETECT, "", "lines.txt");
        // In pieces on Spark, as one with line feeds.
        String rows = SourceFiles.rows(new Random(11), 20_000, "\n", false);
        files.write("unix.csv", rows);
        files.write("old.csv", rows.replace('\n', '\r'));
        String sum = "groupby value: COUNT(), LIST(id, 5)\n";
        assertThat(files.read(DETECT, sum, "old.csv").text()).isEqualTo(files.read(DETECT, sum, "unix.csv").text());
        // What the recipe cuts itself is cut as it says.
        assertThat(files.read(DETECT, "splitrows on: '\\n' col: column1\nderive value: LEN(column1) as: 'l'\ndrop col: column1\n",
                "lines.txt").text()).isEqualTo("l\n7\n");
    }

    /** As exported flows read JSON Lines: cut into records, and the records unnested. */
    @Test
    void recipesThatStructureJsonLinesThemselves() throws IOException {
        String lines = """
                {"id": 1, "tags": ["x", "y"], "geo": {"at": [1.50, 2e3]}}
                no JSON
                {"id": "2", "tags": []}
                """;
        String recipe = """
                splitrows col: column1 on: '\\n'
                unnest col: column1 keys: 'id', 'tags[0]', 'geo.at[1]'
                rename mapping: [{0}, 'tag'], [{1}, 'north']
                drop col: column1
                """;
        String rows = "id,tag,north\n1,x,2e3\n,,\n2,,\n";
        files.write("events.json", lines);
        files.write("events.log", lines);
        files.write("events.jsonl.gz", gzip(lines));
        for (String name : List.of("events.json", "events.log", "events.jsonl.gz")) {
            files.assertRead(rows, DETECT, recipe, name);
        }
        SourceOptions raw = new SourceOptions("json", null, null, null, null, "raw", null);
        files.assertRead("l\n" + lines.length() + "\n", raw,
                "derive value: LEN(column1) as: 'l'\ndrop col: column1\n", "events.json");
        // One that doesn't is given the keys.
        assertThat(files.read(DETECT, "drop col: id action: Keep\n", "events.json").text()).isEqualTo("id\n1\n\n2\n");
    }

    @Test
    void sheetsOfWorkbooks() throws IOException {
        Path workbook = Path.of("..", "job", "src", "test", "resources", "io", "drover", "job", "source", "orders.xlsx");
        files.write("orders.xlsx", Files.readAllBytes(workbook));
        SourceOptions sheet = new SourceOptions(null, null, null, null, null, "auto", "Orders 2020");
        String rows = "1,1/1/2020,\"a, \"\"b\"\"\"\n2,2/1/2020,\n3,,\"two\nlines\"\n";
        files.assertRead("id,day,note\n" + rows, sheet, "", "orders.xlsx");
        files.assertRead("n,id\n2,1\n3,2\n4,3\n", sheet, "derive value: $sourcerownumber as: 'n'\n"
                + "select values: [n, 'n'], [id, 'id']\n", "orders.xlsx");
        files.assertRead("id,day,note\n" + rows, sheet, """
                splitrows on: '\\n' col: column1 quote: '"' quoteEscapeChar: '"'
                split col: column1 on: ',' limit: 2 quote: '"'
                replace col: * on: '""' with: '"' global: true
                replace col: * on: `{start}"|"{end}` with: '' global: true
                header
                """, "orders.xlsx");
        assertThat(files.read(new SourceOptions(null, null, null, null, null, "auto", "No"), "", "orders.xlsx").error().message())
                .contains("has no sheet \"No\"; it has About, Orders 2020");
        files.write("cut.xlsx", Arrays.copyOf(Files.readAllBytes(workbook), 1500));
        assertThat(files.read(sheet, "", "cut.xlsx").error().message()).contains("can't be read as an .xlsx workbook");
    }

    @Test
    void manyFilesInPathOrderWithTheirPathsAndRowNumbers() throws IOException {
        files.write("in/2026/b.csv", "id,v\n2,b\n3,c\n");
        files.write("in/2026/a.csv", "v,id\n1,a\n");
        files.write("in/2025/z.csv.gz", gzip("id,v\n0,z\n"));
        files.write("in/2025/_hidden.csv", "id,v\n9,h\n");
        files.write("in/note.md", "# no data\n");
        String recipe = "derive type: single value: $filepath as: 'path'\n"
                + "derive type: single value: $sourcerownumber as: 'row'";
        String root = folder.toString();
        // The columns of a source are those of its first file, by their names.
        SourceFiles.Ending ending = files.read(DETECT, recipe, "in/*/*.csv*");
        assertThat(ending.text()).isEqualTo("id,v,path,row\n0,z," + root + "/in/2025/z.csv.gz,\na,1," + root
                + "/in/2026/a.csv,\n2,b," + root + "/in/2026/b.csv,\n3,c," + root + "/in/2026/b.csv,\n");
        assertThat(ending.warnings()).singleElement().asString().contains("in/2026/a.csv: the header has the columns"
                + " in other places (v, id), they are read by their names");
        files.assertRead("id,v,path,row\n2,b," + root + "/in/2026/b.csv,2\n3,c," + root + "/in/2026/b.csv,3\n",
                DETECT, recipe, "in/2026/b.csv");
        assertThat(files.read(DETECT, "", "in/202[56]").text()).isEqualTo("id,v\n0,z\na,1\n2,b\n3,c\n");
        files.assertRead("id,v\n0,z\n2,b\n3,c\n", DETECT, "", "in/2026/b.csv", "in/2025");
        SourceFiles.Ending none = files.read(DETECT, "", "in/*/none-*");
        assertThat(none.error().code()).isEqualTo(JobCode.NO_INPUT.id());
        assertThat(none.error().message()).contains("in/*/none-*");
    }
}
