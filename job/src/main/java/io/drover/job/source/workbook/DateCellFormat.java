package io.drover.job.source.workbook;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number format of dates or times, as spreadsheets write them ({@code d-mmm-yy}, {@code [h]:mm:ss}): what a cell that
 * holds a day's number shows. Names of months and days are English. The built-in formats of whole days follow the reader's
 * region in a spreadsheet; here all are {@code M/d/yyyy}, as in the product.
 */
final class DateCellFormat {
    private static final long MILLIS_PER_DAY = 86_400_000L;
    /** Days between the two systems of counting. */
    private static final int DAYS_TO_1904 = 1462;
    /** Serials below it come before the 29 February 1900, which spreadsheets count and calendars don't. */
    private static final int LEAP_BUG = 60;
    /** Ids below it are built in. */
    private static final int FIRST_OWN = 164;
    private static final Pattern TOKEN = Pattern.compile("\"([^\"]*)\"?|\\\\(.)|_(.)|\\*.|\\[(h+|m+|s+)]|\\[[^\\]]*]"
            + "|(y+|e+)|(m+)|(d+)|(h+)|(s+)|(am/pm|a/p)|(\\.0+)|.", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Map<Integer, String> BUILT_IN = Map.ofEntries(Map.entry(14, "m/d/yyyy"),
            Map.entry(15, "m/d/yyyy"), Map.entry(16, "m/d/yyyy"), Map.entry(17, "m/d/yyyy"), Map.entry(18, "h:mm AM/PM"),
            Map.entry(19, "h:mm:ss AM/PM"), Map.entry(20, "h:mm"), Map.entry(21, "h:mm:ss"),
            Map.entry(22, "m/d/yyyy h:mm"), Map.entry(45, "mm:ss"), Map.entry(46, "[h]:mm:ss"),
            Map.entry(47, "mm:ss.0"));

    private enum Part { LITERAL, YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, FRACTION, HALF, ELAPSED_HOURS, ELAPSED_MINUTES,
        ELAPSED_SECONDS }

    /** @param text of a literal @param length how many letters */
    private record Token(Part part, String text, int length) {}

    private final List<Token> tokens;
    private final boolean halfDays;
    private final int fractionDigits;

    private DateCellFormat(List<Token> tokens) {
        this.tokens = tokens;
        this.halfDays = tokens.stream().anyMatch(token -> token.part() == Part.HALF);
        this.fractionDigits = tokens.stream().filter(token -> token.part() == Part.FRACTION)
                .mapToInt(Token::length).max().orElse(0);
    }

    /**
     * The format of a cell; empty if it isn't one of dates.
     *
     * @param id null if the cell has none; that of a built-in format says it all
     * @param code of a workbook's own format; may be null
     */
    static Optional<DateCellFormat> of(Integer id, String code) {
        if (id != null && id < FIRST_OWN || code == null || code.isEmpty()) {
            boolean regional = id != null && (id >= 27 && id <= 36 || id >= 50 && id <= 58);
            String builtIn = regional ? BUILT_IN.get(14) : BUILT_IN.get(id == null ? 0 : id);
            return Optional.ofNullable(builtIn).map(known -> new DateCellFormat(tokens(known)));
        }
        if (code.equalsIgnoreCase("General")) {
            return Optional.empty();
        }
        List<Token> tokens = tokens(code);
        return tokens.stream().allMatch(token -> token.part() == Part.LITERAL || token.part() == Part.FRACTION)
                ? Optional.empty() : Optional.of(new DateCellFormat(tokens));
    }

    private static List<Token> tokens(String code) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(firstSection(code));
        while (matcher.find()) {
            tokens.add(token(matcher));
        }
        tokens.removeIf(token -> token.part() == Part.LITERAL && token.text().isEmpty());
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).part() == Part.MONTH && isMinute(tokens, i)) {
                tokens.set(i, new Token(Part.MINUTE, "", tokens.get(i).length()));
            }
        }
        return tokens;
    }

    /** Of positive numbers; semicolons in quotes don't part sections. */
    private static String firstSection(String code) {
        boolean quoted = false;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return code.substring(0, i);
            }
        }
        return code;
    }

    private static Token token(Matcher matcher) {
        Part[] parts = {Part.YEAR, Part.MONTH, Part.DAY, Part.HOUR, Part.SECOND, Part.HALF, Part.FRACTION};
        for (int i = 0; i < parts.length; i++) {
            String letters = matcher.group(5 + i);
            if (letters != null) {
                return new Token(parts[i], "", parts[i] == Part.FRACTION ? letters.length() - 1 : letters.length());
            }
        }
        if (matcher.group(4) != null) {
            char unit = Character.toLowerCase(matcher.group(4).charAt(0));
            return new Token(unit == 'h' ? Part.ELAPSED_HOURS : unit == 'm' ? Part.ELAPSED_MINUTES : Part.ELAPSED_SECONDS,
                    "", matcher.group(4).length());
        }
        String literal = matcher.group(1) != null ? matcher.group(1) : matcher.group(2) != null ? matcher.group(2)
                : matcher.group(3) != null ? " " : matcher.group().length() == 1 ? matcher.group() : "";
        return new Token(Part.LITERAL, literal, 0);
    }

    /** {@code m} behind hours or before seconds. */
    private static boolean isMinute(List<Token> tokens, int index) {
        for (int i = index - 1; i >= 0; i--) {
            Part before = tokens.get(i).part();
            if (before != Part.LITERAL) {
                if (before == Part.HOUR || before == Part.ELAPSED_HOURS) {
                    return true;
                }
                break;
            }
        }
        for (int i = index + 1; i < tokens.size(); i++) {
            Part after = tokens.get(i).part();
            if (after != Part.LITERAL) {
                return after == Part.SECOND;
            }
        }
        return false;
    }

    /** What a cell with that day's number shows; empty for numbers that are no day. */
    Optional<String> text(double serial, boolean from1904) {
        if (!(serial >= 0) || serial >= 2_958_466) {
            return Optional.empty();
        }
        long unit = fractionDigits == 0 ? 1000 : fractionDigits == 1 ? 100 : fractionDigits == 2 ? 10 : 1;
        long millis = Math.round(serial * MILLIS_PER_DAY / unit) * unit;
        long days = Math.floorDiv(millis, MILLIS_PER_DAY) + (from1904 ? DAYS_TO_1904 : 0);
        LocalDate date = days < LEAP_BUG ? LocalDate.of(1899, 12, 31).plusDays(days)
                : LocalDate.of(1899, 12, 30).plusDays(days);
        LocalDateTime time = date.atStartOfDay().plus(Math.floorMod(millis, MILLIS_PER_DAY), ChronoUnit.MILLIS);
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(text(token, time, millis)));
        return Optional.of(text.toString());
    }

    private String text(Token token, LocalDateTime time, long millis) {
        int length = token.length();
        return switch (token.part()) {
            case LITERAL -> token.text();
            case YEAR -> length <= 2 ? padded(time.getYear() % 100, 2) : padded(time.getYear(), 4);
            case MONTH -> length <= 2 ? padded(time.getMonthValue(), length)
                    : length == 4 ? time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                    : time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, length == 3 ? 3 : 1);
            case DAY -> length <= 2 ? padded(time.getDayOfMonth(), length) : time.getDayOfWeek().getDisplayName(
                    length == 3 ? TextStyle.SHORT : TextStyle.FULL, Locale.ENGLISH);
            case HOUR -> padded(halfDays ? (time.getHour() + 11) % 12 + 1 : time.getHour(), length);
            case MINUTE -> padded(time.getMinute(), length);
            case SECOND -> padded(time.getSecond(), length);
            case FRACTION -> "." + padded(time.getNano() / 1_000_000, 3).concat("000").substring(0, Math.min(6, length));
            case HALF -> length == 3 ? time.getHour() < 12 ? "A" : "P" : time.getHour() < 12 ? "AM" : "PM";
            case ELAPSED_HOURS -> padded(millis / 3_600_000, length);
            case ELAPSED_MINUTES -> padded(millis / 60_000, length);
            case ELAPSED_SECONDS -> padded(millis / 1000, length);
        };
    }

    private static String padded(long number, int length) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }
}
