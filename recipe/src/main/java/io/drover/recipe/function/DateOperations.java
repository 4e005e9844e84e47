package io.drover.recipe.function;

import io.drover.recipe.type.Calendar;
import io.drover.recipe.type.CalendarNames;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.Storage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The operations of the Datetime functions. Values lie in 1400 … 2599; what a computation moves outside is null. SQL
 * computes on milliseconds where units are fixed, so that both engines do the same integer arithmetic.
 */
final class DateOperations {

    private static final String SPARK_MILLIS = "unix_millis(CAST({%d} AS TIMESTAMP_LTZ))";
    private static final String DUCKDB_MILLIS = "epoch_ms({%d})";
    private static final String IN_RANGE = " BETWEEN " + Calendar.MINIMUM + " AND " + Calendar.MAXIMUM;

    /** More than any number of milliseconds between two values. */
    private static final long SPAN = 40_000_000_000_000L;

    static final Operation MAKE_DATE = Operation.of("make_date", Storage.DATETIME,
                    a -> make((Long) a[0], (Long) a[1], (Long) a[2], 0, 0, 0),
                    Storage.INTEGER, Storage.INTEGER, Storage.INTEGER)
            .spark("CASE WHEN {0} BETWEEN 1400 AND 2599 AND {1} BETWEEN 1 AND 12 AND {2} BETWEEN 1 AND 31 THEN"
                    + " make_timestamp_ntz(CAST({0} AS INT), CAST({1} AS INT), CAST({2} AS INT), 0, 0, CAST(0 AS DECIMAL(16,6)))"
                    + " END")
            .duckdb("CASE WHEN {0} BETWEEN 1400 AND 2599 AND {1} BETWEEN 1 AND 12 AND {2} BETWEEN 1 AND 31 THEN"
                    + " TRY(make_timestamp({0}, {1}, {2}, 0, 0, 0)) END");

    static final Operation MAKE_DATETIME = Operation.of("make_datetime", Storage.DATETIME,
            a -> make((Long) a[0], (Long) a[1], (Long) a[2], (Long) a[3], (Long) a[4], (Long) a[5]),
            Storage.INTEGER, Storage.INTEGER, Storage.INTEGER, Storage.INTEGER, Storage.INTEGER, Storage.INTEGER);

    static final Operation YEAR = part("year", at -> at.year(), "year");
    static final Operation MONTH = part("month", at -> at.month(), "month");
    static final Operation DAY = part("day", at -> at.day(), "day");
    static final Operation HOUR = part("hour", at -> at.hour(), "hour");
    static final Operation MINUTE = part("minute", at -> at.minute(), "minute");
    static final Operation SECOND = part("second", at -> at.second(), "second");

    static final Operation WEEKDAY = Operation.of("weekday", Storage.INTEGER,
                    a -> (long) Calendar.of((Long) a[0]).weekday(), Storage.DATETIME)
            .spark("CAST(weekday({0}) + 1 AS BIGINT)")
            .duckdb("CAST(isodow({0}) AS BIGINT)");

    static final Operation WEEKNUM = Operation.of("weeknum", Storage.INTEGER, a -> weekOfYear((Long) a[0]), Storage.DATETIME)
            .spark("CAST((dayofyear({0}) + dayofweek(date_trunc('year', {0})) - 2) div 7 + 1 AS BIGINT)")
            .duckdb("CAST((dayofyear({0}) + dayofweek(date_trunc('year', {0})) - 1) // 7 + 1 AS BIGINT)");

    static final Operation MONTH_NAME = Operation.of("month_name", Storage.TEXT,
                    a -> CalendarNames.MONTHS.get(Calendar.of((Long) a[0]).month() - 1), Storage.DATETIME)
            .spark("date_format({0}, 'MMMM')")
            .duckdb("monthname({0})");

    static final Operation WEEKDAY_NAME = Operation.of("weekday_name", Storage.TEXT,
                    a -> CalendarNames.WEEKDAYS.get(Calendar.of((Long) a[0]).weekday() - 1), Storage.DATETIME)
            .spark("date_format({0}, 'EEEE')")
            .duckdb("dayname({0})");

    /** Arguments: the Datetime, how many units, a unit's milliseconds. */
    static final Operation ADD_MILLIS = Operation.of("date_add_millis", Storage.DATETIME,
                    a -> addMillis((Long) a[0], (Long) a[1], (Long) a[2]),
                    Storage.DATETIME, Storage.INTEGER, Storage.INTEGER)
            .spark(moved("CAST(timestamp_millis(%s) AS TIMESTAMP_NTZ)", SPARK_MILLIS))
            .duckdb(moved("make_timestamp_ms(%s)", DUCKDB_MILLIS));

    static final Operation ADD_MONTHS = Operation.of("date_add_months", Storage.DATETIME,
                    a -> addMonths((Long) a[0], (Long) a[1]), Storage.DATETIME, Storage.INTEGER)
            .spark("CASE WHEN {1} BETWEEN -14400 AND 14400 AND"
                    + " year({0} + make_ym_interval(0, CAST({1} AS INT))) BETWEEN 1400 AND 2599"
                    + " THEN {0} + make_ym_interval(0, CAST({1} AS INT)) END")
            .duckdb("CASE WHEN {1} BETWEEN -14400 AND 14400 AND"
                    + " year({0} + to_months(CAST({1} AS INTEGER))) BETWEEN 1400 AND 2599"
                    + " THEN {0} + to_months(CAST({1} AS INTEGER)) END");

    /** Whole units from the first Datetime to the second, rounded down; the unit is given in milliseconds. */
    static final Operation DIFFERENCE = Operation.of("date_difference", Storage.INTEGER,
                    a -> Math.floorDiv((Long) a[1] - (Long) a[0], (Long) a[2]),
                    Storage.DATETIME, Storage.DATETIME, Storage.INTEGER)
            .spark("CAST(floor((" + millis(SPARK_MILLIS, 1) + " - " + millis(SPARK_MILLIS, 0) + ") / CAST({2} AS DOUBLE))"
                    + " AS BIGINT)")
            .duckdb("CAST(floor((" + millis(DUCKDB_MILLIS, 1) + " - " + millis(DUCKDB_MILLIS, 0) + ") / CAST({2} AS DOUBLE))"
                    + " AS BIGINT)");

    /** Whole months from the first Datetime to the second, rounded down: one less if its day and time come earlier. */
    static final Operation MONTHS_BETWEEN = Operation.of("date_difference_months", Storage.INTEGER,
                    a -> monthsBetween((Long) a[0], (Long) a[1]), Storage.DATETIME, Storage.DATETIME)
            .spark(monthsBetween(SPARK_MILLIS))
            .duckdb(monthsBetween(DUCKDB_MILLIS));

    /** The first Integer by the second, rounded down. */
    static final Operation FLOOR_DIVIDE = Operation.of("floor_divide", Storage.INTEGER,
                    a -> (Long) a[1] == 0 ? null : (Long) Math.floorDiv((Long) a[0], (Long) a[1]),
                    Storage.INTEGER, Storage.INTEGER)
            .duckdb("CASE WHEN {1} <> 0 AND {0} BETWEEN -1000000000000 AND 1000000000000 THEN CAST(floor({0} / CAST({1} AS DOUBLE)) AS BIGINT)"
                    + " ELSE {kernel} END")
            .spark("CASE WHEN {1} <> 0 AND {0} BETWEEN -1000000000000 AND 1000000000000 THEN CAST(floor({0} / CAST({1} AS DOUBLE)) AS BIGINT)"
                    + " ELSE {kernel} END");

    /** A format in Java letters that isn't constant; null if it has no meaning. */
    static final Operation FORMAT = Operation.of("format_datetime", Storage.TEXT, a -> {
        try {
            return DatetimeFormat.of(Format.java((String) a[1])).format((Long) a[0]);
        } catch (InvalidFormatException e) {
            return null;
        }
    }, Storage.DATETIME, Storage.TEXT);

    /** A Datetime from Unix time in milliseconds. */
    static final Operation OF_MILLIS = Operation.of("datetime_of_millis", Storage.DATETIME,
                    a -> inRange((Long) a[0]), Storage.INTEGER)
            .spark("CASE WHEN {0}" + IN_RANGE + " THEN CAST(timestamp_millis({0}) AS TIMESTAMP_NTZ) END")
            .duckdb("CASE WHEN {0}" + IN_RANGE + " THEN make_timestamp_ms({0}) END");

    private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);

    static final Operation END_OF_MONTH = Operation.of("end_of_month", Storage.INTEGER,
            a -> endOfMonth((Long) a[0], (Long) a[1]), Storage.DATETIME, Storage.INTEGER);

    static final Operation SERIAL_NUMBER = Operation.of("serial_number", Storage.INTEGER, a -> serial((Long) a[0]),
            Storage.DATETIME);

    /** Arguments: the Datetime, the zone it is in, the zone wanted. */
    static final Operation CONVERT_ZONE = Operation.of("convert_zone", Storage.DATETIME,
            a -> convert((Long) a[0], (String) a[1], (String) a[2]), Storage.DATETIME, Storage.TEXT, Storage.TEXT);

    private DateOperations() {}

    /** Whether it is a name of the time zone database. */
    static boolean isZone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name);
    }

    private interface Part extends java.io.Serializable {
        int of(Calendar at);
    }

    private static Operation part(String name, Part part, String function) {
        return Operation.of(name, Storage.INTEGER, a -> (long) part.of(Calendar.of((Long) a[0])), Storage.DATETIME)
                .spark("CAST(" + function + "({0}) AS BIGINT)")
                .duckdb("CAST(" + function + "({0}) AS BIGINT)");
    }

    private static String millis(String form, int argument) {
        return String.format(form, argument);
    }

    private static String moved(String back, String form) {
        String sum = millis(form, 0) + " + {1} * {2}";
        return "CASE WHEN {1} BETWEEN -" + SPAN + " AND " + SPAN + " AND abs({1} * CAST({2} AS DOUBLE)) < " + SPAN
                + " THEN CASE WHEN " + sum + IN_RANGE + " THEN " + String.format(back, sum) + " END END";
    }

    private static String monthsBetween(String form) {
        return "CAST((year({1}) - year({0})) * 12 + month({1}) - month({0}) - CASE WHEN " + dayAndTime(form, 1) + " < "
                + dayAndTime(form, 0) + " THEN 1 ELSE 0 END AS BIGINT)";
    }

    private static String dayAndTime(String form, int argument) {
        return "CAST(day({" + argument + "}) AS BIGINT) * 86400000 + (" + millis(form, argument) + " % 86400000 + 86400000) % 86400000";
    }

    static Long inRange(long millis) {
        return Calendar.inRange(millis) ? (Long) millis : null;
    }

    private static Long make(long year, long month, long day, long hour, long minute, long second) {
        if (year < 1400 || year > 2599 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23 || minute < 0
                || minute > 59 || second < 0 || second > 59) {
            return null;
        }
        YearMonth of = YearMonth.of((int) year, (int) month);
        return day > of.lengthOfMonth()
                ? null
                : (Long) (Calendar.millis(of.atDay((int) day)) + hour * 3_600_000 + minute * 60_000 + second * 1000);
    }

    private static long weekOfYear(long millis) {
        LocalDate date = Calendar.date(millis);
        int firstFromSunday = date.withDayOfYear(1).getDayOfWeek().getValue() % 7;
        return (date.getDayOfYear() + firstFromSunday - 1) / 7 + 1;
    }

    static Long addMillis(long millis, long count, long unit) {
        if (Math.abs((double) count * unit) >= SPAN) {
            return null;
        }
        return inRange(millis + count * unit);
    }

    static Long addMonths(long millis, long months) {
        if (Math.abs((double) months) > 14_400) {
            return null;
        }
        LocalDate date = Calendar.date(millis);
        return inRange(Calendar.millis(date.plusMonths(months)) + millis - Calendar.millis(date));
    }

    private static long monthsBetween(long from, long to) {
        Calendar a = Calendar.of(from);
        Calendar b = Calendar.of(to);
        long months = (b.year() - a.year()) * 12L + b.month() - a.month();
        long timeA = Math.floorMod(from, Calendar.DAY_MILLIS);
        long timeB = Math.floorMod(to, Calendar.DAY_MILLIS);
        boolean earlier = b.day() < a.day() || b.day() == a.day() && timeB < timeA;
        return earlier ? months - 1 : months;
    }

    private static Long endOfMonth(long millis, long months) {
        Long moved = addMonths(millis, months);
        if (moved == null) {
            return null;
        }
        LocalDate date = Calendar.date(moved);
        return date.withDayOfMonth(date.lengthOfMonth()).toEpochDay() - SERIAL_ZERO.toEpochDay();
    }

    /** Spreadsheets have a 29 February 1900: before it they count one less. */
    private static Long serial(long millis) {
        LocalDate date = Calendar.date(millis);
        if (date.isBefore(LocalDate.of(1900, 1, 1))) {
            return null;
        }
        long days = date.toEpochDay() - SERIAL_ZERO.toEpochDay();
        return date.isBefore(LocalDate.of(1900, 3, 1)) ? days - 1 : days;
    }

    /** A wall time inside a gap moves forward by the gap; an ambiguous one takes the earlier offset. */
    private static Long convert(long millis, String from, String to) {
        if (!isZone(from) || !isZone(to)) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
            Instant instant = local.atZone(ZoneId.of(from)).toInstant();
            return inRange(LocalDateTime.ofInstant(instant, ZoneId.of(to)).toInstant(ZoneOffset.UTC).toEpochMilli());
        } catch (DateTimeException e) {
            // A zone that the database lists and can't load has no time.
            return null;
        }
    }
}
