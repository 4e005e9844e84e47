package io.drover.job.source.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.source.RecordSources;
import io.drover.recipe.plan.FieldText;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.plan.RecordText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final DelimitedFormat CSV = DelimitedFormat.of(",", "\"");

    @Test
    void cutsRecordsAndFields() throws IOException {
        assertThat(read("a,b,c\n1,2,3\n", CSV, 3)).containsExactly(List.of("a", "b", "c"), List.of("1", "2", "3"));
        assertThat(read("a\r\nb\r\n", CSV, 1)).containsExactly(List.of("a"), List.of("b"));
        assertThat(read("a,b", CSV, 2)).containsExactly(List.of("a", "b"));
        assertThat(read("", CSV, 2)).isEmpty();
    }

    @Test
    void quotesHideDelimitersAndRecordEnds() throws IOException {
        assertThat(read("\"a,\nb\",c\nd,e\n", CSV, 2)).containsExactly(List.of("a,\nb", "c"), List.of("d", "e"));
        assertThat(read("\"say \"\"hi\"\"\",x\n", CSV, 2)).containsExactly(List.of("say \"hi\"", "x"));
    }

    @Test
    void aQuoteInTheMiddleTogglesAsTheLiteralStepsDo() throws IOException {
        assertThat(read("5\" pipe,x\n2\",y\n", CSV, 2)).containsExactly(List.of("5\" pipe,x\n2", "y"));
    }

    @Test
    void oddQuotesAreCounted() throws IOException {
        String text = "\"a\",\"b \"\"c\"\"\"\r\n5\" x\",y\n\"a\"b,c\nplain,\"\"\n\"\"\"x\"\"\",\"\"\"\"\nx,\"open\n1,2\n";
        try (RecordReader reader = new RecordReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), CSV, 2)) {
            while (reader.next()) {
                // counts
            }
            assertThat(reader.counts().warnings("f")).containsExactly(
                    "f: 2 records have quotes that don't enclose a whole field (record 2, 3)",
                    "f: a quote in record 6 is never closed, so that the record goes on to the end of the file");
        }
    }

    @Test
    void aRecordWithoutEndIsRefused() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                Arrays.fill(bytes, from, from + length, (byte) 'x');
                return length;
            }
        };
        try (RecordReader reader = new RecordReader(endless, CSV, 2)) {
            assertThatThrownBy(reader::next).isInstanceOf(IOException.class)
                    .hasMessageContaining("the record that begins at byte 0 is longer than 128 MiB");
        }
    }

    @Test
    void oneQuoteIsStrippedAtEachEnd() throws IOException {
        assertThat(read("\"\",\"\"\"\",\"\"\"a\"\"\",\"a\n", CSV, 4))
                .containsExactly(List.of("", "", "\"a\"", "a\n"));
    }

    @Test
    void recordsOfSplitrowsKeepTheirQuotes() throws IOException {
        DelimitedFormat records = DelimitedFormat.records('"', '"', "\n");
        assertThat(read("\"a\",\"b\nc\"\r\n\"say \"\"hi\"\"\"\nx\n", records, 1)).containsExactly(
                List.of("\"a\",\"b\nc\""), List.of("\"say \"\"hi\"\"\""), List.of("x"));
    }

    @Test
    void emptyFieldsAreEmptyAndMissingOnesNull() throws IOException {
        assertThat(read(",,\n\nx\n", CSV, 3)).containsExactly(List.of("", "", ""), Arrays.asList("", null, null),
                Arrays.asList("x", null, null));
    }

    @Test
    void theLastColumnTakesTheRest() throws IOException {
        RecordReader reader = open("a,b\n1,2,\"3,4\",5\n6\n", CSV, 2, 0, Long.MAX_VALUE);

        assertThat(rows(reader, 2)).containsExactly(List.of("a", "b"), List.of("1", "2,\"3,4\",5"),
                Arrays.asList("6", null));
        assertThat(reader.counts().warnings("f.csv")).containsExactly(
                "f.csv: 1 record has more fields than columns, the last column took the rest (record 2)",
                "f.csv: 1 record has fewer fields than columns, the missing ones are null (record 3)");
    }

    @Test
    void badBytesAreReplacedAndCounted() throws IOException {
        byte[] bytes = {'a', ',', (byte) 0xe9, 'b', '\n', (byte) 0xf0, (byte) 0x9f, (byte) 0x98, ',', (byte) 0xef,
            (byte) 0xbf, (byte) 0xbd, '\n'};
        RecordReader reader = new RecordReader(new ByteArrayInputStream(bytes), CSV, 2);

        assertThat(rows(reader, 2)).containsExactly(List.of("a", "\uFFFDb"), List.of("\uFFFD", "\uFFFD"));
        assertThat(reader.counts().badSequences()).isEqualTo(2);
        assertThat(reader.counts().warnings("f")).singleElement().asString()
                .startsWith("f: 2 byte sequences are not UTF-8").contains("record 1");
    }

    @Test
    void bytesOfAFieldAreItsTextInUtf8() throws IOException {
        RecordReader reader = open("\"ä\"\"b\",c\n", CSV, 2, 0, Long.MAX_VALUE);
        reader.next();

        assertThat(reader.fieldBytes(0)).isEqualTo("ä\"b".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.fieldBytes(1)).isEqualTo(new byte[] {'c'});
        assertThat(reader.fieldBytes(2)).isNull();
    }

    @Test
    void skipsAByteOrderMark() throws IOException {
        assertThat(read("\uFEFFa,b\n", CSV, 2)).containsExactly(List.of("a", "b"));
    }

    @Test
    void delimitersMayBeLong() throws IOException {
        assertThat(read("a||b|c||d\n", DelimitedFormat.of("||", "\""), 3)).containsExactly(List.of("a", "b|c", "d"));
        assertThat(read("a→b\n", DelimitedFormat.of("→", null), 2)).containsExactly(List.of("a", "b"));
    }

    @Test
    void withoutQuoteQuotesAreText() throws IOException {
        assertThat(read("\"a,b\"\n", DelimitedFormat.of(",", null), 2)).containsExactly(List.of("\"a", "b\""));
    }

    @Test
    void aBackslashMayEscapeQuotes() throws IOException {
        DelimitedFormat json = new DelimitedFormat(null, '"', '\\', "\n");

        assertThat(records("{\"a\": \"x\\\"\ny\"}\n{}\n", json)).containsExactly("{\"a\": \"x\\\"\ny\"}", "{}");
    }

    @Test
    void otherRecordSeparators() throws IOException {
        assertThat(records("a\rb\r", new DelimitedFormat(null, null, null, "\r"))).containsExactly("a", "b");
        assertThat(records("a\nb\r\nc", new DelimitedFormat(null, null, null, "\r\n"))).containsExactly("a\nb", "c");
    }

    @Test
    void aLongRecordGrowsTheBuffer() throws IOException {
        String longField = "x".repeat(300_000);

        assertThat(read("a,b\n\"" + longField + "\",2\n3,4\n", CSV, 2))
                .containsExactly(List.of("a", "b"), List.of(longField, "2"), List.of("3", "4"));
    }

    /** The literal steps, written as the language says them, are the oracle. */
    @Property(seed = "20261124", tries = 3000)
    void givesTheRowsOfTheLiteralSteps(@ForAll("nasty") String text, @ForAll @IntRange(min = 1, max = 4) int columns,
            @ForAll @IntRange(min = 1, max = 5) int chunk) throws IOException {
        List<List<String>> expected = new ArrayList<>();
        for (String record : LiteralSteps.splitRows(text)) {
            expected.add(LiteralSteps.fields(record, columns));
        }
        RecordReader reader = new RecordReader(dripping(text, chunk), CSV, columns);

        assertThat(rows(reader, columns)).isEqualTo(expected);
    }

    /** Fields in the scan of a plan mean what {@link FieldText} says of the records that {@link RecordText} says. */
    @Property(seed = "20261125", tries = 3000)
    void givesTheRowsThatThePlanMeans(@ForAll("nasty") String text, @ForAll boolean quoted, @ForAll boolean unquoted,
            @ForAll @IntRange(min = 2, max = 4) int columns, @ForAll @IntRange(min = 1, max = 5) int chunk) throws IOException {
        Optional<String> quote = quoted ? Optional.of("\"") : Optional.empty();
        Reading.Fields reading = new Reading.Fields(new Reading.Records(Optional.of("\n"), quote, quote), ",", columns,
                quoted && unquoted);
        List<List<String>> expected = RecordText.records(text, reading.records()).stream().map(record -> {
            List<String> fields = new ArrayList<>(FieldText.fields(record, reading));
            while (fields.size() < columns) {
                fields.add(null);
            }
            return fields;
        }).toList();
        RecordReader reader = new RecordReader(dripping(text, chunk), RecordSources.format(reading), columns);

        assertThat(rows(reader, columns)).isEqualTo(expected);
    }

    @Property(seed = "20261124", tries = 2000)
    void piecesOfAFileWithoutQuotedLineEndsAreTheFile(@ForAll("simple") String text,
            @ForAll @IntRange(min = 1, max = 12) int size) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<List<String>> pieces = new ArrayList<>();
        long expectedStart = 0;
        for (int start = 0; start < bytes.length; start += size) {
            RecordReader reader = open(text, CSV, 3, start, Math.min(bytes.length, start + size));
            List<List<String>> rows = rows(reader, 3);
            if (!rows.isEmpty()) {
                assertThat(reader.firstRecordOffset()).isEqualTo(expectedStart);
                expectedStart = reader.endOffset();
            }
            pieces.addAll(rows);
        }

        assertThat(pieces).isEqualTo(read(text, CSV, 3));
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.strings().withChars('"', '"', ',', '\n', '\r', 'a', 'b', 'ä').ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> simple() {
        return Arbitraries.strings().withChars(',', '\n', '\r', 'a', '€').ofMaxLength(60);
    }

    private static List<List<String>> read(String text, DelimitedFormat format, int columns) throws IOException {
        return rows(open(text, format, columns, 0, Long.MAX_VALUE), columns);
    }

    private static List<String> records(String text, DelimitedFormat format) throws IOException {
        RecordReader reader = open(text, format, Integer.MAX_VALUE, 0, Long.MAX_VALUE);
        List<String> records = new ArrayList<>();
        while (reader.next()) {
            records.add(reader.record());
        }
        return records;
    }

    private static RecordReader open(String text, DelimitedFormat format, int columns, long start, long end)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = (int) start - RecordReader.lead(format, start);
        return new RecordReader(new ByteArrayInputStream(bytes, from, bytes.length - from), format, columns, start, end);
    }

    private static List<List<String>> rows(RecordReader reader, int columns) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        while (reader.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                row.add(reader.field(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static InputStream dripping(String text, int chunk) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, chunk));
            }
        };
    }
}
