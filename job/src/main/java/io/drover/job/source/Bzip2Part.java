package io.drover.job.source;

import io.drover.job.storage.HadoopFiles;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * The text of a part of a bzip2 file: of the blocks whose marks begin in the part, and then of those behind it, so that what
 * begins in the part can be read to its end. A stream or several, as {@link SourceInput} reads them.
 *
 * <p>Each block is decoded as a file of its own, and has to end where the next mark is. So nothing between two blocks is passed
 * over: what is damaged, cut or no bzip2 is an error here or in the part before. (Hadoop's codec looks for the next mark
 * instead, and leaves out in silence a block whose mark is damaged.)
 */
public final class Bzip2Part extends InputStream {
    private final FSDataInputStream in;
    private final Bzip2Marks marks;
    private final FileRange range;
    /** Of the next block or stream's end, -1 behind the last. */
    private long mark;
    private InputStream block = nullInputStream();
    private long given;
    private long ownLength = -1;
    /** The check sum of the stream's blocks so far, if all were seen. */
    private int combined;
    private boolean isWholeStream;
    /** Of the part's own blocks up to the first end of a stream among them. */
    private int blocks;
    private int sum;
    private Integer told;
    /** Of those behind the last end. */
    private int rest;

    private Bzip2Part(FSDataInputStream in, FileRange range) throws IOException {
        this.in = in;
        this.range = range;
        marks = new Bzip2Marks(in, range.start());
        mark = range.start() == 0 ? streamAt(0)
                : marks.first(range.start() * 8, range.end() == Long.MAX_VALUE ? Long.MAX_VALUE : range.end() * 8);
    }

    public static Bzip2Part open(String uri, FileRange range, Configuration configuration) throws IOException {
        Path path = new Path(URI.create(uri));
        FSDataInputStream in = HadoopFiles.of(path, configuration).open(path);
        try {
            in.seek(range.start());
            return new Bzip2Part(in, range);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** How long the text of the part's own blocks is; -1 until what lies behind it was asked for. */
    public long ownLength() {
        return ownLength;
    }

    /** As they lie in storage, also what belongs to other parts. */
    public long bytesRead() throws IOException {
        return in.getPos() - range.start();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return read(buffer, offset, length, false);
    }

    /** The text of the part's own blocks alone, to be read instead of this. */
    public InputStream own() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return Bzip2Part.this.read(buffer, offset, length, true);
            }
        };
    }

    /** Never of two blocks at once. */
    private int read(byte[] buffer, int offset, int length, boolean onlyOwn) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            int count = block.read(buffer, offset, length);
            if (count > 0) {
                given += count;
                return count;
            }
            if (!nextBlock(onlyOwn)) {
                return -1;
            }
        }
    }

    private boolean nextBlock(boolean onlyOwn) throws IOException {
        while (mark >= 0) {
            if (ownLength < 0 && mark / 8 >= range.end()) {
                ownLength = given;
            }
            if (ownLength >= 0 && onlyOwn) {
                return false;
            }
            int checkSum = marks.checkSum(mark);
            if (ownLength < 0) {
                count(checkSum, marks.isEnd(mark));
            }
            if (!marks.isEnd(mark)) {
                combined = Integer.rotateLeft(combined, 1) ^ checkSum;
                long end = marks.behind(mark);
                block = new BZip2CompressorInputStream(new ByteArrayInputStream(marks.file(mark, end)));
                mark = end;
                return true;
            }
            if (isWholeStream && checkSum != combined) {
                throw new IOException("BZip2 CRC error");
            }
            mark = streamAt((mark + Bzip2Marks.BITS + Integer.SIZE + 7) / 8);
        }
        if (ownLength < 0) {
            ownLength = given;
        }
        return false;
    }

    private void count(int checkSum, boolean end) {
        if (end) {
            told = told == null ? Integer.valueOf(checkSum) : told;
            rest = 0;
        } else if (told == null) {
            blocks++;
            sum = Integer.rotateLeft(sum, 1) ^ checkSum;
        } else {
            rest = Integer.rotateLeft(rest, 1) ^ checkSum;
        }
    }

    /** Of all the part's own blocks, once {@link #ownLength} is known. */
    public Bzip2Sums sums() {
        return new Bzip2Sums(blocks, sum, told, rest);
    }

    /** The first mark of the stream that begins at a byte; -1 if the file ends there. */
    private long streamAt(long offset) throws IOException {
        int first = marks.at(offset);
        if (first < 0 && offset > 0) {
            return -1;
        }
        int size = marks.at(offset + 3);
        if (first != 'B' || marks.at(offset + 1) != 'Z' || marks.at(offset + 2) != 'h') {
            throw new IOException(offset == 0 ? "Stream is not in the BZip2 format" : "Garbage after a valid BZip2 stream");
        }
        if (size < '1' || size > '9') {
            throw new IOException("BZip2 block size is invalid");
        }
        long begin = (offset + 4) * 8;
        long found = marks.first(begin, begin + 1);
        if (found < 0) {
            if (marks.at(offset + 4 + Bzip2Marks.BITS / 8 - 1) < 0) {
                throw new EOFException();
            }
            throw new IOException("Bad block header");
        }
        combined = 0;
        isWholeStream = true;
        return found;
    }

    @Override
    public void close() throws IOException {
        marks.close();
    }
}
