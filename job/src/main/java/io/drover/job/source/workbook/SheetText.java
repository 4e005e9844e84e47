package io.drover.job.source.workbook;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.storage.PieceInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * A sheet of a workbook as delimited text in UTF-8: every field quoted, every row as wide as the widest, from the first row
 * and column to the last that hold anything. Rows are read as they are asked for.
 */
public final class SheetText extends PieceInputStream {
    /** A stray cell far off makes an area that is all but empty. */
    private static final long CELLS_LIMIT = 1_000_000_000L;

    private final String uri;
    private final Path file;
    private final boolean temporary;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final CellText texts;
    private final long fileLength;
    private final LongConsumer bytesRead;
    private final int width;
    private final int height;
    private Row waiting;
    private int row;

    private SheetText(String uri, Path file, boolean temporary, String sheetName, LongConsumer bytesRead)
            throws IOException {
        this.uri = uri;
        this.file = file;
        this.temporary = temporary;
        this.bytesRead = bytesRead;
        this.fileLength = Files.size(file);
        this.workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        try {
            this.texts = new CellText(workbook.isDate1904() || DateSystem.isFrom1904(file));
            Sheet sheet = sheet(sheetName);
            int[] size = size(sheet);
            this.width = size[0];
            this.height = size[1];
            this.stream = sheet.openStream();
            this.rows = stream.iterator();
        } catch (IOException | RuntimeException e) {
            workbook.close();
            throw e;
        }
    }

    /**
     * @param uri for messages
     * @param file a local copy
     * @param temporary whether the copy is deleted with the stream
     * @param sheet its name; null for the first one
     * @param bytesRead is told how much of the file has been read
     * @throws JobFailure if it is no workbook, or has no such sheet
     */
    public static SheetText open(String uri, Path file, boolean temporary, String sheet, LongConsumer bytesRead)
            throws IOException {
        try {
            checkKind(uri, file);
            WorkbookLimits.check(uri, file);
            return new SheetText(uri, file, temporary, sheet, bytesRead);
        } catch (JobFailure e) {
            delete(file, temporary);
            throw e;
        } catch (IOException | RuntimeException e) {
            // Whatever the library makes of a zip that is no workbook, or of a damaged one.
            delete(file, temporary);
            throw unreadable(uri, e);
        }
    }

    private static void checkKind(String uri, Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(8);
        }
        if (start.length == 8 && ReadableWorkbook.isOLE2Header(start)) {
            throw JobCode.UNREADABLE_INPUT.failure(uri + (isEncrypted(file)
                    ? " is a workbook with a password; save it without one"
                    : " is a workbook of Excel 97-2003 (.xls); save it as .xlsx"));
        }
        if (start.length < 8 || !ReadableWorkbook.isOOXMLZipHeader(start)) {
            throw JobCode.UNREADABLE_INPUT.failure(uri + " is no .xlsx workbook");
        }
    }

    /** Whether a compound file has the stream that holds an encrypted workbook; names in it are UTF-16. */
    private static boolean isEncrypted(Path file) throws IOException {
        String name = new String("EncryptedPackage".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        try (InputStream in = Files.newInputStream(file)) {
            String before = "";
            for (byte[] block = in.readNBytes(1 << 20); block.length > 0; block = in.readNBytes(1 << 20)) {
                String text = before + new String(block, StandardCharsets.ISO_8859_1);
                if (text.contains(name)) {
                    return true;
                }
                before = text.substring(Math.max(0, text.length() - name.length()));
            }
        }
        return false;
    }

    private static JobFailure unreadable(String uri, Exception e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().split("\n", 2)[0];
        return JobCode.UNREADABLE_INPUT.failure(uri + " can't be read as an .xlsx workbook: " + reason, e);
    }

    private static void delete(Path file, boolean temporary) throws IOException {
        if (temporary) {
            Files.deleteIfExists(file);
        }
    }

    private Sheet sheet(String name) {
        List<Sheet> sheets = workbook.getSheets().toList();
        if (name == null && !sheets.isEmpty()) {
            return sheets.get(0);
        }
        return sheets.stream().filter(sheet -> sheet.getName().equals(name)).findFirst().orElseThrow(() ->
                JobCode.INPUT_FORMAT.failure(uri + " has no sheet \"" + name + "\"; it has "
                        + String.join(", ", sheets.stream().map(Sheet::getName).toList())));
    }

    /** Columns and rows up to the last that hold anything. */
    private int[] size(Sheet sheet) throws IOException {
        int[] size = {0, 0};
        try (Stream<Row> all = sheet.openStream()) {
            all.forEach(each -> {
                for (int i = each.getCellCount() - 1; i >= 0; i--) {
                    Cell cell = each.hasCell(i) ? each.getCell(i) : null;
                    if (cell != null && !texts.of(cell).isEmpty()) {
                        size[0] = Math.max(size[0], i + 1);
                        size[1] = Math.max(size[1], each.getRowNum());
                        break;
                    }
                }
            });
        }
        if ((long) size[0] * size[1] > CELLS_LIMIT) {
            throw JobCode.UNREADABLE_INPUT.failure(uri + ": sheet \"" + sheet.getName() + "\" reaches over " + size[1]
                    + " rows and " + size[0] + " columns, more than " + CELLS_LIMIT
                    + " cells; a stray cell far off may have to be deleted");
        }
        return size;
    }

    @Override
    protected byte[] next() throws IOException {
        if (row >= height) {
            return null;
        }
        byte[] text;
        try {
            text = nextRow().getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            throw unreadable(uri, e);
        }
        bytesRead.accept(row >= height ? fileLength : (long) ((double) row / height * fileLength));
        return text;
    }

    /** A row that the file leaves out is there, with nothing in it. */
    private String nextRow() {
        row++;
        while ((waiting == null || waiting.getRowNum() < row) && rows.hasNext()) {
            waiting = rows.next();
        }
        Row current = waiting != null && waiting.getRowNum() == row ? waiting : null;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < width; i++) {
            String cell = current != null && current.hasCell(i) ? texts.of(current.getCell(i)) : "";
            text.append(i == 0 ? "\"" : ",\"").append(cell.replace("\"", "\"\"")).append('"');
        }
        return text.append('\n').toString();
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
        delete(file, temporary);
    }
}
