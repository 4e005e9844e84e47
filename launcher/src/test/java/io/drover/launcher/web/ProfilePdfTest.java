package io.drover.launcher.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class ProfilePdfTest {
    private static final Path DEJAVU = Path.of("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");

    private static Profile.ColumnProfile text(String name, String... values) {
        List<Profile.Frequency> top = new ArrayList<>();
        for (String value : values) {
            top.add(new Profile.Frequency(value, 3));
        }
        return new Profile.ColumnProfile(name, "String", 3L * values.length + 7, 1, 2,
                new Profile.Texts(20, 3L * values.length + 7, 3, top));
    }

    private static Profile.ColumnProfile number(String name) {
        return new Profile.ColumnProfile(name, "Integer", 7, 1, 2, new Profile.Numbers(1.0, 9.0, 0.0, 10.0, 2.0, 4.5, 7.0,
                List.of(new Profile.Bucket(0, 4), new Profile.Bucket(5, 3))));
    }

    private static byte[] pdf(List<Profile.ColumnProfile> columns, List<Path> fonts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProfilePdf.write(new ProfilePdf.Heading("Report of job 7", List.of(new ProfileView.Fact("Recipe", "Größe Ω Ж 表")),
                Instant.EPOCH), ProfileView.of(new Profile(10, columns)), fonts, out);
        return out.toByteArray();
    }

    private static String words(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void showsWhatAProfileHas() throws IOException {
        String words = words(pdf(List.of(text("office", "fluffy", "b"), number("count")), List.of()));
        assertThat(words).startsWith("Report of job 7");
        assertThat(words).contains("10 rows, 2 columns", "office", "String", "fluffy", "13 valid (81.3 %)",
                "1 mismatched (6.3 %)", "2 missing (12.5 %)", "other", "count", "Integer", "lower quartile", "4.5",
                "Größe Ω Ж [U+8868]", "page 1 of 1");
    }

    /** Nothing fails, and nothing vanishes. */
    @Test
    void charactersWithoutAGlyphAreNamed() throws IOException {
        String words = words(pdf(List.of(text("城市", "北京"), text("😀 smile", "a\nb\tc"), text("\u202Eevil", "\u0000"),
                text("שלום", "\uD800"), text("", ""), text("%s \\ ( ) <b>", "&amp;")), List.of()));
        assertThat(words).contains("[U+57CE][U+5E02]", "[U+5317][U+4EAC]", "[U+1F600] smile", "a\\nb\\tc", "[U+202E]evil",
                "[U+0000]", "[U+D800]", "%s \\ ( ) <b>", "&amp;");
    }

    @Test
    void furtherFontsAreAskedForWhatIsMissing() throws IOException {
        Assumptions.assumeTrue(Files.exists(DEJAVU));
        assertThat(words(pdf(List.of(text("a ⇒ b", "x")), List.of()))).contains("a [U+21D2] b");
        byte[] pdf = pdf(List.of(text("a ⇒ b", "x")), List.of(DEJAVU));
        assertThat(words(pdf)).contains("a ⇒ b");
        assertThat(pdf.length).as("only the glyphs that are used").isLessThan(100_000);
    }

    @Test
    void wideProfilesGoOverManyPages() throws IOException {
        List<Profile.ColumnProfile> columns = new ArrayList<>();
        for (int i = 0; i < 503; i++) {
            columns.add(i % 2 == 0 ? text("text" + i + ".", "v", "w".repeat(100_000)) : number("number" + i + "."));
        }
        byte[] pdf = pdf(columns, List.of());
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            String words = new PDFTextStripper().getText(document);
            assertThat(pages).isBetween(45, 60);
            assertThat(words).contains("page 1 of " + pages, "page " + pages + " of " + pages, "www…");
            for (int i = 0; i < 503; i++) {
                assertThat(words).contains((i % 2 == 0 ? "text" : "number") + i + ".");
            }
        }
    }

    @Test
    void aProfileWithoutRowsOrColumns() throws IOException {
        assertThat(words(pdf(List.of(), List.of()))).contains("0 columns");
        assertThat(words(pdf(List.of(new Profile.ColumnProfile("empty", "Integer", 0, 0, 0,
                new Profile.Numbers(null, null, null, null, null, null, null, List.of()))), List.of())))
                .contains("empty", "0 valid");
    }
}
