package io.drover.cli.run;

import io.drover.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Recipes' files, which are UTF-8. */
public final class RecipeText {
    private RecipeText() {}

    /** @throws UsageException if it can't be read, or isn't UTF-8: with the line */
    public static String of(Path file) {
        try {
            return decoded(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no " + file);
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ": " + e.getMessage());
        }
    }

    static String of(InputStream in) {
        try {
            return decoded(in.readAllBytes(), "the standard input");
        } catch (IOException e) {
            throw new UsageException("cannot read the standard input: " + e.getMessage());
        }
    }

    private static String decoded(byte[] bytes, String where) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (!result.isError()) {
            return out.flip().toString();
        }
        int line = 1;
        for (int i = 0; i < in.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String guess = bytes.length > 1 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe
                ? "; it looks like UTF-16" : "";
        throw new UsageException("cannot read " + where + " as UTF-8: line " + line + " has the byte 0x"
                + Integer.toHexString(bytes[in.position()] & 0xff) + guess + "; save it as UTF-8");
    }
}
