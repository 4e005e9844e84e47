package io.drover.job.storage;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose bytes are made piece by piece, as they are asked for. */
public abstract class PieceInputStream extends InputStream {
    private byte[] piece = new byte[0];
    private int at;

    /** The bytes that come next, which may be none yet; null at the end. */
    protected abstract byte[] next() throws IOException;

    @Override
    public final int read() throws IOException {
        return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public final int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, buffer, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == piece.length) {
            byte[] next = next();
            if (next == null) {
                return false;
            }
            piece = next;
            at = 0;
        }
        return true;
    }
}
