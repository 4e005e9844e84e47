package io.drover.photon.scan;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Which files of sources lie on this machine as plain UTF-8 text. */
public final class LocalFiles {
    private LocalFiles() {}

    /** The path of a {@code file:} URI; empty for any other. */
    public static Optional<Path> path(String uri) {
        URI parsed = URI.create(uri);
        boolean local = "file".equals(parsed.getScheme()) && parsed.getPath() != null
                && (parsed.getAuthority() == null || parsed.getAuthority().isEmpty());
        return local ? Optional.of(Path.of(parsed.getPath())) : Optional.empty();
    }

    static boolean isCompressed(String uri) {
        String name = uri.toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") || name.endsWith(".bz2");
    }

    static boolean isUtf8(String encoding) {
        try {
            Charset charset = Charset.forName(encoding);
            return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
        } catch (UnsupportedCharsetException e) {
            // The shared reader says what is wrong with it.
            return false;
        }
    }
}
