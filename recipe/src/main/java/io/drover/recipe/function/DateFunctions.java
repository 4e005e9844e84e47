package io.drover.recipe.function;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Calendar;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.DatetimeFormats;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.FormatText;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Dates and times. */
final class DateFunctions {

    private static final ValueType DATE_ONLY = ValueType.datetime(DatetimeFormat.DATE);
    private static final ValueType DATE_AND_TIME = ValueType.datetime(DatetimeFormat.DEFAULT);

    private static final List<Format.Datetime> PARSED_BY_DEFAULT = List.of(Format.java("yyyy-MM-dd HH:mm:ss"),
            Format.java("yyyy/MM/dd HH:mm:ss"), Format.java("yyyy-MM-dd"), Format.java("yyyy/MM/dd"));

    /** Milliseconds of the units of fixed length. */
    static final Map<String, Long> FIXED = Map.of("week", 7 * Calendar.DAY_MILLIS, "day", Calendar.DAY_MILLIS,
            "dayofyear", Calendar.DAY_MILLIS, "hour", 3_600_000L, "minute", 60_000L, "second", 1000L, "millisecond", 1L);

    /** Months of the others. */
    static final Map<String, Long> MONTHS = Map.of("year", 12L, "quarter", 3L, "month", 1L);

    private static final List<String> UNITS = units();

    static final FunctionEntry DATE = function("DATE", 1, "Datetime")
            .takes("year", Kind.INTEGER).takes("month", Kind.INTEGER).takes("day", Kind.INTEGER)
            .doc("The date, printed yyyy-MM-dd; null if there is no such date.")
            .example("DATE(2020, 2, 29)", "2020-02-29")
            .example("DATE(2021, 2, 29)", null)
            .example("DATE('2020', '1', '2')", "2020-01-02")
            .example("DATE(2020, 1.5, 1)", null)
            .boundary("DATE(1399, 12, 31)", null)
            .example("DATE(2020, '', 1)", null)
            .example("DATE(2020, NULL(), 1)", null)
            .example("DATE('abc', 1, 1)", null)
            .bind(arguments -> arguments.call(DateOperations.MAKE_DATE, integers(arguments), DATE_ONLY));

    static final FunctionEntry TIME = function("TIME", 2, "Datetime")
            .takes("hour", Kind.INTEGER).takes("minute", Kind.INTEGER).takes("second", Kind.INTEGER)
            .doc("The time of day, printed HH:mm:ss; its date is 1970-01-01. Null if a part is out of range.")
            .example("TIME(9, 5, 0)", "09:05:00")
            .boundary("TIME(24, 0, 0)", null)
            .example("TIME(9, 5, 60)", null)
            .example("TIME(9, '', 0)", null)
            .example("TIME(9, NULL(), 0)", null)
            .example("TIME('abc', 0, 0)", null)
            .bind(arguments -> {
                List<Expr> parts = new ArrayList<>(List.of(
                        Arguments.integer(1970L), Arguments.integer(1L), Arguments.integer(1L)));
                parts.addAll(integers(arguments));
                return arguments.call(DateOperations.MAKE_DATETIME, parts, ValueType.datetime(DatetimeFormat.TIME));
            });

    static final FunctionEntry DATETIME = function("DATETIME", 2, "Datetime")
            .takes("year", Kind.INTEGER).takes("month", Kind.INTEGER).takes("day", Kind.INTEGER)
            .takes("hour", Kind.INTEGER).takes("minute", Kind.INTEGER).takes("second", Kind.INTEGER)
            .doc("The date and time, printed yyyy-MM-dd HH:mm:ss; null if there is none such.")
            .example("DATETIME(2020, 1, 2, 3, 4, 5)", "2020-01-02 03:04:05")
            .example("DATETIME(2020, 2, 30, 0, 0, 0)", null)
            .boundary("DATETIME(2020, 1, 2, 24, 0, 0)", null)
            .example("DATETIME(2020, 1, 2, '', 0, 0)", null)
            .example("DATETIME(NULL(), 1, 2, 0, 0, 0)", null)
            .example("DATETIME('x', 1, 2, 3, 4, 5)", null)
            .bind(arguments -> arguments.call(DateOperations.MAKE_DATETIME, integers(arguments), DATE_AND_TIME));

    static final FunctionEntry YEAR = part("YEAR", 1, "The year.")
            .example("YEAR('2020-03-15')", "2020")
            .example("YEAR(x)", "x:Datetime(dd*mm*yy)", Arrays.asList("01/02/99", "x", "", null),
                    Arrays.asList("1999", null, null, null))
            .boundary("YEAR('2599-12-31')", "2599")
            .operation(DateOperations.YEAR);
    static final FunctionEntry MONTH = part("MONTH", 1, "The month, 1 to 12.")
            .example("MONTH('2020-03-15')", "3")
            .example("MONTH(20200315)", null)
            .boundary("MONTH('2599-12-31')", "12")
            .operation(DateOperations.MONTH);
    static final FunctionEntry DAY = part("DAY", 1, "The day of the month, 1 to 31.")
            .example("DAY('2020-03-15')", "15")
            .boundary("DAY('2020-02-30')", "1")
            .operation(DateOperations.DAY);
    static final FunctionEntry HOUR = part("HOUR", 2, "The hour, 0 to 23; 0 for a date without time.")
            .example("HOUR('2020-03-15 21:05')", "21")
            .boundary("HOUR('2020-03-15')", "0")
            .operation(DateOperations.HOUR);
    static final FunctionEntry MINUTE = part("MINUTE", 2, "The minute, 0 to 59.")
            .example("MINUTE('2020-03-15 21:05:06')", "5")
            .boundary("MINUTE('2020-03-15')", "0")
            .operation(DateOperations.MINUTE);
    static final FunctionEntry SECOND = part("SECOND", 2, "The second, 0 to 59.")
            .example("SECOND('2020-03-15T21:05:06.789Z')", "6")
            .boundary("SECOND('1969-12-31 23:59:59')", "59")
            .operation(DateOperations.SECOND);
    static final FunctionEntry WEEKDAY = part("WEEKDAY", 1, "The day of the week, Monday 1 to Sunday 7.")
            .example("WEEKDAY('2020-03-15')", "7")
            .boundary("WEEKDAY('1969-12-29')", "1")
            .operation(DateOperations.WEEKDAY);
    static final FunctionEntry WEEKNUM = part("WEEKNUM", 1, "The week of the year, 1 to 54: week 1 has January 1, and each"
                    + " Sunday begins another.")
            .example("WEEKNUM('2020-01-04')", "1")
            .example("WEEKNUM('2020-01-05')", "2")
            .boundary("WEEKNUM('2020-12-31')", "53")
            .example("WEEKNUM('2017-01-01')", "1")
            .example("WEEKNUM('2017-01-08')", "2")
            .operation(DateOperations.WEEKNUM);

    static final FunctionEntry MONTHNAME = name("MONTHNAME", "The English name of the month.")
            .example("MONTHNAME('2020-03-15')", "March")
            .boundary("MONTHNAME('1400-01-01')", "January")
            .operation(DateOperations.MONTH_NAME);
    static final FunctionEntry WEEKDAYNAME = name("WEEKDAYNAME", "The English name of the day of the week.")
            .example("WEEKDAYNAME('2020-03-15')", "Sunday")
            .boundary("WEEKDAYNAME('1969-12-29')", "Monday")
            .operation(DateOperations.WEEKDAY_NAME);

    static final FunctionEntry DATEADD = function("DATEADD", 1, "Datetime in the format of the first argument")
            .takes("date", Kind.DATETIME).takes("count", Kind.INTEGER).takes("unit", Kind.UNIT)
            .doc("The Datetime so many units later, or earlier for a negative number. Months, quarters and years keep the day, or"
                    + " take the month's last one; the other units are fixed durations. Null outside 1400 to 2599.")
            .example("DATEADD('2020-01-31', 1, month)", "2020-02-29 00:00:00")
            .example("DATEADD(DATE(2020, 2, 29), 1, year)", "2021-02-28")
            .example("DATEADD(DATE(2020, 3, 1), -1, 'days')", "2020-02-29")
            .example("DATEADD('2020-01-01', 90, minute)", "2020-01-01 01:30:00")
            .example("DATEADD('2020-01-01', 1, millisecond)", "2020-01-01 00:00:00.001")
            .boundary("DATEADD('2599-12-31', 1, day)", null)
            .example("DATEADD('2020-01-01', 1.5, day)", null)
            .example("DATEADD('2020-01-01', 9223372036854775807, day)", null)
            .example("DATEADD('', 1, day)", null)
            .example("DATEADD(NULL(), 1, day)", null)
            .example("DATEADD('2020-13-01', 1, day)", null)
            .example("DATEADD(x, 1, day)", "x:Datetime(dd*mm*yyyy)", Arrays.asList("31/12/2020", "31-02-2021", "x"),
                    Arrays.asList("01-01-2021", "04-03-2021", null))
            .bind(DateFunctions::add);

    static final FunctionEntry DATEDIF = function("DATEDIF", 1, "Integer")
            .takes("from", Kind.DATETIME).takes("to", Kind.DATETIME).takes("unit", Kind.UNIT)
            .doc("The whole units from the first Datetime to the second, rounded down. A month is whole when the day and time of"
                    + " the first are reached again.")
            .boundary("DATEDIF('2020-01-31', '2020-02-29', month)", "0")
            .example("DATEDIF('2020-03-15', '2020-01-20', month)", "-2")
            .example("DATEDIF('2020-01-02 12:00:00', '2020-01-01', day)", "-2")
            .example("DATEDIF('2020-01-01', '2019-12-31', year)", "-1")
            .example("DATEDIF('2019-02-28', '2020-02-28', year)", "1")
            .example("DATEDIF('2020-02-29', '2021-02-28', year)", "0")
            .example("DATEDIF('2020-01-01', '2020-07-01', quarter)", "2")
            .example("DATEDIF('2020-01-01', '2020-01-15', week)", "2")
            .example("DATEDIF('', '2020-01-01', day)", null)
            .example("DATEDIF(NULL(), '2020-01-01', day)", null)
            .example("DATEDIF('abc', '2020-01-01', day)", null)
            .tie("DATEDIF('2020-01-01', '2020-01-01', year)", "0")
            .bind(DateFunctions::difference);

    static final FunctionEntry DATEFORMAT = function("DATEFORMAT", 1, "String")
            .takes("date", Kind.DATETIME).takes("format", Kind.FORMAT)
            .doc("The Datetime's text in a format of Java letters; read as a Datetime later, it is read by that format.")
            .example("DATEFORMAT('2020-03-05', 'M/d/yy')", "3/5/20")
            .example("DATEFORMAT('2020-03-05 14:05:06', 'EEEE, MMMM d, yyyy h:mm a')", "Thursday, March 5, 2020 2:05 PM")
            .example("DATEFORMAT('2020-03-05', \"yyyy-MM-dd'T'HH:mm:ss.SSSX\")", "2020-03-05T00:00:00.000Z")
            .example("DATEADD(DATEFORMAT('2020-03-05', 'dd.MM.yyyy'), 1, day)", "06.03.2020")
            .example("DATEFORMAT('', 'yyyy')", null)
            .example("DATEFORMAT(NULL(), 'yyyy')", null)
            .example("DATEFORMAT('abc', 'yyyy')", null)
            .boundary("DATEFORMAT('1400-01-01', 'yy')", "00")
            .bind(arguments -> format(arguments, arguments.datetime(0)));

    static final FunctionEntry PARSEDATE = function("PARSEDATE", 1, "Datetime")
            .takes("value", Kind.ANY).optional("formats", Kind.LIST, "")
            .doc("The Datetime that a text is by the first of the formats (Java letters) that fits the whole text; by default"
                    + " yyyy-MM-dd and yyyy/MM/dd, each with HH:mm:ss or without. A day beyond the month's end counts on into"
                    + " the next month. Numbers take one or two digits where the letter stands once, exactly two where twice.")
            .example("PARSEDATE('3/5/2020', ['M/d/yyyy'])", "2020-03-05")
            .example("PARSEDATE('3/5/2020', ['MM/dd/yyyy'])", null)
            .example("PARSEDATE('2020-02-30')", "2020-03-01 00:00:00")
            .boundary("PARSEDATE('2020-02-32')", null)
            .example("PARSEDATE(' 5 MAR 2020 ', ['yyyy', 'd MMM yyyy'])", "2020-03-05")
            .example("PARSEDATE('2020-01-02T03:04:05+02:00', [\"yyyy-MM-dd'T'HH:mm:ssXXX\"])", "2020-01-02 01:04:05")
            .example("PARSEDATE('x')", null)
            .example("PARSEDATE('')", null)
            .example("PARSEDATE(NULL())", null)
            .tie("PARSEDATE('1/2/2020', ['d/M/yyyy', 'M/d/yyyy'])", "2020-02-01")
            .bind(DateFunctions::parse);

    static final FunctionEntry UNIXTIME = function("UNIXTIME", 2, "Integer")
            .takes("date", Kind.DATETIME)
            .doc("Milliseconds since 1970-01-01 UTC, negative before.")
            .example("UNIXTIME('1970-01-02')", "86400000")
            .boundary("UNIXTIME('1969-12-31 23:59:59')", "-1000")
            .example("UNIXTIME('')", null)
            .example("UNIXTIME(NULL())", null)
            .example("UNIXTIME('abc')", null)
            .operation(Coercions.INTEGER_OF_DATETIME);

    static final FunctionEntry UNIXTIMEFORMAT = function("UNIXTIMEFORMAT", 1, "String")
            .takes("milliseconds", Kind.INTEGER).takes("format", Kind.FORMAT)
            .doc("The text of a Unix time in milliseconds, in a format of Java letters; read as a Datetime later, it is read by"
                    + " that format.")
            .example("UNIXTIMEFORMAT(86400000, 'yyyy-MM-dd')", "1970-01-02")
            .example("UNIXTIMEFORMAT(0, 'HH:mm:ss')", "00:00:00")
            .example("UNIXTIMEFORMAT(-1, 'yyyy-MM-dd HH:mm:ss.SSS')", "1969-12-31 23:59:59.999")
            .example("UNIXTIMEFORMAT('', 'yyyy')", null)
            .example("UNIXTIMEFORMAT(NULL(), 'yyyy')", null)
            .example("UNIXTIMEFORMAT('abc', 'yyyy')", null)
            .boundary("UNIXTIMEFORMAT(9223372036854775807, 'yyyy')", null)
            .bind(arguments -> format(arguments,
                    arguments.call(DateOperations.OF_MILLIS, List.of(Arithmetic.millis(arguments, arguments.any(0))))));

    static final FunctionEntry EOMONTH = function("EOMONTH", 2, "Integer")
            .takes("date", Kind.DATETIME).takes("months", Kind.INTEGER)
            .doc("The serial number of the last day of the month so many months away; 1899-12-30 is 0.")
            .example("EOMONTH('2020-06-15', 0)", "44012")
            .example("EOMONTH('2020-06-15', 3)", "44104")
            .example("EOMONTH('2020-01-31', 1)", "43890")
            .example("EOMONTH('', 0)", null)
            .example("EOMONTH(NULL(), 0)", null)
            .example("EOMONTH('abc', 0)", null)
            .boundary("EOMONTH('2599-12-31', 0)", "255671")
            .operation(DateOperations.END_OF_MONTH);

    static final FunctionEntry SERIALNUMBER = function("SERIALNUMBER", 3, "Integer")
            .takes("date", Kind.DATETIME)
            .doc("The day number of spreadsheets: 1900-01-01 is 1, and 1900 counts as a leap year. Null before 1900.")
            .example("SERIALNUMBER('2020-01-01')", "43831")
            .boundary("SERIALNUMBER('1900-01-01')", "1")
            .example("SERIALNUMBER('1900-02-28 23:59:59')", "59")
            .example("SERIALNUMBER('1900-03-01')", "61")
            .example("SERIALNUMBER('1899-12-31')", null)
            .example("SERIALNUMBER('')", null)
            .example("SERIALNUMBER(NULL())", null)
            .example("SERIALNUMBER('x')", null)
            .operation(DateOperations.SERIAL_NUMBER);

    private DateFunctions() {}

    private static FunctionEntry.Builder function(String name, int tier, String result) {
        return FunctionEntry.scalar(name, Category.DATE, tier).gives(result);
    }

    private static FunctionEntry.Builder part(String name, int tier, String doc) {
        return function(name, tier, "Integer").takes("date", Kind.DATETIME).doc(doc)
                .example(name + "('')", null)
                .example(name + "(NULL())", null)
                .example(name + "('abc')", null);
    }

    private static FunctionEntry.Builder name(String name, String doc) {
        return function(name, 2, "String").takes("date", Kind.DATETIME).doc(doc)
                .example(name + "('')", null)
                .example(name + "(NULL())", null)
                .example(name + "('abc')", null);
    }

    private static List<String> units() {
        List<String> units = new ArrayList<>(List.of(
                "year", "quarter", "month", "week", "dayofyear", "day", "hour", "minute", "second", "millisecond"));
        List.copyOf(units).forEach(unit -> units.add(unit + "s"));
        return List.copyOf(units);
    }

    /** The unit's name, singular. */
    static String unit(Arguments arguments, int index) {
        String word = arguments.keyword(index, UNITS, "day").toLowerCase(Locale.ROOT);
        return FIXED.containsKey(word) || MONTHS.containsKey(word) ? word : word.substring(0, word.length() - 1);
    }

    private static List<Expr> integers(Arguments arguments) {
        List<Expr> integers = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            integers.add(arguments.integer(i));
        }
        return integers;
    }

    private static Expr add(Arguments arguments) {
        Expr date = arguments.datetime(0);
        Expr count = arguments.integer(1);
        String unit = unit(arguments, 2);
        Long millis = FIXED.get(unit);
        if (millis != null) {
            return arguments.call(
                    DateOperations.ADD_MILLIS, List.of(date, count, Arguments.integer((long) millis)), date.type());
        }
        Expr months = MONTHS.get(unit) == 1
                ? count
                : arguments.call(Arithmetic.MULTIPLY_INTEGER, List.of(count, Arguments.integer((long) MONTHS.get(unit))));
        return arguments.call(DateOperations.ADD_MONTHS, List.of(date, months), date.type());
    }

    private static Expr difference(Arguments arguments) {
        String unit = unit(arguments, 2);
        Long millis = FIXED.get(unit);
        if (millis != null) {
            return arguments.call(DateOperations.DIFFERENCE,
                    List.of(arguments.datetime(0), arguments.datetime(1), Arguments.integer((long) millis)));
        }
        Expr months =
                arguments.call(DateOperations.MONTHS_BETWEEN, List.of(arguments.datetime(0), arguments.datetime(1)));
        long length = MONTHS.get(unit);
        return length == 1
                ? months
                : arguments.call(DateOperations.FLOOR_DIVIDE, List.of(months, Arguments.integer(length)));
    }

    private static Expr format(Arguments arguments, Expr date) {
        Expr pattern = arguments.text(1);
        if (!(pattern instanceof Expr.Literal literal)) {
            return arguments.call(DateOperations.FORMAT, List.of(date, pattern));
        }
        if (literal.value() == null) {
            return Arguments.nullOf(ValueType.TEXT);
        }
        Format.Datetime format = Format.java((String) literal.value());
        if (!isUsable(arguments, format)) {
            return Arguments.nullOf(ValueType.TEXT);
        }
        ColumnType remembering = new ColumnType(TypeName.STRING, format);
        return arguments.call(Coercions.TEXT_OF_DATETIME, List.of(date, Arguments.text(FormatText.encode(format))),
                new ValueType(remembering, Storage.TEXT));
    }

    private static boolean isUsable(Arguments arguments, Format.Datetime format) {
        try {
            DatetimeFormat.of(format);
            return true;
        } catch (InvalidFormatException e) {
            arguments.problem(1, ProblemCode.INVALID_FORMAT, e.getMessage(), null);
            return false;
        }
    }

    private static Expr parse(Arguments arguments) {
        Expr value = arguments.any(0);
        if (value.type().storage() == Storage.DATETIME) {
            return value;
        }
        List<Format.Datetime> formats = new ArrayList<>();
        if (arguments.has(1)) {
            for (String pattern : arguments.constantTexts(1)) {
                Format.Datetime format = pattern.contains("*") ? Format.annotation(pattern) : Format.java(pattern);
                if (isUsable(arguments, format)) {
                    formats.add(format);
                }
            }
        } else {
            formats.addAll(PARSED_BY_DEFAULT);
        }
        boolean dateOnly = !formats.isEmpty()
                && formats.stream().noneMatch(format -> DatetimeFormat.of(format).hasTime());
        ValueType type = value.type().name() == TypeName.DATETIME
                        && value.type().type().format() instanceof Format.Datetime own
                ? ValueType.datetime(own)
                : dateOnly ? DATE_ONLY : DATE_AND_TIME;
        long year = arguments.referenceTime().atOffset(ZoneOffset.UTC).getYear();
        return arguments.call(Coercions.READ_DATETIME, List.of(arguments.as(Storage.TEXT, value),
                Arguments.text(new DatetimeFormats(formats, true).encoded()), Arguments.integer(year)), type);
    }
}
