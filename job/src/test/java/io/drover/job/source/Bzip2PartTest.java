package io.drover.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a bzip2 file together hold its text once, wherever it is cut; and what is damaged is never passed over. */
class Bzip2PartTest {
    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration();

    /** Blocks of 100 kB. */
    private static byte[] stream(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes, 1)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(random.nextInt(3) == 0 ? "\r\n" : Integer.toString(random.nextInt(), 36)).append(',');
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private String write(byte[] content) throws IOException {
        return Files.write(folder.resolve("a.bz2"), content).toUri().toString();
    }

    private byte[] whole(String uri) throws IOException {
        try (SourceInput input = SourceInput.open(uri, configuration)) {
            return input.stream().readAllBytes();
        }
    }

    private static List<FileRange> cut(long... places) {
        long[] ordered = LongStream.concat(LongStream.of(0, Long.MAX_VALUE), LongStream.of(places)).sorted().distinct().toArray();
        List<FileRange> ranges = new ArrayList<>();
        for (int i = 1; i < ordered.length; i++) {
            ranges.add(new FileRange(ordered[i - 1], ordered[i]));
        }
        return ranges;
    }

    private byte[] parts(String uri, long... places) throws IOException {
        List<byte[]> texts = new ArrayList<>();
        int sum = 0;
        for (FileRange range : cut(places)) {
            try (Bzip2Part part = Bzip2Part.open(uri, range, configuration); InputStream own = part.own()) {
                texts.add(own.readAllBytes());
                assertThat(part.ownLength()).isEqualTo(texts.get(texts.size() - 1).length);
                sum = part.sums().follow(sum);
            }
        }
        return concat(texts.toArray(byte[][]::new));
    }

    @Test
    void partsHoldTheTextOnceWhereverTheyAreCut() throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 25; round++) {
            byte[][] streams = new byte[1 + random.nextInt(4)][];
            for (int i = 0; i < streams.length; i++) {
                streams[i] = stream(text(random, random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(350_000)));
            }
            byte[] file = concat(streams);
            String uri = write(file);
            byte[] expected = whole(uri);
            assertThat(parts(uri, random.longs(random.nextInt(8), 1, file.length).toArray())).isEqualTo(expected);
            // Behind its own blocks a part gives the rest of the file.
            long start = random.nextInt(file.length);
            try (Bzip2Part part = Bzip2Part.open(uri, new FileRange(start, start + 10_000), configuration)) {
                byte[] rest = part.readAllBytes();
                assertThat(part.ownLength()).isBetween(0L, (long) rest.length);
                assertThat(rest).isEqualTo(Arrays.copyOfRange(expected, expected.length - rest.length, expected.length));
            }
        }
    }

    @Test
    void aCutAtEveryByteAroundTheBordersOfStreamsAndBlocks() throws IOException {
        byte[] first = stream(text(new Random(2), 130_000));
        String uri = write(concat(first, stream(new byte[0]), stream("x\n".getBytes(StandardCharsets.US_ASCII))));
        byte[] expected = whole(uri);
        List<Long> places = new ArrayList<>();
        LongStream.rangeClosed(1, 12).forEach(places::add);
        LongStream.rangeClosed(first.length - 12, Files.size(folder.resolve("a.bz2")) + 3).forEach(places::add);
        for (long place : places) {
            assertThat(parts(uri, place)).as("cut at byte " + place).isEqualTo(expected);
        }
        assertThat(parts(uri, places.stream().mapToLong(Long::longValue).toArray())).isEqualTo(expected);
    }

    /** What the parts give must be the text, or one of them must fail: here by one wrong bit at any place. */
    @Test
    void noDamageIsPassedOver() throws IOException {
        byte[] text = text(new Random(3), 250_000);
        byte[] file = concat(stream(text), stream(Arrays.copyOf(text, 30_000)));
        Bzip2Marks marks = new Bzip2Marks(new java.io.ByteArrayInputStream(file), 0);
        List<Long> bits = new ArrayList<>();
        for (long mark = marks.first(0, Long.MAX_VALUE); mark >= 0; mark = marks.first(mark + 1, Long.MAX_VALUE)) {
            // In the mark, the check sum behind it, and the data.
            bits.addAll(List.of(mark, mark + 20, mark + 47, mark + 48, mark + 79, mark + 85, mark + 5000));
        }
        assertThat(bits).hasSizeGreaterThan(40);
        bits.removeIf(bit -> bit >= file.length * 8L);
        String whole = write(file);
        byte[] expected = whole(whole);
        int failed = 0;
        for (long bit : bits) {
            byte[] damaged = file.clone();
            damaged[(int) (bit / 8)] ^= (byte) (0x80 >>> bit % 8);
            String uri = write(damaged);
            byte[] told;
            try {
                told = parts(uri, file.length / 3, file.length / 2, file.length - 15_000);
            } catch (IOException e) {
                failed++;
                continue;
            }
            // A bit that fills a byte up behind a stream's end means nothing.
            assertThat(told).as("bit " + bit).isEqualTo(expected);
        }
        assertThat(failed).isGreaterThanOrEqualTo(bits.size() - 1);
    }

    /** Each of the others is whole, and they follow one another without a gap. */
    @Test
    void aBlockThatIsMissingIsMissed() throws IOException {
        byte[] file = stream(text(new Random(5), 350_000));
        Bzip2Marks marks = new Bzip2Marks(new java.io.ByteArrayInputStream(file), 0);
        List<Long> places = new ArrayList<>();
        for (long mark = marks.first(0, Long.MAX_VALUE); mark >= 0; mark = marks.first(mark + 1, Long.MAX_VALUE)) {
            places.add(mark);
        }
        assertThat(places).hasSizeGreaterThan(3);
        java.util.BitSet bits = new java.util.BitSet();
        int length = 0;
        long end = places.get(places.size() - 1) + Bzip2Marks.BITS + Integer.SIZE;
        for (int bit = 0; bit < end; bit++) {
            if (bit < places.get(1) || bit >= places.get(2)) {
                bits.set(length / 8 * 8 + 7 - length % 8, (file[bit / 8] >>> 7 - bit % 8 & 1) != 0);
                length++;
            }
        }
        byte[] without = Arrays.copyOf(bits.toByteArray(), (length + 7) / 8);
        String uri = write(without);
        assertThatThrownBy(() -> whole(uri)).isInstanceOf(IOException.class);
        for (long cut = 1000; cut < without.length; cut += 7000) {
            long at = cut;
            assertThatThrownBy(() -> parts(uri, at)).as("cut at byte " + at).hasMessage("BZip2 CRC error");
        }
    }

    @Test
    void whatIsCutOffOrAddedFails() throws IOException {
        byte[] file = stream(text(new Random(4), 250_000));
        for (int less : List.of(1, 4, 9, 10, 11, 5000, file.length / 2)) {
            String uri = write(Arrays.copyOf(file, file.length - less));
            assertThatThrownBy(() -> parts(uri, file.length / 4)).as(less + " bytes less").isInstanceOf(IOException.class);
        }
        Bzip2Marks marks = new Bzip2Marks(new java.io.ByteArrayInputStream(file), 0);
        long second = marks.first(8 * 8, Long.MAX_VALUE);
        String atBlock = write(Arrays.copyOf(file, (int) (second / 8)));
        assertThatThrownBy(() -> parts(atBlock, 1000)).isInstanceOf(IOException.class);
        for (String more : List.of("g", "garbage", "BZh", "BZhx", "BZh9", "BZh9garbage")) {
            String uri = write(concat(file, more.getBytes(StandardCharsets.US_ASCII)));
            assertThatThrownBy(() -> whole(uri)).as(more).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> parts(uri, file.length / 4)).as(more).isInstanceOf(IOException.class);
        }
    }
}
