package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.source.workbook.SheetText;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.job.storage.HadoopFiles;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The bytes of a source's file, decompressed by its extension ({@code .gz}, {@code .bz2}; further members follow). */
public final class SourceInput implements AutoCloseable {
    /** What compressed data begins with: of gzip, of bzip2, and a byte behind that of its first block. */
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8};
    private static final byte[] BZIP2 = {'B', 'Z', 'h'};
    private static final byte[] BLOCK = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59};

    private final InputStream stream;
    private final AtomicLong bytesRead;

    private SourceInput(InputStream stream, AtomicLong bytesRead) {
        this.stream = stream;
        this.bytesRead = bytesRead;
    }

    public static SourceInput open(String uri, Configuration configuration) throws IOException {
        Path path = new Path(URI.create(uri));
        AtomicLong bytesRead = new AtomicLong();
        InputStream raw = new Counting(HadoopFiles.of(path, configuration).open(path), bytesRead);
        String name = path.getName().toLowerCase(Locale.ROOT);
        try {
            PushbackInputStream stream = new PushbackInputStream(decompressed(name, raw), GZIP.length + 1 + BLOCK.length);
            refuseCompressed(uri, stream);
            return new SourceInput(stream, bytesRead);
        } catch (IOException e) {
            raw.close();
            if (!isCompressed(uri)) {
                throw e;
            }
            throw JobCode.UNREADABLE_INPUT.failure(uri + " can't be decompressed as its extension says: "
                    + e.getMessage(), e);
        } catch (JobFailure e) {
            raw.close();
            throw e;
        }
    }

    /** Compressed bytes would be read as text, and give rows of garbage. */
    private static void refuseCompressed(String uri, PushbackInputStream stream) throws IOException {
        // No more than it takes: behind the end of a short file there may be what whoever reads on is to be told.
        byte[] begin = stream.readNBytes(3);
        boolean gzip = Arrays.equals(begin, GZIP);
        boolean bzip2 = Arrays.equals(begin, BZIP2);
        if (bzip2) {
            byte[] more = stream.readNBytes(1 + BLOCK.length);
            bzip2 = more.length > 1 && Arrays.equals(Arrays.copyOfRange(more, 1, more.length), BLOCK);
            stream.unread(more);
        }
        stream.unread(begin);
        if (gzip || bzip2) {
            throw JobCode.UNREADABLE_INPUT.failure(uri + (isCompressed(uri)
                    ? " is compressed twice; once is what its name says and what is undone"
                    : " holds compressed data, but its name doesn't end in " + (gzip ? ".gz" : ".bz2")));
        }
    }

    /** The text of a source's file: of a workbook the sheet's that the options name, else its bytes. */
    static SourceInput text(String uri, SourceOptions options, Configuration configuration) throws IOException {
        if (!"xlsx".equals(options.format())) {
            return open(uri, configuration);
        }
        AtomicLong bytesRead = new AtomicLong();
        java.nio.file.Path local = local(uri);
        boolean temporary = local == null;
        if (temporary) {
            local = Files.createTempFile("drover-workbook-", ".xlsx");
            try (SourceInput whole = open(uri, configuration)) {
                Files.copy(whole.stream(), local, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(local);
                throw e;
            }
        }
        return new SourceInput(SheetText.open(uri, local, temporary, options.sheet(), bytesRead::set), bytesRead);
    }

    /** The file itself, if it lies here as it is; else null. A workbook is read from more than one place of it. */
    private static java.nio.file.Path local(String uri) {
        URI location = URI.create(uri);
        return "file".equals(location.getScheme()) && !isCompressed(uri) ? java.nio.file.Path.of(location.getPath()) : null;
    }

    private static InputStream decompressed(String name, InputStream raw) throws IOException {
        boolean gzip = name.endsWith(".gz");
        if (!gzip && !name.endsWith(".bz2")) {
            return raw;
        }
        PushbackInputStream peeked = new PushbackInputStream(raw, 1);
        int first = peeked.read();
        if (first < 0) {
            return peeked; // an empty file has no member
        }
        peeked.unread(first);
        return gzip ? new GzipCompressorInputStream(peeked, true) : new BZip2CompressorInputStream(peeked, true);
    }

    /** By its name. Offsets in a compressed file are not offsets in its content. */
    public static boolean isCompressed(String uri) {
        String name = uri.toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") || name.endsWith(".bz2");
    }

    /** Whether it is compressed in blocks, so that {@link Bzip2Part} can read it in pieces. */
    public static boolean isBzip2(String uri) {
        return uri.toLowerCase(Locale.ROOT).endsWith(".bz2");
    }

    public InputStream stream() {
        return stream;
    }

    /** As they lie in storage. */
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static final class Counting extends FilterInputStream {
        private final AtomicLong count;

        Counting(InputStream in, AtomicLong count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                count.incrementAndGet();
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                count.addAndGet(read);
            }
            return read;
        }
    }
}
