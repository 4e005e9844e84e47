package io.drover.recipe.function;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;

/** Working days and holidays between dates. */
final class WorkingDayFunctions {

    private static final ValueType DATE_ONLY = ValueType.datetime(DatetimeFormat.DATE);

    static final FunctionEntry NETWORKDAYS = function("NETWORKDAYS", 2, "Integer")
            .takes("from", Kind.DATETIME).takes("to", Kind.DATETIME).optional("holidays", Kind.ARRAY, "[]")
            .doc("The days from Monday to Friday between two dates, both included, without the holidays among them; null if the"
                    + " first is after the second.")
            .example("NETWORKDAYS('2020-01-01', '2020-01-07')", "5")
            .example("NETWORKDAYS('2020-01-01', '2020-01-07', ['2020-01-01', '2020/01/04', 'x'])", "4")
            .boundary("NETWORKDAYS('2020-01-04', '2020-01-05')", "0")
            .example("NETWORKDAYS('2020-01-07', '2020-01-01')", null)
            .example("NETWORKDAYS('', '2020-01-01')", null)
            .example("NETWORKDAYS(NULL(), '2020-01-01')", null)
            .bind(arguments -> arguments.call(WorkingDays.COUNT, List.of(arguments.datetime(0), arguments.datetime(1),
                    Arguments.text(WorkingDays.WEEKEND), holidays(arguments, 2))));

    static final FunctionEntry NETWORKDAYSINTL = function("NETWORKDAYSINTL", 3, "Integer")
            .takes("from", Kind.DATETIME).takes("to", Kind.DATETIME)
            .optional("mask", Kind.TEXT, "'0000011'").optional("holidays", Kind.ARRAY, "[]")
            .doc("As NETWORKDAYS, with the days off given from Monday to Sunday: 1 is a day off.")
            .example("NETWORKDAYSINTL('2020-01-01', '2020-01-07', '0000001')", "6")
            .boundary("NETWORKDAYSINTL('2020-01-01', '2020-01-07', '1111111')", "0")
            .example("NETWORKDAYSINTL('', '2020-01-07', '0000001')", null)
            .example("NETWORKDAYSINTL(NULL(), '2020-01-07')", null)
            .example("NETWORKDAYSINTL('x', '2020-01-07', '0000001')", null)
            .bind(arguments -> arguments.call(WorkingDays.COUNT, List.of(
                    arguments.datetime(0), arguments.datetime(1), mask(arguments), holidays(arguments, 3))));

    static final FunctionEntry WORKDAY = function("WORKDAY", 2, "Datetime")
            .takes("date", Kind.DATETIME).takes("count", Kind.INTEGER).optional("holidays", Kind.ARRAY, "[]")
            .doc("The date so many working days (Monday to Friday, no holidays) later, or earlier for a negative number; the day"
                    + " itself isn't counted. Printed yyyy-MM-dd.")
            .example("WORKDAY('2020-01-03', 1)", "2020-01-06")
            .example("WORKDAY('2020-01-06', -1)", "2020-01-03")
            .example("WORKDAY('2020-01-03', 1, ['2020-01-06'])", "2020-01-07")
            .example("WORKDAY('2020-01-04 10:00', 0)", "2020-01-04")
            .example("WORKDAY('', 1)", null)
            .example("WORKDAY(NULL(), 1)", null)
            .boundary("WORKDAY('2020-01-01', 9223372036854775807)", null)
            .bind(arguments -> arguments.call(WorkingDays.MOVE, List.of(arguments.datetime(0), arguments.integer(1),
                    Arguments.text(WorkingDays.WEEKEND), holidays(arguments, 2)), DATE_ONLY));

    static final FunctionEntry WORKDAYINTL = function("WORKDAYINTL", 3, "Datetime")
            .takes("date", Kind.DATETIME).takes("count", Kind.INTEGER)
            .optional("mask", Kind.TEXT, "'0000011'").optional("holidays", Kind.ARRAY, "[]")
            .doc("As WORKDAY, with the days off given from Monday to Sunday: 1 is a day off. Null if all are.")
            .example("WORKDAYINTL('2020-01-03', 1, '0000001')", "2020-01-04")
            .boundary("WORKDAYINTL('2020-01-03', 1, '1111111')", null)
            .example("WORKDAYINTL('', 1)", null)
            .example("WORKDAYINTL(NULL(), 1)", null)
            .example("WORKDAYINTL('x', 1, '0000001')", null)
            .bind(arguments -> arguments.call(WorkingDays.MOVE, List.of(
                    arguments.datetime(0), arguments.integer(1), mask(arguments), holidays(arguments, 3)), DATE_ONLY));

    private WorkingDayFunctions() {}

    private static FunctionEntry.Builder function(String name, int tier, String result) {
        return FunctionEntry.scalar(name, Category.DATE, tier).gives(result);
    }

    private static Expr holidays(Arguments arguments, int index) {
        return arguments.has(index) ? arguments.array(index) : Arguments.text("[]");
    }

    private static Expr mask(Arguments arguments) {
        if (!arguments.has(2)) {
            return Arguments.text(WorkingDays.WEEKEND);
        }
        arguments.constant(2, Storage.TEXT).filter(mask -> !WorkingDays.isMask((String) mask))
                .ifPresent(mask -> arguments.problem(2, ProblemCode.INVALID_ARGUMENT, mask + " is no week",
                        "write seven digits from Monday to Sunday, 1 for a day off: '0000011'"));
        return arguments.text(2);
    }
}
