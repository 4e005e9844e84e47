package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keeps or removes rows: by a condition, by one of the ready-made tests, or by position. */
final class FilterRows implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("filter", "keep", "delete")
            .doc("Keeps or removes the rows for which a test is true. With a null cell every test but missing is false.")
            .inPlace()
            .keyword("action", "Keep", "what happens to the rows; Drop is Delete", "Keep", "Delete", "Drop")
            .keyword("type", "", "the test; follows from the other parameters when left out", "custom", "missing",
                    "mismatched", "exactly", "notEqual", "oneOf", "contains", "startsWith", "endsWith", "lessThan",
                    "greaterThan", "inRange", "between", "topRows", "rangeRows", "everyNth")
            .keyword("rowType", "single", "makes no difference", "single", "multiple")
            .optional("row", ParameterKind.CONDITION, "custom: the condition")
            .optional("group", ParameterKind.COLUMNS, "the whole table", "of aggregates in the condition")
            .optional("order", ParameterKind.ORDER, "the current order", "of window functions in the condition")
            .optional("col", ParameterKind.COLUMNS, "the column tested")
            .optional("missing", ParameterKind.COLUMNS, "any of them null or empty")
            .optional("mismatched", ParameterKind.COLUMNS_OR_TYPE,
                    "any of them mismatched for its type; or the type that those of col don't fit")
            .optional("datatype", ParameterKind.TYPE, "mismatched: for this type")
            .optional("exactly", ParameterKind.EXPRESSION, "equal to this")
            .optional("notEqual", ParameterKind.EXPRESSION, "not missing and not equal to this")
            .optional("oneOf", ParameterKind.EXPRESSIONS, "equal to one of these")
            .optional("contains", ParameterKind.PATTERN, "a match exists")
            .optional("startsWith", ParameterKind.PATTERN, "a match at the start")
            .optional("endsWith", ParameterKind.PATTERN, "a match at the end")
            .optional("ignoreCase", ParameterKind.BOOLEAN, "false", "case doesn't count in contains")
            .optional("lessThan", ParameterKind.EXPRESSION, "less than this")
            .optional("lessThanEqual", ParameterKind.EXPRESSION, "false", "or equal: true, or the bound itself")
            .optional("greaterThan", ParameterKind.EXPRESSION, "greater than this")
            .optional("greaterThanEqual", ParameterKind.EXPRESSION, "false", "or equal: true, or the bound itself")
            .optional("limit/topRows", ParameterKind.INTEGER, "topRows: how many")
            .optional("start", ParameterKind.INTEGER, "1", "rangeRows, everyNth: first position")
            .optional("end", ParameterKind.INTEGER, "rangeRows: last position")
            .optional("every/everyNth", ParameterKind.INTEGER, "everyNth: n")
            .example("s", List.of("A", "C", "∅"), "filter type: oneOf col: s oneOf: 'A','B' action: Delete", "s",
                    List.of("C", "∅"))
            .example("a", List.of("∅", "x"), "filter type: custom rowType: single row: a == '' action: Delete", "a",
                    List.of("∅", "x"))
            .example("a", List.of("∅", "x", "\"\""), "filter type: missing missing: a action: Delete", "a",
                    List.of("x"))
            .example("a:Integer", List.of("1", "2", "3"), "keep row: a > 1", "a", List.of("2", "3"))
            .example("a", List.of("1", "2", "3", "4"), "filter type: rangeRows start: 2 end: 3 action: Keep", "a",
                    List.of("2", "3"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"),
                    "filter type: lessThan col: a lessThan: 2 action: Delete", "a", List.of("x", "\"\"", "∅"))
            .boundary("a", List.of("1", "2", "3"), "filter type: rangeRows start: 2 end: 99 action: Keep", "a",
                    List.of("2", "3"))
            .tie("a", List.of("1", "2", "3"), "filter type: lessThan col: a lessThan: 2 action: Keep", "a",
                    List.of("1"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        boolean delete = arguments.verb().equals("delete")
                || arguments.verb().equals("filter") && !arguments.text("action", "Keep").equals("Keep");
        Formula formula = Formula.at(arguments.span(testParameter(arguments)));
        Draft draft = new Draft(table, context);
        Expr condition = condition(arguments, table, formula, context);
        List<Expr> group = Keys.grouping(arguments.columns("group"), table, context);
        Expr lifted = draft.lift(condition, group,
                Keys.rowOrder(arguments.order("order"), table, draft, context));
        // Delete keeps the rows for which the test is false or null.
        draft.filter(delete ? new Expr.Call(RowOperations.IS_NOT_TRUE, List.of(lifted), ValueType.BOOLEAN) : lifted);
        return draft.table(table.columns());
    }

    private static Expr condition(StepArguments arguments, Table table, Formula formula, AnalysisContext context) {
        String type = type(arguments);
        if (List.of("contains", "startsWith", "endsWith").contains(type)) {
            Expr column = context.analyze(column(arguments, formula, context), context.scope(table));
            return PatternTests.test(type, arguments, context.text(column, table), table, context);
        }
        return context.condition(test(type, arguments, formula, table, context), context.scope(table));
    }

    private static String testParameter(StepArguments arguments) {
        return arguments.has("row") ? "row" : arguments.has("type") ? "type" : "col";
    }

    private static String type(StepArguments arguments) {
        return arguments.text("type").map(type -> type.equals("between") ? "inRange" : type).orElseGet(() -> {
            for (String test : List.of("missing", "mismatched", "exactly", "notEqual", "oneOf", "contains",
                    "startsWith", "endsWith")) {
                if (arguments.has(test)) {
                    return test;
                }
            }
            boolean less = arguments.has("lessThan") || isBound("lessThanEqual", arguments);
            boolean greater = arguments.has("greaterThan") || isBound("greaterThanEqual", arguments);
            return less && greater ? "inRange" : less ? "lessThan" : greater ? "greaterThan"
                    : arguments.has("limit") ? "topRows"
                    : arguments.has("every") ? "everyNth" : "custom";
        });
    }

    private static Node test(String type, StepArguments arguments, Formula formula, Table table, AnalysisContext context) {
        return switch (type) {
            case "custom" -> value("row", arguments, context);
            case "missing" -> any(formula, columns("missing", arguments, context),
                    column -> formula.call("ISMISSING", formula.array(List.of(formula.column(column)))));
            case "mismatched" -> any(formula, mismatched(arguments, table, context), column -> Mismatch.test(formula, column,
                    arguments.has("datatype") || !arguments.has("mismatched") || !arguments.columns("mismatched").isEmpty()
                            ? arguments.nodes("datatype") : arguments.nodes("mismatched")));
            case "exactly" -> formula.call("EQUAL", column(arguments, formula, context), value(type, arguments, context));
            case "notEqual" -> formula.call("AND",
                    formula.call("NOT", formula.call("ISMISSING",
                            formula.array(List.of(column(arguments, formula, context))))),
                    formula.call("NOTEQUAL", column(arguments, formula, context), value(type, arguments, context)));
            case "oneOf" -> oneOf(arguments, formula, context);
            case "lessThan" -> less(arguments, formula, context);
            case "greaterThan" -> greater(arguments, formula, context);
            case "inRange" -> formula.call("AND", greater(arguments, formula, context), less(arguments, formula, context));
            case "topRows" -> formula.call("LESSTHANEQUAL", formula.call("ROWNUMBER"),
                    formula.number(required("limit", arguments, context)));
            case "rangeRows" -> formula.call("AND",
                    formula.call("GREATERTHANEQUAL", formula.call("ROWNUMBER"),
                            formula.number(arguments.integer("start", 1))),
                    formula.call("LESSTHANEQUAL", formula.call("ROWNUMBER"),
                            formula.number(required("end", arguments, context))));
            case "everyNth" -> everyNth(arguments, formula, context);
            default -> throw new IllegalStateException("the declaration names no test " + type);
        };
    }

    /** Every n-th row: the n-th, 2n-th… counted from {@code start}, which is position 1 unless given. */
    private static Node everyNth(StepArguments arguments, Formula formula, AnalysisContext context) {
        long every = required("every", arguments, context);
        if (every < 1) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("every"), "every must be 1 or more", null);
        }
        long start = arguments.integer("start", 1);
        Node position = formula.call("SUBTRACT", formula.call("ROWNUMBER"), formula.number(start - 1));
        return formula.call("AND", formula.call("GREATERTHAN", position, formula.number(0)),
                formula.call("EQUAL", formula.call("MOD", position, formula.number(every)), formula.number(0)));
    }

    private static Node oneOf(StepArguments arguments, Formula formula, AnalysisContext context) {
        Node column = column(arguments, formula, context);
        List<Node> values = arguments.expressions("oneOf");
        needs("oneOf", arguments, context);
        Node test = values.isEmpty() ? formula.unknown() : null;
        for (Node value : values) {
            Node equal = formula.call("EQUAL", column, value);
            test = test == null ? equal : formula.call("OR", test, equal);
        }
        return test;
    }

    private static Node less(StepArguments arguments, Formula formula, AnalysisContext context) {
        return compared("lessThan", arguments, formula, context);
    }

    private static Node greater(StepArguments arguments, Formula formula, AnalysisContext context) {
        return compared("greaterThan", arguments, formula, context);
    }

    /** By a bound that belongs to the rows wanted where it is given as {@code …Equal}, or {@code …Equal} is true. */
    private static Node compared(String parameter, StepArguments arguments, Formula formula, AnalysisContext context) {
        String orEqual = parameter + "Equal";
        boolean bound = isBound(orEqual, arguments);
        if (bound && arguments.has(parameter)) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span(orEqual), "there are two bounds, "
                    + parameter + " and " + orEqual, "beside " + parameter + ", " + orEqual + " is true or false");
        }
        boolean included = bound || arguments.optionalExpression(orEqual).flatMap(FilterRows::flag).orElse(false);
        String function = parameter.toUpperCase(Locale.ROOT) + (included ? "EQUAL" : "");
        return formula.call(function, column(arguments, formula, context), value(bound ? orEqual : parameter, arguments, context));
    }

    /** Whether it is the bound itself, not whether the bound belongs to the rows wanted. */
    private static boolean isBound(String orEqual, StepArguments arguments) {
        return arguments.optionalExpression(orEqual).filter(node -> flag(node).isEmpty()).isPresent();
    }

    private static Optional<Boolean> flag(Node node) {
        return node instanceof Node.Bool bool ? Optional.of(bool.value())
                : node instanceof Node.Text text && List.of("true", "false").contains(text.plain().toLowerCase(Locale.ROOT))
                        ? Optional.of(Boolean.valueOf(text.plain())) : Optional.empty();
    }

    private static Node any(
            Formula formula, List<Column> columns, java.util.function.Function<Column, Node> test) {
        return columns.stream().map(test).reduce((a, b) -> formula.call("OR", a, b)).orElseGet(formula::unknown);
    }

    /** Those it names, or those of col where it names a type. */
    private static List<Column> mismatched(StepArguments arguments, Table table, AnalysisContext context) {
        List<Column> named = arguments.columns("mismatched");
        if (!named.isEmpty()) {
            return named;
        }
        String quoted = NewNames.texts(new Node.Array(arguments.nodes("mismatched"), arguments.span("mismatched")))
                .findFirst().orElse("");
        Optional<Column> meant = Placement.resolve(quoted, table);
        if (meant.isPresent() && !arguments.has("col")) {
            context.error(ProblemCode.MISSING_PARAMETER, arguments.span("mismatched"), arguments.verb()
                    + " needs the parameter col (columns) with a type in mismatched", "if the column is meant, it is written"
                    + " without quotes: mismatched: " + Formula.written(meant.get()));
            return List.of();
        }
        return columns("col", arguments, context);
    }

    private static List<Column> columns(String parameter, StepArguments arguments, AnalysisContext context) {
        List<Column> columns = new ArrayList<>(arguments.columns(arguments.has(parameter) ? parameter : "col"));
        if (columns.isEmpty()) {
            needs(parameter, arguments, context);
        }
        return columns;
    }

    private static Node column(StepArguments arguments, Formula formula, AnalysisContext context) {
        List<Column> columns = arguments.columns("col");
        if (columns.isEmpty()) {
            needs("col", arguments, context);
            return formula.unknown();
        }
        if (columns.size() > 1) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("col"),
                    "this test takes one column, not " + columns.size(), "make a step for each");
        }
        return formula.column(columns.get(0));
    }

    private static Node value(String parameter, StepArguments arguments, AnalysisContext context) {
        needs(parameter, arguments, context);
        return arguments.expression(parameter);
    }

    private static long required(String parameter, StepArguments arguments, AnalysisContext context) {
        needs(parameter, arguments, context);
        return arguments.integer(parameter, 1);
    }

    private static void needs(String parameter, StepArguments arguments, AnalysisContext context) {
        if (!arguments.isUnknown("type")) {
            arguments.needs(parameter, arguments.text("type").map(type -> "with type: " + type).orElse(""), context);
        }
    }
}
