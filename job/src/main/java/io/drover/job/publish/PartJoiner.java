package io.drover.job.publish;

import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.storage.HadoopFiles;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
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

    /** Durably; the target must not exist. Without parts it gets the content given. */
    void join(List<Path> parts, byte[] emptyContent, Path target) throws IOException {
        try (FSDataOutputStream out = files.createExclusively(target)) {
            for (Path part : parts) {
                copy(part, out);
            }
            if (out.getPos() == 0 && (emptyContent.length > 0 || output.compression() != Compression.NONE)) {
                OutputStream member = Compressions.compressing(keptOpen(out), output.compression());
                member.write(emptyContent);
                member.close();
            }
            HadoopFiles.sync(out);
        }
    }

    /**
     * An old file and a new one; the new one's header goes if the old one has content already.
     *
     * @param header whether the new file begins with one
     */
    void append(Path old, Path added, boolean header, Path target) throws IOException {
        try (FSDataOutputStream out = files.createExclusively(target)) {
            boolean glued = copyEndsWithinALine(old, out) && output.compression() == Compression.NONE;
            if (glued && files.status(added).orElseThrow().getLen() > 0) {
                out.write('\n'); // a last line without its end would swallow the first new row
            }
            if (header && out.getPos() > 0) {
                copyWithoutHeader(added, out);
            } else {
                copy(added, out);
            }
            HadoopFiles.sync(out);
        }
    }

    private void copy(Path from, OutputStream out) throws IOException {
        try (FSDataInputStream in = files.open(from)) {
            copy(in, out);
        }
    }

    private boolean copyEndsWithinALine(Path from, OutputStream out) throws IOException {
        int last = '\n';
        byte[] buffer = new byte[BUFFER];
        try (FSDataInputStream in = files.open(from)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                if (count > 0) {
                    last = buffer[count - 1];
                }
            }
        }
        return last != '\n';
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private void copyWithoutHeader(Path from, OutputStream out) throws IOException {
        long headerEnd;
        DelimitedFormat format = new DelimitedFormat(null, '"', '"', "\n");
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
