package io.drover.job.publish;

import io.drover.job.engine.JobCode;
import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.storage.HadoopFiles;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** Makes one file of several by letting their bytes follow one another. */
final class PartJoiner {
    private static final int BUFFER = 1 << 18;

    private final HadoopFiles files;
    private final JobSpec.Output output;

    PartJoiner(HadoopFiles files, JobSpec.Output output) {
        this.files = files;
        this.output = output;
    }

    /** Durably; the target must not exist. */
    void join(List<Path> parts, Path target) throws IOException {
        try (FSDataOutputStream out = files.createExclusively(target)) {
            for (Path part : parts) {
                copy(part, out);
            }
            if (out.getPos() == 0 && output.compression() != Compression.NONE) {
                // Nothing at all is no file of its compression.
                Compressions.compressing(keptOpen(out), output.compression()).close();
            }
            HadoopFiles.sync(out);
        }
    }

    /**
     * An old file and a new one; the new one's header goes if the old one has content already.
     *
     * @param header whether the new file begins with one
     * @throws io.drover.job.engine.JobFailure if the old file isn't one of the output's compression
     */
    void append(Path old, Path added, boolean header, Path target) throws IOException {
        Ending ending = ending(old);
        try (FSDataOutputStream out = files.createExclusively(target)) {
            copy(old, out);
            if (ending == Ending.WITHIN_A_LINE) {
                // A last line without its end would swallow the first new row.
                OutputStream member = Compressions.compressing(keptOpen(out), output.compression());
                member.write('\n');
                member.close();
            }
            if (header && ending != Ending.EMPTY) {
                copyWithoutHeader(added, out);
            } else {
                copy(added, out);
            }
            HadoopFiles.sync(out);
        }
    }

    private enum Ending { EMPTY, AFTER_A_LINE, WITHIN_A_LINE }

    /** Of what a file holds, not of its bytes. */
    private Ending ending(Path file) throws IOException {
        if (files.status(file).orElseThrow().getLen() == 0) {
            return Ending.EMPTY;
        }
        int last = -1;
        byte[] buffer = new byte[BUFFER];
        try (FSDataInputStream raw = files.open(file);
                InputStream in = Compressions.decompressing(new BufferedInputStream(raw, BUFFER), output.compression())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (count > 0) {
                    last = buffer[count - 1];
                }
            }
        } catch (IOException e) {
            if (output.compression() == Compression.NONE) {
                throw e;
            }
            throw JobCode.NOT_PUBLISHED.failure(file + " can't be appended to: it is not a whole "
                    + output.compression().name().toLowerCase(Locale.ROOT) + " file (" + e.getMessage() + ")", e);
        }
        return last < 0 ? Ending.EMPTY : last == '\n' ? Ending.AFTER_A_LINE : Ending.WITHIN_A_LINE;
    }

    private void copy(Path from, OutputStream out) throws IOException {
        try (FSDataInputStream in = files.open(from)) {
            copy(in, out);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private void copyWithoutHeader(Path from, OutputStream out) throws IOException {
        long headerEnd;
        Character quote = output.hasQuotes() ? '"' : null;
        DelimitedFormat format = new DelimitedFormat(null, quote, quote, "\n");
        try (FSDataInputStream in = files.open(from);
                RecordReader reader = new RecordReader(
                        Compressions.decompressing(in, output.compression()), format, 1)) {
            if (!reader.next()) {
                return;
            }
            headerEnd = reader.endOffset();
        }
        try (FSDataInputStream in = files.open(from)) {
            InputStream content = Compressions.decompressing(in, output.compression());
            content.skipNBytes(headerEnd);
            OutputStream member = Compressions.compressing(keptOpen(out), output.compression());
            copy(content, member);
            member.close();
        }
    }

    private static OutputStream keptOpen(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
