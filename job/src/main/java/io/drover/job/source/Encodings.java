package io.drover.job.source;

import io.drover.job.engine.JobCode;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text encodings of sources, by their IANA names. */
final class Encodings {
    private Encodings() {}

    static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw JobCode.INPUT_FORMAT.failure("unknown encoding \"" + name
                    + "\"; known are UTF-8, UTF-16, ISO-8859-1, windows-1252 and others by their IANA names", e);
        }
    }

    static boolean isUtf8(String name) {
        Charset charset = charset(name);
        return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
    }

    /** The same text in UTF-8. */
    static InputStream utf8(InputStream in, String encoding) {
        return isUtf8(encoding) ? in : new Utf8InputStream(in, charset(encoding));
    }

    /** By the byte order mark, else UTF-8. */
    static String detect(byte[] start) {
        if (start.length >= 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe) {
            return "UTF-16LE";
        }
        if (start.length >= 2 && (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff) {
            return "UTF-16BE";
        }
        return "UTF-8";
    }
}
