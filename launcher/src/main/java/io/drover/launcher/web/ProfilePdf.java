package io.drover.launcher.web;

import io.drover.launcher.web.ProfileView.Bar;
import io.drover.launcher.web.ProfileView.ColumnView;
import io.drover.launcher.web.ProfileView.Fact;
import io.drover.launcher.web.ProfileView.Quality;
import io.drover.launcher.web.ProfileView.TopValue;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A visual profile on paper, A4: the job and the quality of all values, then for each column its type, the bar of valid,
 * mismatched and missing values with their counts, and a histogram with quartiles or the most frequent values.
 */
final class ProfilePdf {
    private static final PDRectangle PAGE = PDRectangle.A4;
    private static final float MARGIN = 42;
    private static final float GUTTER = 22;
    private static final float CARD_WIDTH = (PAGE.getWidth() - 2 * MARGIN - GUTTER) / 2;
    private static final float CARD_HEIGHT = 146;
    private static final float FOOTER = 18;
    private static final float BAR_HEIGHT = 6;
    private static final float LINE = 11.5f;
    /** Between the counts, the next one's square included. */
    private static final float LEGEND_GAP = 15;
    private static final Color TEXT = new Color(0x1f2933);
    private static final Color FAINT = new Color(0x616e7c);
    private static final Color VALID = new Color(0x2f9e44);
    private static final Color MISMATCHED = new Color(0xe03131);
    private static final Color MISSING = new Color(0xadb5bd);
    private static final Color HISTOGRAM = new Color(0x4c6ef5);
    private static final Color SHARE = new Color(0xdbe4ff);

    private final PDDocument document = new PDDocument();
    private final PdfFonts fonts;
    private final Heading heading;
    private PDPageContentStream page;
    private float top;
    private int pages;

    /**
     * What stands above the profile.
     *
     * @param facts name and value, in reading order
     */
    record Heading(String title, List<Fact> facts, Instant createdAt) {}

    private ProfilePdf(Heading heading, List<Path> furtherFonts) throws IOException {
        this.heading = heading;
        this.fonts = new PdfFonts(document, furtherFonts);
    }

    /** Writes the document; the stream stays open. */
    static void write(Heading heading, ProfileView profile, List<Path> furtherFonts, OutputStream out)
            throws IOException {
        ProfilePdf pdf = new ProfilePdf(heading, furtherFonts);
        try (pdf.document) {
            pdf.draw(profile);
            pdf.document.save(out);
        }
    }

    private void draw(ProfileView profile) throws IOException {
        document.getDocumentInformation().setTitle(heading.title());
        document.getDocumentInformation().setCreator("Drover");
        document.getDocumentInformation().setCreationDate(
                GregorianCalendar.from(heading.createdAt().atZone(ZoneOffset.UTC)));
        document.getDocumentCatalog().setLanguage("en");
        int perPage = 2 * (int) ((PAGE.getHeight() - 2 * MARGIN - FOOTER) / CARD_HEIGHT);
        newPage();
        header(profile);
        int first = 2 * (int) ((top - MARGIN - FOOTER) / CARD_HEIGHT);
        List<ColumnView> columns = profile.columns();
        int total = 1 + Math.max(0, (columns.size() - first + perPage - 1) / perPage);
        footer(total);
        for (int i = 0; i < columns.size(); i++) {
            boolean left = i % 2 == 0;
            if (left && top - CARD_HEIGHT < MARGIN + FOOTER) {
                newPage();
                footer(total);
            }
            card(columns.get(i), left ? MARGIN : MARGIN + CARD_WIDTH + GUTTER);
            if (!left) {
                top -= CARD_HEIGHT;
            }
        }
        page.close();
    }

    private void newPage() throws IOException {
        if (page != null) {
            page.close();
        }
        PDPage fresh = new PDPage(PAGE);
        document.addPage(fresh);
        page = new PDPageContentStream(document, fresh);
        pages++;
        top = PAGE.getHeight() - MARGIN;
    }

    private void footer(int total) throws IOException {
        text(pages == 1 ? "" : heading.title(), false, 7, FAINT, MARGIN, MARGIN - 6, CARD_WIDTH * 1.5f);
        right("page " + pages + " of " + total, 7, FAINT, PAGE.getWidth() - MARGIN, MARGIN - 6);
    }

    private void header(ProfileView profile) throws IOException {
        float width = PAGE.getWidth() - 2 * MARGIN;
        top -= 16;
        text(heading.title(), true, 16, TEXT, MARGIN, top, width);
        top -= 8;
        for (Fact fact : heading.facts()) {
            top -= 13;
            text(fact.name(), false, 8.5f, FAINT, MARGIN, top, 90);
            text(fact.value(), false, 8.5f, TEXT, MARGIN + 90, top, width - 90);
        }
        top -= 20;
        text(String.format(Locale.ROOT, "%,d rows, %,d columns", profile.rows(), profile.columns().size()), true, 10,
                TEXT, MARGIN, top, width);
        top -= 12;
        bar(profile.quality(), MARGIN, top, width);
        top -= 12;
        legend(profile.quality(), MARGIN, top);
        top -= 18;
    }

    /** The counts in words, each beside the colour of its part of the bar; smaller where they are long. */
    private void legend(Quality quality, float x, float y) throws IOException {
        List<Color> colors = List.of(VALID, MISMATCHED, MISSING);
        List<String> words = quality.labels();
        float size = 7;
        float room = CARD_WIDTH - words.size() * LEGEND_GAP;
        float wanted = PdfFonts.width(fonts.runs(String.join("", words), false), size);
        size *= Math.min(1, room / wanted);
        float at = x;
        for (int i = 0; i < words.size(); i++) {
            fill(colors.get(i), at, y, 5, 5);
            at += 7;
            at += text(words.get(i), false, size, FAINT, at, y, CARD_WIDTH) + LEGEND_GAP - 7;
        }
    }

    private void bar(Quality quality, float x, float y, float width) throws IOException {
        fill(SHARE, x, y, width, BAR_HEIGHT);
        float valid = (float) (width * quality.validShare() / 100);
        float mismatched = (float) (width * quality.mismatchedShare() / 100);
        float missing = (float) (width * quality.missingShare() / 100);
        fill(VALID, x, y, valid, BAR_HEIGHT);
        fill(MISMATCHED, x + valid, y, mismatched, BAR_HEIGHT);
        fill(MISSING, x + valid + mismatched, y, missing, BAR_HEIGHT);
    }

    private void card(ColumnView column, float x) throws IOException {
        float y = top - 10;
        float type = right(column.type(), 7.5f, FAINT, x + CARD_WIDTH, y);
        text(column.name(), true, 9, TEXT, x, y, CARD_WIDTH - type - 8);
        y -= 11;
        bar(column.quality(), x, y, CARD_WIDTH);
        y -= 11;
        legend(column.quality(), x, y);
        y -= 8;
        if (!column.bars().isEmpty()) {
            histogram(column, x, y);
        } else {
            values(column, x, y);
        }
    }

    private void histogram(ColumnView column, float x, float y) throws IOException {
        float width = CARD_WIDTH * 0.58f;
        float height = 68;
        float scaleX = width / ProfileView.CHART_WIDTH;
        float scaleY = height / ProfileView.CHART_HEIGHT;
        for (Bar bar : column.bars()) {
            float tall = (float) bar.height() * scaleY;
            fill(HISTOGRAM, x + (float) bar.x() * scaleX, y - height, (float) bar.width() * scaleX, tall);
        }
        page.setStrokingColor(FAINT);
        page.setLineWidth(0.5f);
        page.moveTo(x, y - height);
        page.lineTo(x + width, y - height);
        page.stroke();
        float line = y - 8;
        for (Fact fact : column.facts()) {
            text(fact.name(), false, 7.5f, FAINT, x + width + 8, line, 60);
            right(fact.value(), 7.5f, TEXT, x + CARD_WIDTH, line);
            line -= LINE;
        }
    }

    private void values(ColumnView column, float x, float y) throws IOException {
        float line = y - 8;
        for (TopValue value : column.top()) {
            fill(SHARE, x, line - 2.5f, (float) (CARD_WIDTH * value.share() / 100), LINE - 1.5f);
            String count = String.format(Locale.ROOT, "%,d", value.count());
            float used = right(count, 7.5f, TEXT, x + CARD_WIDTH - 2, line);
            text(value.value(), false, 7.5f, TEXT, x + 2, line, CARD_WIDTH - used - 10);
            line -= LINE;
        }
        if (column.otherValues() > 0) {
            text("other", false, 7.5f, FAINT, x + 2, line, 60);
            right(String.format(Locale.ROOT, "%,d", column.otherValues()), 7.5f, FAINT, x + CARD_WIDTH - 2, line);
        }
    }

    private void fill(Color color, float x, float y, float width, float height) throws IOException {
        if (width > 0 && height > 0) {
            page.setNonStrokingColor(color);
            page.addRect(x, y, width, height);
            page.fill();
        }
    }

    /** Gives the width that was used. */
    private float text(String text, boolean heavy, float size, Color color, float x, float y, float width)
            throws IOException {
        return show(fonts.fitted(text, heavy, size, width), size, color, x, y);
    }

    private float right(String text, float size, Color color, float end, float y) throws IOException {
        List<PdfFonts.Run> runs = fonts.fitted(text, false, size, CARD_WIDTH / 2);
        return show(runs, size, color, end - PdfFonts.width(runs, size), y);
    }

    private float show(List<PdfFonts.Run> runs, float size, Color color, float x, float y) throws IOException {
        if (runs.isEmpty()) {
            return 0;
        }
        page.setNonStrokingColor(color);
        page.beginText();
        page.newLineAtOffset(x, y);
        for (PdfFonts.Run run : runs) {
            page.setFont(run.font(), size);
            page.showText(run.text());
        }
        page.endText();
        return PdfFonts.width(runs, size);
    }
}
