package io.drover.job.source.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An .xlsx file made of its parts, so that a test says exactly what stands in it. */
public final class TestingWorkbook {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, String> sheets = new LinkedHashMap<>();
    private final StringBuilder strings = new StringBuilder();
    private boolean from1904;

    /** @param rows the {@code row} elements */
    public TestingWorkbook sheet(String name, String rows) {
        sheets.put(name, rows);
        return this;
    }

    public TestingWorkbook sharedString(String text) {
        strings.append("<si><t>").append(text).append("</t></si>");
        return this;
    }

    public TestingWorkbook from1904() {
        from1904 = true;
        return this;
    }

    /** Styles: 1 is format 14, 2 17, 3 22, 4 and 5 own dates, 6 percent, 7 an own number format, 8 [h]:mm:ss, 9 00000. */
    public Path write(Path file) throws IOException {
        StringBuilder types = new StringBuilder();
        StringBuilder relations = new StringBuilder();
        StringBuilder list = new StringBuilder();
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            int number = 0;
            for (Map.Entry<String, String> sheet : sheets.entrySet()) {
                number++;
                types.append("<Override PartName=\"/xl/worksheets/sheet").append(number).append(".xml\" ContentType=\""
                        + "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>");
                relations.append("<Relationship Id=\"rId").append(number).append("\" Type=\"" + RELATIONS
                        + "/worksheet\" Target=\"worksheets/sheet").append(number).append(".xml\"/>");
                list.append("<sheet name=\"").append(sheet.getKey()).append("\" sheetId=\"").append(number)
                        .append("\" r:id=\"rId").append(number).append("\"/>");
                entry(zip, "xl/worksheets/sheet" + number + ".xml", "<worksheet xmlns=\"" + MAIN + "\"><sheetData>"
                        + sheet.getValue() + "</sheetData></worksheet>");
            }
            entry(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    + "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
                    + "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                    + "<Override PartName=\"/xl/styles.xml\" ContentType=\""
                    + "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
                    + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\""
                    + "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>" + types + "</Types>");
            entry(zip, "xl/workbook.xml", "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\"><workbookPr date1904=\""
                    + (from1904 ? 1 : 0) + "\"/><sheets>" + list + "</sheets></workbook>");
            entry(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\""
                    + "http://schemas.openxmlformats.org/package/2006/relationships\">" + relations + "</Relationships>");
            entry(zip, "xl/styles.xml", "<styleSheet xmlns=\"" + MAIN + "\"><numFmts count=\"4\">"
                    + "<numFmt numFmtId=\"164\" formatCode=\"dddd, d. mmmm yyyy &quot;at&quot; h:mm AM/PM;@\"/>"
                    + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd hh:mm:ss.000\"/>"
                    + "<numFmt numFmtId=\"166\" formatCode=\"[Red]#,##0.00 &quot;days&quot;\"/>"
                    + "<numFmt numFmtId=\"167\" formatCode=\"00000\"/></numFmts><cellXfs>"
                    + xf(0) + xf(14) + xf(17) + xf(22) + xf(164) + xf(165) + xf(9) + xf(166) + xf(46) + xf(167)
                    + "</cellXfs></styleSheet>");
            entry(zip, "xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\">" + strings + "</sst>");
        }
        return file;
    }

    private static String xf(int format) {
        return "<xf numFmtId=\"" + format + "\"/>";
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
