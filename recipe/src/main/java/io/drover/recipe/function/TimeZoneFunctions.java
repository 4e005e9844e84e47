package io.drover.recipe.function;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The clock, and wall clocks of time zones. */
final class TimeZoneFunctions {

    private static final ValueType DATE_ONLY = ValueType.datetime(DatetimeFormat.DATE);
    private static final ValueType DATE_AND_TIME = ValueType.datetime(DatetimeFormat.DEFAULT);

    static final FunctionEntry NOW = clock("NOW", "The job's start, printed yyyy-MM-dd HH:mm:ss, the same for all rows.")
            .example("DATEDIF(NOW(), NOW(), second)", "0")
            .without(CaseKind.BOUNDARY, "it is the job's time, whatever it is")
            .bind(arguments -> now(arguments, ChronoUnit.SECONDS, DATE_AND_TIME));

    static final FunctionEntry TODAY = clock("TODAY", "The date of the job's start, printed yyyy-MM-dd.")
            .example("DATEDIF(TODAY(), NOW(), day)", "0")
            .without(CaseKind.BOUNDARY, "it is the job's date, whatever it is")
            .bind(arguments -> now(arguments, ChronoUnit.DAYS, DATE_ONLY));

    static final FunctionEntry CONVERTFROMUTC = function("CONVERTFROMUTC", 2, "Datetime in the format of the first argument")
            .takes("date", Kind.DATETIME).takes("zone", Kind.TEXT)
            .doc("The wall clock of a time zone (IANA name) at a time in UTC.")
            .example("CONVERTFROMUTC('2020-03-15 00:00:00', 'Asia/Calcutta')", "2020-03-15 05:30:00")
            .example("CONVERTFROMUTC('', 'UTC')", null)
            .example("CONVERTFROMUTC(NULL(), 'UTC')", null)
            .example("CONVERTFROMUTC('abc', 'UTC')", null)
            .boundary("CONVERTFROMUTC('2599-12-31 23:00:00', 'Asia/Tokyo')", null)
            .bind(arguments -> convert(arguments, Arguments.text("UTC"), zone(arguments, 1)));

    static final FunctionEntry CONVERTTOUTC = function("CONVERTTOUTC", 2, "Datetime in the format of the first argument")
            .takes("date", Kind.DATETIME).takes("zone", Kind.TEXT)
            .doc("The time in UTC at a wall clock of a time zone. A wall clock that daylight saving skips moves forward; of one"
                    + " that occurs twice the first counts.")
            .example("CONVERTTOUTC('2020-03-15 05:30:00', 'Asia/Calcutta')", "2020-03-15 00:00:00")
            .boundary("CONVERTTOUTC('2020-03-29 02:30:00', 'Europe/Berlin')", "2020-03-29 01:30:00")
            .tie("CONVERTTOUTC('2020-10-25 02:30:00', 'Europe/Berlin')", "2020-10-25 00:30:00")
            .example("CONVERTTOUTC('', 'UTC')", null)
            .example("CONVERTTOUTC(NULL(), 'UTC')", null)
            .example("CONVERTTOUTC('x', 'Asia/Calcutta')", null)
            .bind(arguments -> convert(arguments, zone(arguments, 1), Arguments.text("UTC")));

    static final FunctionEntry CONVERTTIMEZONE = function("CONVERTTIMEZONE", 2, "Datetime in the format of the first argument")
            .takes("date", Kind.DATETIME).takes("from", Kind.TEXT).takes("to", Kind.TEXT)
            .doc("The wall clock of the second time zone at a wall clock of the first.")
            .example("CONVERTTIMEZONE('2020-03-15 12:00:00', 'Europe/Berlin', 'America/New_York')", "2020-03-15 07:00:00")
            .example("CONVERTTIMEZONE('', 'UTC', 'UTC')", null)
            .example("CONVERTTIMEZONE(NULL(), 'UTC', 'UTC')", null)
            .example("CONVERTTIMEZONE('x', 'Europe/Berlin', 'America/New_York')", null)
            .boundary("CONVERTTIMEZONE('1400-01-01 00:00:00', 'Asia/Tokyo', 'UTC')", null)
            .bind(arguments -> convert(arguments, zone(arguments, 1), zone(arguments, 2)));

    private TimeZoneFunctions() {}

    private static FunctionEntry.Builder function(String name, int tier, String result) {
        return FunctionEntry.scalar(name, Category.DATE, tier).gives(result);
    }

    private static FunctionEntry.Builder clock(String name, String doc) {
        return function(name, 1, "Datetime").optional("zone", Kind.TEXT, "'UTC'").doc(doc).nulls("Never null.");
    }

    private static Expr now(Arguments arguments, ChronoUnit precision, ValueType type) {
        Optional<Object> zone = arguments.has(0) ? arguments.constant(0, Storage.TEXT) : Optional.of("UTC");
        if (zone.isEmpty() || !DateOperations.isZone((String) zone.get())) {
            arguments.problem(0, ProblemCode.INVALID_ARGUMENT,
                    zone.map(name -> name + " is no time zone").orElse("the time zone must be a constant"),
                    "names are such as 'UTC' or 'Europe/Berlin'");
            return new Expr.Literal(null, type);
        }
        LocalDateTime local = LocalDateTime.ofInstant(arguments.referenceTime(), ZoneId.of((String) zone.get()))
                .truncatedTo(precision);
        return Arguments.literal(local.toInstant(ZoneOffset.UTC).toEpochMilli(), type);
    }

    private static Expr zone(Arguments arguments, int index) {
        arguments.constant(index, Storage.TEXT).filter(name -> !DateOperations.isZone((String) name))
                .ifPresent(name -> arguments.problem(index, ProblemCode.INVALID_ARGUMENT, name + " is no time zone",
                        "names are such as 'UTC' or 'Europe/Berlin'"));
        return arguments.text(index);
    }

    private static Expr convert(Arguments arguments, Expr from, Expr to) {
        Expr date = arguments.datetime(0);
        return arguments.call(DateOperations.CONVERT_ZONE, List.of(date, from, to), date.type());
    }
}
