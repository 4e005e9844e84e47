package io.drover.recipe.function;

import io.drover.recipe.type.DatetimeForms;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.FormatText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL for printing and reading Datetimes in the formats of a constant argument: engines print patterns of their own and
 * cast ISO text, and a regular expression admits what is read exactly. Everything else goes to the kernel.
 */
final class DatetimeTemplates {

    /** A constant with one format; formats with other characters are left to the kernel. */
    private static final Pattern CONSTANT =
            Pattern.compile("'(only(?:\n|\\\\u000a))?((?:annotation|java):[-A-Za-z*/., :]+)?'");

    private static final String ISO = "(1[4-9]|2[0-5])[0-9][0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
            + "|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])?";

    private DatetimeTemplates() {}

    static Template printing(Dialect dialect) {
        return Template.withKernel((arguments, kernel) -> {
            Matcher constant = CONSTANT.matcher(arguments.get(1));
            if (!constant.matches() || constant.group(1) != null) {
                return kernel.get();
            }
            Format format = constant.group(2) == null ? Format.NONE : FormatText.decode(constant.group(2));
            Format.Datetime datetime = format instanceof Format.Datetime own ? own : DatetimeFormat.DEFAULT;
            Optional<String> pattern = switch (dialect) {
                case SPARK -> DatetimeForms.javaTime(datetime);
                case DUCKDB -> DatetimeForms.strftime(datetime);
            };
            if (pattern.isEmpty()) {
                return kernel.get();
            }
            String value = arguments.get(0);
            String printed = switch (dialect) {
                case SPARK -> "date_format(" + value + ", '" + pattern.get() + "')";
                case DUCKDB -> "strftime(" + value + ", '" + pattern.get() + "')";
            };
            if (!datetime.equals(DatetimeFormat.DEFAULT)) {
                return printed;
            }
            String whole = switch (dialect) {
                case SPARK -> "date_trunc('SECOND', " + value + ") = " + value;
                case DUCKDB -> "epoch_ms(" + value + ") % 1000 = 0";
            };
            return "CASE WHEN " + whole + " THEN " + printed + " WHEN " + value + " IS NOT NULL THEN " + kernel.get() + " END";
        });
    }

    static Template reading(Dialect dialect) {
        return Template.withKernel((arguments, kernel) -> {
            Matcher constant = CONSTANT.matcher(arguments.get(1));
            if (!constant.matches()) {
                return kernel.get();
            }
            Optional<Format.Datetime> format = Optional.ofNullable(constant.group(2))
                    .map(text -> (Format.Datetime) FormatText.decode(text));
            String value = arguments.get(0);
            Optional<DatetimeForms.Fixed> fixedForm = format.flatMap(DatetimeForms::fixed);
            boolean readsIso = constant.group(1) == null && format.map(DatetimeForms::agreesWithIso).orElse(true);
            StringBuilder sql = new StringBuilder("CASE");
            if (dialect == Dialect.DUCKDB && (readsIso || fixedForm.filter(DatetimeTemplates::isIsoDate).isPresent())) {
                sql.append(printedBack(value, "DATE", 10));
            }
            if (dialect == Dialect.DUCKDB && readsIso) {
                sql.append(printedBack(value, "TIMESTAMP", 19));
            }
            fixedForm.ifPresent(fixed -> sql.append(" WHEN ")
                    .append(matches(dialect, value, fixed.regex())).append(" THEN ").append(cast(dialect, iso(value, fixed))));
            if (readsIso) {
                sql.append(" WHEN ").append(matches(dialect, value, ISO)).append(" THEN ").append(cast(dialect, value));
            }
            return sql.append(" WHEN ").append(value).append(" IS NOT NULL THEN ").append(kernel.get()).append(" END")
                    .toString();
        });
    }

    private static boolean isIsoDate(DatetimeForms.Fixed fixed) {
        return fixed.year() == 1 && fixed.month() == 6 && fixed.day() == 9 && "2020-11-12".matches(fixed.regex());
    }

    /**
     * DuckDB reads much besides ISO texts; what it prints as the text that it read is one. That is a third of what a regular
     * expression costs. The years are those of {@link #ISO}.
     */
    private static String printedBack(String value, String type, int length) {
        String read = "TRY_CAST(" + value + " AS " + type + ")";
        return " WHEN strlen(" + value + ") = " + length + " AND CAST(" + read + " AS VARCHAR) = " + value + " AND " + value
                + " >= '1400' AND " + value + " < '2600' THEN TRY_CAST(" + value + " AS TIMESTAMP)";
    }

    private static String matches(Dialect dialect, String value, String regex) {
        return switch (dialect) {
            case SPARK -> value + " RLIKE '^(?:" + regex + ")\\\\z'";
            case DUCKDB -> "regexp_full_match(" + value + ", '" + regex + "')";
        };
    }

    private static String cast(Dialect dialect, String text) {
        return switch (dialect) {
            case SPARK -> "CAST(" + text + " AS TIMESTAMP_NTZ)";
            case DUCKDB -> "CAST(" + text + " AS TIMESTAMP)";
        };
    }

    private static String iso(String value, DatetimeForms.Fixed fixed) {
        String date = "substr(" + value + ", " + fixed.year() + ", 4) || '-' || substr(" + value + ", " + fixed.month()
                + ", 2) || '-' || substr(" + value + ", " + fixed.day() + ", 2)";
        return fixed.time() == 0 ? date : date + " || ' ' || substr(" + value + ", " + fixed.time() + ", 8)";
    }
}
