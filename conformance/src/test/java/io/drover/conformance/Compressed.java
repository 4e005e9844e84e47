package io.drover.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Bytes as compressed files hold them. */
final class Compressed {
    private Compressed() {}

    static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** In the largest blocks, so in one if it is short. */
    static byte[] bzip2(String text) throws IOException {
        return bzip2(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bzip2(byte[] content) throws IOException {
        return bzip2(content, BZip2CompressorOutputStream.MAX_BLOCKSIZE);
    }

    /** @param size of its blocks, in 100 kB */
    static byte[] bzip2(String text, int size) throws IOException {
        return bzip2(text.getBytes(StandardCharsets.UTF_8), size);
    }

    /** @param size of its blocks, in 100 kB */
    static byte[] bzip2(byte[] content, int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes, size)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
