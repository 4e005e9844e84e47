package io.drover.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What scans of pieces tell of the begins of records is what a reader of the whole text finds. */
class QuoteScanTest {

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.append("a\n\"\\,\r".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private static TreeSet<Long> begins(byte[] text, DelimitedFormat format) throws IOException {
        TreeSet<Long> begins = new TreeSet<>();
        try (RecordReader reader = new RecordReader(new ByteArrayInputStream(text), format, 1)) {
            while (reader.next()) {
                begins.add(reader.endOffset());
            }
        }
        return begins;
    }

    @Test
    void piecesAgreeWithAReaderOfTheWhole() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            Character escape = new Character[] {'"', '\\', null}[round % 3];
            DelimitedFormat format = DelimitedFormat.records('"', escape, "\n");
            byte[] text = text(random).getBytes(StandardCharsets.US_ASCII);
            TreeSet<Long> begins = begins(text, format);
            int cut = random.nextInt(text.length + 1);
            QuoteScan before = scan(text, 0, cut, format);
            QuoteScan behind = scan(text, cut, text.length, format);
            assertThat(before.length()).isEqualTo(cut);
            QuoteScan.State state = before.end(QuoteScan.State.OUTSIDE);
            // The record behind the first separator that begins in the piece; the text's end is none.
            Long expected = begins.ceiling((long) cut + 1);
            long found = behind.separator(state);
            String what = new String(text, StandardCharsets.US_ASCII) + " cut at " + cut + ", escape " + escape;
            if (found < 0) {
                assertThat(expected == null || expected == text.length)
                        .as(what).isTrue();
            } else {
                assertThat(cut + found + 1).as(what).isEqualTo(expected);
            }
        }
    }

    private static QuoteScan scan(byte[] text, int from, int to, DelimitedFormat format) throws IOException {
        return QuoteScan.of(new ByteArrayInputStream(Arrays.copyOfRange(text, from, to)), Long.MAX_VALUE, '\n', format.quote(),
                format.escape() == null ? -1 : format.escape());
    }

    /** Pieces of text in blocks, each beginning where a scan says, give the records once. */
    @Test
    void piecesOfBlocksGiveTheRecordsOnce() throws IOException {
        Random random = new Random(12);
        DelimitedFormat format = DelimitedFormat.of(",", "\"");
        for (int round = 0; round < 10_000; round++) {
            byte[] text = text(random).getBytes(StandardCharsets.US_ASCII);
            int[] cuts = random.ints(3, 0, text.length + 1).sorted().toArray();
            StringBuilder pieces = new StringBuilder();
            QuoteScan.State state = QuoteScan.State.OUTSIDE;
            int start = 0;
            for (int i = 0; i <= cuts.length; i++) {
                int end = i < cuts.length ? cuts[i] : text.length;
                QuoteScan scan = scan(text, start, end, format);
                long first = i == 0 ? 0 : scan.separator(state) + 1;
                state = scan.end(state);
                if (i == 0 || first > 0) {
                    pieces.append(records(Arrays.copyOfRange(text, start, text.length), format, first, end - start));
                }
                start = end;
            }
            assertThat(pieces.toString()).as(new String(text, StandardCharsets.US_ASCII) + " cut at " + Arrays.toString(cuts))
                    .isEqualTo(records(text, format, 0, text.length));
        }
    }

    private static String records(byte[] text, DelimitedFormat format, long first, long ownLength) throws IOException {
        StringBuilder records = new StringBuilder();
        try (RecordReader reader = RecordReader.ofBlocks(new ByteArrayInputStream(text), format, 2, first, () -> ownLength)) {
            while (reader.next()) {
                records.append(reader.fields()).append(' ').append(reader.record()).append('|');
            }
        }
        return records.toString();
    }
}
