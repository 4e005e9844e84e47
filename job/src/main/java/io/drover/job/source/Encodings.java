package io.drover.job.source;

import io.drover.job.engine.JobCode;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

    /** What was out of the ordinary in a stream of {@link #utf8}; what isn't UTF-8 its reader finds by itself. */
    static List<String> warnings(InputStream text, String file) {
        return text instanceof Utf8InputStream other ? other.warnings(file) : List.of();
    }

    static boolean hasWarnings(InputStream text) {
        return text instanceof Utf8InputStream other && other.hasWarnings();
    }

    /** By the byte order mark, else UTF-8. */
    static String detect(byte[] start) {
        if (start.length >= 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe) {
            return "UTF-16LE";
        }
        if (start.length >= 2 && (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff) {
            return "UTF-16BE";
        }
        return withoutMark(start);
    }

    /** UTF-16 without a mark shows by the zeros that half of the bytes of most texts are; anything else is UTF-8. */
    private static String withoutMark(byte[] start) {
        int pairs = Math.min(start.length, 4096) / 2;
        int[] zeros = new int[2];
        for (int i = 0; i < 2 * pairs; i++) {
            if (start[i] == 0) {
                zeros[i % 2]++;
            }
        }
        if (pairs < 2 || Math.max(zeros[0], zeros[1]) < 0.7 * pairs || Math.min(zeros[0], zeros[1]) > 0.05 * pairs) {
            return "UTF-8";
        }
        return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
    }
}
