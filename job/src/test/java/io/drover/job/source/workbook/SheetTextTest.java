package io.drover.job.source.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.JobFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sheets as text. */
class SheetTextTest {
    @TempDir
    Path folder;

    private String text(TestingWorkbook workbook, String sheet) throws IOException {
        return text(workbook.write(folder.resolve("book.xlsx")), sheet);
    }

    private static String text(Path file, String sheet) throws IOException {
        AtomicLong bytesRead = new AtomicLong();
        try (SheetText in = SheetText.open("file:/book.xlsx", file, false, sheet, bytesRead::set)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bytesRead.get()).isIn(0L, Files.size(file));
            return text;
        }
    }

    private static String cell(String place, String attributes, String value) {
        return "<c r=\"" + place + "\" " + attributes + "><v>" + value + "</v></c>";
    }

    private String only(String attributes, String value) throws IOException {
        return text(new TestingWorkbook().sheet("s", "<row r=\"1\">" + cell("A1", attributes, value) + "</row>"), null);
    }

    @Test
    void textsAndEmptyCells() throws IOException {
        TestingWorkbook workbook = new TestingWorkbook().sharedString("id").sharedString("say \"hi\", ok").sheet("One",
                "<row r=\"2\">" + cell("A2", "t=\"s\"", "0") + cell("C2", "t=\"s\"", "1") + "</row>"
                        + "<row r=\"4\"><c r=\"B4\" t=\"inlineStr\"><is><t>two\nlines</t></is></c><c r=\"D4\" s=\"1\"/></row>"
                        + "<row r=\"9\"><c r=\"Z9\" s=\"1\"/></row>");
        assertThat(text(workbook, null)).isEqualTo("""
                "","",""
                "id","","say ""hi"", ok"
                "","",""
                "","two
                lines",""
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"42|42", "-0.5|-0.5", "0.1|0.1", "0.30000000000000004|0.3",
        "1.0000000000000001E-5|0.00001", "12345678901234567|12345678901234600", "1E21|1e+21", "0|0"})
    void numbersAreTheLanguagesText(String raw, String text) throws IOException {
        assertThat(only("", raw)).isEqualTo("\"" + text + "\"\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1|43831|1/1/2020", "2|43862|2/1/2020", "3|43831.75|1/1/2020 18:00",
        "4|44561.0625|Friday, 31. December 2021 at 1:30 AM", "5|43831.999988426|2020-01-01 23:59:59.000",
        "6|0.25|0.25", "9|501|00501", "9|123456|123456", "9|1.5|1.5", "9|-7|-7", "9|0|00000", "7|1234.5|1234.5", "8|1.5|36:00:00", "1|59|2/28/1900", "1|61|3/1/1900", "1|-3|-3"})
    void datesShowAsTheirFormatSays(String style, String raw, String text) throws IOException {
        assertThat(only("s=\"" + style + "\"", raw)).isEqualTo("\"" + text + "\"\n");
    }

    @Test
    void workbooksMayCountFrom1904() throws IOException {
        assertThat(text(new TestingWorkbook().from1904().sheet("s",
                "<row r=\"1\">" + cell("A1", "s=\"1\"", "42369") + "</row>"), null)).isEqualTo("\"1/1/2020\"\n");
    }

    @Test
    void booleansErrorsAndFormulas() throws IOException {
        assertThat(only("t=\"b\"", "1")).isEqualTo("\"true\"\n");
        assertThat(only("t=\"e\"", "#DIV/0!")).isEqualTo("\"#DIV/0!\"\n");
        assertThat(text(new TestingWorkbook().sheet("s", "<row r=\"1\"><c r=\"A1\"><f>1/3</f><v>0.333333333333333315</v></c>"
                + "<c r=\"B1\" t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c><c r=\"C1\" t=\"b\"><f>1=2</f><v>0</v></c>"
                + "<c r=\"D1\" s=\"1\"><f>DATE(2020,1,1)</f><v>43831</v></c><c r=\"E1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
                + "<c r=\"F1\"><f>A1</f></c><c r=\"G1\"><v>7</v></c></row>"), null)).isEqualTo(
                "\"0.333333333333333\",\"ab\",\"false\",\"1/1/2020\",\"#DIV/0!\",\"\",\"7\"\n");
    }

    @Test
    void aSheetIsTakenByItsName() throws IOException {
        TestingWorkbook workbook = new TestingWorkbook().sheet("One", "<row r=\"1\">" + cell("A1", "", "1") + "</row>")
                .sheet("T w", "<row r=\"1\">" + cell("A1", "", "2") + "</row>").sheet("empty", "");
        assertThat(text(workbook, "T w")).isEqualTo("\"2\"\n");
        assertThat(text(workbook, "empty")).isEmpty();
        assertThatThrownBy(() -> text(workbook, "Two")).isInstanceOf(JobFailure.class)
                .hasMessage("file:/book.xlsx has no sheet \"Two\"; it has One, T w, empty");
    }

    @Test
    void whatIsNoWorkbookIsSaidSo() throws IOException {
        assertRefused("hello".getBytes(StandardCharsets.UTF_8), "is no .xlsx workbook");
        assertRefused(new byte[0], "is no .xlsx workbook");
        assertRefused(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1},
                "is a workbook of Excel 97-2003 (.xls); save it as .xlsx");
        byte[] compound = Arrays.copyOf(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a,
            (byte) 0xe1}, 2 << 20);
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, compound, (1 << 20) - 5, name.length);
        assertRefused(compound, "is a workbook with a password; save it without one");
        byte[] whole = Files.readAllBytes(new TestingWorkbook().sharedString("x").sheet("s",
                "<row r=\"1\">" + cell("A1", "t=\"s\"", "0") + "</row>").write(folder.resolve("whole.xlsx")));
        assertRefused(Arrays.copyOf(whole, whole.length / 2), "can't be read as an .xlsx workbook");
        assertRefused(Files.readAllBytes(new TestingWorkbook().sheet("s", "<row r=\"1\"><c r=\"A1\"><v>1</v>")
                .write(folder.resolve("cut.xlsx"))), "can't be read as an .xlsx workbook");
        assertRefused(Files.readAllBytes(new TestingWorkbook().sheet("s", "<row r=\"1\">" + cell("A1", "", "1")
                        + "</row><row r=\"1048576\">" + cell("XFD1048576", "", "1") + "</row>")
                .write(folder.resolve("stray.xlsx"))), "a stray cell");
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] bent = whole.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                text(Files.write(folder.resolve("bent.xlsx"), bent), null);
            } catch (JobFailure expected) {
                assertThat(expected.getMessage()).contains("book.xlsx");
            }
        }
    }

    @Test
    void aZipThatIsMadeToFillTheMemoryIsRefused() throws IOException {
        Path bomb = folder.resolve("bomb.xlsx");
        byte[] block = new byte[1 << 20];
        for (String part : List.of("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")) {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
                zip.setLevel(Deflater.BEST_COMPRESSION);
                zip.putNextEntry(new ZipEntry(part));
                for (int i = 0; i < 100; i++) {
                    zip.write(block);
                }
            }
            assertThatThrownBy(() -> text(bomb, null)).isInstanceOf(JobFailure.class)
                    .hasMessageContaining("its part " + part + " inflates to more than 500 times its size");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"00000|501|00501", "000-00-0000|78051120|078-05-1120", "000\\-00\\-0000|1|000-00-0001",
        "\"No. \"000|7|No. 007", "(000) 000-0000|2065550107|(206) 555-0107", "00-00|123456|1234-56", "000|1.0|001"})
    void formatsOfDigitsKeepTheZerosInFront(String code, String number, String text) {
        assertThat(DigitCellFormat.of(code).flatMap(format -> format.text(new BigDecimal(number)))).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "#,##0", "00%", "General", "00E+00", "", "[<=99]00;000", "\"00\""})
    void formatsOfOtherNumbersAreNone(String code) {
        assertThat(DigitCellFormat.of(code)).isEmpty();
    }

    private void assertRefused(byte[] bytes, String reason) throws IOException {
        Path file = Files.write(folder.resolve("bad.xlsx"), bytes);
        assertThatThrownBy(() -> text(file, null)).isInstanceOf(JobFailure.class).hasMessageContaining(reason);
    }

    @Test
    void aTemporaryCopyGoes() throws IOException {
        Path file = new TestingWorkbook().sheet("s", "").write(folder.resolve("copy.xlsx"));
        SheetText.open("u", file, true, null, count -> { }).close();
        assertThat(file).doesNotExist();
        Path bad = Files.writeString(folder.resolve("bad.xlsx"), "x");
        assertThatThrownBy(() -> SheetText.open("u", bad, true, null, count -> { })).isInstanceOf(JobFailure.class);
        assertThat(bad).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"mm:ss.0|0.0006944|01:00.0", "[mm]:ss|1.0006944|1441:00", "m/d/yy h:mm|43831.5|1/1/20 12:00",
        "ddd mmm yyyy|43831|Wed Jan 2020", "mmmmm|43831|J", "\\d d|43831|d 1", "yyyy/mm/dd;@|43831|2020/01/01",
        "[$-409]d\\-mmm\\-yyyy|43831|1-Jan-2020", "h:mm:ss a/p|43831.75|6:00:00 P", "hh\"h\"mm|43831.25|06h00"})
    void ownFormatsOfDates(String code, double serial, String text) {
        assertThat(DateCellFormat.of(170, code).flatMap(format -> format.text(serial, false))).contains(text);
    }

    @ParameterizedTest
    @CsvSource({"0.00", "General", "#", "0%", "@", "\"day\"0"})
    void formatsOfNumbersAreNone(String code) {
        assertThat(DateCellFormat.of(170, code)).isEqualTo(Optional.empty());
    }
}
