package io.drover.job.source.workbook;

import io.drover.recipe.type.CanonicalText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;

/** What a cell is as text: see {@code docs/workbooks.md}. One for a workbook. */
final class CellText {
    /** As many digits as spreadsheets keep; more is noise of binary fractions. */
    private static final MathContext DIGITS = new MathContext(15);

    private record Style(Integer id, String code) {}

    private final boolean from1904;
    private final Map<Style, Optional<DateCellFormat>> formats = new HashMap<>();
    private final Map<String, Optional<DigitCellFormat>> digits = new HashMap<>();

    CellText(boolean from1904) {
        this.from1904 = from1904;
    }

    /** Empty for an empty cell; never null. @param cell may be null */
    String of(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            return formats.computeIfAbsent(new Style(cell.getDataFormatId(), cell.getDataFormatString()),
                            style -> DateCellFormat.of(style.id(), style.code()))
                    .flatMap(format -> format.text(number.doubleValue(), from1904))
                    .or(() -> digits.computeIfAbsent(Objects.requireNonNullElse(cell.getDataFormatString(), ""),
                            DigitCellFormat::of).flatMap(format -> format.text(number)))
                    .orElseGet(() -> CanonicalText.of(number.round(DIGITS).doubleValue()));
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        return Objects.requireNonNullElse(cell.getRawValue() == null ? cell.getText()
                : value == null ? cell.getRawValue() : value.toString(), "");
    }
}
