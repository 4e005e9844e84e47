package io.drover.job.source.workbook;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number format that only says how many digits a whole number shows, {@code 00000} or {@code 000-00-0000}: what postal
 * codes, account and insurance numbers have, whose zeros in front belong to them.
 */
final class DigitCellFormat {
    private final String code;
    private final int zeros;

    /** @param code only zeros and text, the text unescaped behind a {@code '\0'} */
    private DigitCellFormat(String code, int zeros) {
        this.code = code;
        this.zeros = zeros;
    }

    /** Empty if it isn't one: fewer than two zeros, or anything that is more than text beside them. */
    static Optional<DigitCellFormat> of(String format) {
        if (format == null) {
            return Optional.empty();
        }
        StringBuilder code = new StringBuilder();
        int zeros = 0;
        boolean quoted = false;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted || c == '\\' && i + 1 < format.length()) {
                code.append('\0').append(quoted ? c : format.charAt(++i));
            } else if (c == '0') {
                zeros++;
                code.append(c);
            } else if (c == '-' || c == ' ' || c == '(' || c == ')' || c == '/') {
                code.append('\0').append(c);
            } else {
                return Optional.empty();
            }
        }
        return zeros < 2 || quoted ? Optional.empty() : Optional.of(new DigitCellFormat(code.toString(), zeros));
    }

    /** Empty for what isn't a whole number from 0. */
    Optional<String> text(BigDecimal number) {
        if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0 || number.precision() - number.scale() > 18) {
            return Optional.empty();
        }
        String digits = Long.toString(number.longValueExact());
        digits = "0".repeat(Math.max(0, zeros - digits.length())) + digits;
        StringBuilder text = new StringBuilder();
        int at = digits.length() - zeros; // digits that have no zero of their own stand before the first
        boolean first = true;
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) == '\0') {
                text.append(code.charAt(++i));
            } else {
                text.append(first ? digits.substring(0, at + 1) : digits.substring(at, at + 1));
                at++;
                first = false;
            }
        }
        return Optional.of(text.toString());
    }
}
