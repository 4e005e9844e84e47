package io.drover.job.publish;

import io.drover.job.spec.JobSpec.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The compressions of text outputs; files of each may simply follow one another. */
final class Compressions {
    private Compressions() {}

    static InputStream decompressing(InputStream in, Compression compression) throws IOException {
        return switch (compression) {
            case NONE -> in;
            case GZIP -> new GzipCompressorInputStream(in, true);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case SNAPPY -> throw noText();
        };
    }

    static OutputStream compressing(OutputStream out, Compression compression) throws IOException {
        return switch (compression) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, 1 << 15);
            case BZIP2 -> new BZip2CompressorOutputStream(out);
            case SNAPPY -> throw noText();
        };
    }

    private static IllegalArgumentException noText() {
        return new IllegalArgumentException("snappy is no compression of csv or json files");
    }
}
