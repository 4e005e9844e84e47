package io.drover.job.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text in another encoding as UTF-8; what the encoding doesn't know becomes U+FFFD. A byte order mark goes. */
final class Utf8InputStream extends InputStream {
    private final Reader reader;
    private final char[] chars = new char[8192];
    private byte[] bytes = new byte[0];
    private int at;
    private boolean started;
    private char highSurrogate;

    Utf8InputStream(InputStream in, Charset charset) {
        this.reader = new InputStreamReader(in, charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, buffer, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == bytes.length) {
            int from = highSurrogate == 0 ? 0 : 1;
            if (from == 1) {
                chars[0] = highSurrogate;
                highSurrogate = 0;
            }
            int count = reader.read(chars, from, chars.length - from);
            if (count < 0 && from == 0) {
                return false;
            }
            int end = from + Math.max(count, 0);
            if (count > 0 && Character.isHighSurrogate(chars[end - 1])) {
                highSurrogate = chars[--end];
            }
            int start = !started && end > 0 && chars[0] == '\uFEFF' ? 1 : 0;
            started |= end > 0;
            bytes = new String(chars, start, end - start).getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
