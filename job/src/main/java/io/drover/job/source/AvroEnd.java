package io.drover.job.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Whether an Avro file that is read as a stream ends where a block ends: with the file's synchronization mark. The library
 * takes one that breaks off in a block's first bytes for whole.
 */
final class AvroEnd extends FilterInputStream {
    private static final int SIZE = DataFileConstants.SYNC_SIZE;

    private byte[] last = new byte[0];

    AvroEnd(InputStream in) {
        super(in);
    }

    /**
     * The file's synchronization mark.
     *
     * @param in at the file's begin
     */
    static byte[] mark(InputStream in) throws IOException {
        BinaryDecoder header = DecoderFactory.get().directBinaryDecoder(in, null);
        header.skipFixed(DataFileConstants.MAGIC.length);
        ByteBuffer value = null;
        for (long left = header.readMapStart(); left > 0; left = header.mapNext()) {
            for (; left > 0; left--) {
                header.skipString();
                value = header.readBytes(value);
            }
        }
        byte[] mark = new byte[SIZE];
        header.readFixed(mark);
        return mark;
    }

    /** Reads what there still is. */
    boolean endsWith(byte[] mark) throws IOException {
        byte[] rest = new byte[8192];
        while (read(rest, 0, rest.length) >= 0) {
            // only the last bytes matter
        }
        return Arrays.equals(last, mark);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count >= SIZE) {
            last = Arrays.copyOfRange(buffer, offset + count - SIZE, offset + count);
        } else if (count > 0) {
            byte[] both = Arrays.copyOf(last, last.length + count);
            System.arraycopy(buffer, offset, both, last.length, count);
            last = Arrays.copyOfRange(both, Math.max(0, both.length - SIZE), both.length);
        }
        return count;
    }
}
