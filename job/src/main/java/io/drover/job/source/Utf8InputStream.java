package io.drover.job.source;

import io.drover.job.storage.PieceInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text of another encoding as UTF-8, without its byte order mark. What isn't of the encoding is U+FFFD, and counted. */
final class Utf8InputStream extends PieceInputStream {
    private static final int SIZE = 8192;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer raw = ByteBuffer.allocate(SIZE).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(SIZE);
    private boolean started;
    private boolean inputEnded;
    private boolean ended;
    private long offset;
    private long badSequences;
    private long firstBadOffset;

    Utf8InputStream(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    protected byte[] next() throws IOException {
        if (ended) {
            return null;
        }
        chars.clear();
        decode();
        chars.flip();
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(0) == '\uFEFF') {
                chars.get();
            }
        }
        return chars.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Until there is no room for more characters, or nothing left. */
    private void decode() throws IOException {
        while (!ended) {
            CoderResult result = decoder.decode(raw, chars, inputEnded);
            if (result.isOverflow() || result.isError() && !chars.hasRemaining()) {
                return;
            }
            if (result.isError()) {
                if (badSequences++ == 0) {
                    firstBadOffset = offset - raw.remaining();
                }
                raw.position(raw.position() + result.length());
                chars.put('\uFFFD');
            } else if (inputEnded) {
                ended = !decoder.flush(chars).isOverflow();
                if (!ended) {
                    return;
                }
            } else {
                readMore();
            }
        }
    }

    private void readMore() throws IOException {
        raw.compact();
        int count = in.read(raw.array(), raw.position(), raw.remaining());
        inputEnded = count < 0;
        if (count > 0) {
            raw.position(raw.position() + count);
            offset += count;
        }
        raw.flip();
    }

    boolean hasWarnings() {
        return badSequences > 0;
    }

    /** What was out of the ordinary so far, as a sentence about the file. */
    List<String> warnings(String file) {
        return badSequences == 0 ? List.of() : List.of(file + ": " + badSequences + " byte sequences are not "
                + decoder.charset().name() + " and read as U+FFFD, the first at byte " + firstBadOffset
                + "; give the source its encoding to avoid it");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
