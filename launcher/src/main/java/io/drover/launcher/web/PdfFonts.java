package io.drover.launcher.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of one document: Open Sans (OFL), which has Latin, Greek and Cyrillic, and then the server's own for other
 * scripts. Only the glyphs that are used go into the document. What no font has is written as its code point in
 * brackets, {@code [U+1F600]}, and so are characters that nobody would see: text never vanishes, and none fails.
 */
final class PdfFonts {
    private static final String REGULAR = "/fonts/ttf/OpenSans/OpenSans-Regular.ttf";
    private static final String BOLD = "/fonts/ttf/OpenSans/OpenSans-Bold.ttf";

    private final PDDocument document;
    private final List<Path> furtherFiles;
    private final Face regular;
    private final Face bold;
    /** Read when a text first needs one. */
    private List<Face> further;

    /** @param furtherFiles TrueType fonts and collections for other scripts, asked in this order */
    PdfFonts(PDDocument document, List<Path> furtherFiles) throws IOException {
        this.document = document;
        this.furtherFiles = furtherFiles;
        this.regular = bundled(REGULAR);
        this.bold = bundled(BOLD);
    }

    private record Face(PDFont font, CmapLookup characters) {
        boolean has(int character) {
            return characters.getGlyphId(character) != 0;
        }
    }

    /** A piece of a text in one font. */
    record Run(PDFont font, String text) {
        float width(float size) throws IOException {
            return font.getStringWidth(text) / 1000 * size;
        }
    }

    private Face bundled(String resource) throws IOException {
        try (InputStream in = PdfFonts.class.getResourceAsStream(resource)) {
            return face(new TTFParser().parse(new RandomAccessReadBuffer(in)));
        }
    }

    private Face face(TrueTypeFont font) throws IOException {
        return new Face(PDType0Font.load(document, font, true), font.getUnicodeCmapLookup());
    }

    private List<Face> further() throws IOException {
        if (further == null) {
            further = new ArrayList<>();
            for (Path file : furtherFiles) {
                add(file);
            }
        }
        return further;
    }

    private void add(Path file) throws IOException {
        try {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".ttc")) {
                new TrueTypeCollection(file.toFile()).processAllFonts(font -> further.add(face(font)));
            } else {
                further.add(face(new TTFParser().parse(
                        new RandomAccessReadBufferedFile(file.toFile()))));
            }
        } catch (IOException e) {
            throw new IOException("the font " + file + " of the setting pdf.fonts can't be used: " + e.getMessage(), e);
        }
    }

    /** The text in pieces; line ends, tabs and what has no glyph in words. */
    List<Run> runs(String text, boolean heavy) throws IOException {
        List<Run> runs = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        PDFont font = null;
        for (int character : text.codePoints().toArray()) {
            Face face = face(character, heavy);
            String shown = face == null ? named(character) : Character.toString(character);
            PDFont wanted = face == null ? (heavy ? bold : regular).font() : face.font();
            if (wanted != font && current.length() > 0) {
                runs.add(new Run(font, current.toString()));
                current.setLength(0);
            }
            font = wanted;
            current.append(shown);
        }
        if (current.length() > 0) {
            runs.add(new Run(font, current.toString()));
        }
        return runs;
    }

    /** Null if no font shows it. */
    private Face face(int character, boolean heavy) throws IOException {
        int type = Character.getType(character);
        if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR) {
            return null;
        }
        Face first = heavy ? bold : regular;
        if (first.has(character)) {
            return first;
        }
        for (Face face : further()) {
            if (face.has(character)) {
                return face;
            }
        }
        return null;
    }

    private static String named(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "[U+%04X]", character);
        };
    }

    /** Cut to a width, with an ellipsis if anything is missing. */
    List<Run> fitted(String text, boolean heavy, float size, float width) throws IOException {
        // No more than this is ever drawn in a line; values may be megabytes.
        String bounded = text.length() > 400 ? text.substring(0, text.offsetByCodePoints(0, 200)) + "…" : text;
        List<Run> runs = runs(bounded, heavy);
        if (width(runs, size) <= width) {
            return runs;
        }
        int low = 0;
        int high = bounded.codePointCount(0, bounded.length());
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (width(runs(cut(bounded, middle), heavy), size) <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return runs(cut(bounded, low), heavy);
    }

    private static String cut(String text, int characters) {
        return text.substring(0, text.offsetByCodePoints(0, characters)) + "…";
    }

    static float width(List<Run> runs, float size) throws IOException {
        float width = 0;
        for (Run run : runs) {
            width += run.width(size);
        }
        return width;
    }
}
