package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.message.ProblemCode;
import java.util.List;
import java.util.Locale;

/** Dates written in another format, in place. */
final class DateFormat implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("dateformat")
            .doc("Reads values as Datetime and writes them in a format (Java letters); what isn't one is null.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .optional("type", ParameterKind.NEW_NAME, "custom, or a named format: mmddcommondate, ddmmcommondate, yyyymmdd")
            .optional("format", ParameterKind.TEXT, "custom: the format, e.g. 'dd-MM-yyyy'")
            .optional("as", ParameterKind.NEW_NAMES, "a record of the names; ignored")
            .example("d", List.of("2020-01-02", "3/4/2020", "x", "\"\"", "∅"), "dateformat col: d format: 'dd.MM.yy'",
                    "d", List.of("02.01.20", "04.03.20", "∅", "∅", "∅"))
            .example("d:Datetime|n", List.of("2020-02-30|1"), "dateformat col: d type: ddmmcommondate", "d|n",
                    List.of("01/03/2020|1"))
            .example("a:Datetime", List.of("2020-01-02", "x", "\"\"", "∅"), "dateformat col: a format: 'dd/MM/yyyy'",
                    "a", List.of("02/01/2020", "∅", "∅", "∅"))
            .boundary("a", List.of("2599-12-31", "2600-01-01"), "dateformat col: a format: 'dd/MM/yyyy'", "a",
                    List.of("31/12/2599", "∅"))
            .without(CaseKind.TIE, "each value is formatted by itself")
            .build();

    /** For a format that isn't known. */
    private static final String STAND_IN = "yyyy-MM-dd";

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Formula formula = Formula.at(arguments.span(arguments.has("format") ? "format" : "type"));
        return SetColumns.edit(
                formula.call("DATEFORMAT", formula.edited(), formula.text(format(arguments, context))),
                arguments.columns("col"), table, context);
    }

    private static String format(StepArguments arguments, AnalysisContext context) {
        if (arguments.has("format")) {
            return arguments.text("format", STAND_IN);
        }
        if (arguments.isUnknown("type")) {
            return STAND_IN;
        }
        String named = arguments.text("type", "").toLowerCase(Locale.ROOT);
        if (named.startsWith("mmddcommondate")) {
            return "MM/dd/yyyy";
        }
        if (named.startsWith("ddmmcommondate")) {
            return "dd/MM/yyyy";
        }
        if (named.startsWith("yyyymmdd")) {
            return STAND_IN;
        }
        context.error(arguments.has("type") && !named.equals("custom") ? ProblemCode.INVALID_PARAMETER
                        : ProblemCode.MISSING_PARAMETER, arguments.span("type"),
                named.isEmpty() || named.equals("custom") ? "dateformat needs the parameter format"
                        : "unknown date format " + named,
                "write format: 'dd-MM-yyyy', or type: mmddcommondate, ddmmcommondate or yyyymmdd");
        return STAND_IN;
    }
}
