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

/** Keeps or removes rows: by a condition, by one of the ready-made tests, or by position. */
final class FilterRows implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("filter", "keep", "delete")
            .doc("Keeps or removes the rows for which a test is true. With a null cell every test but missing is false.")
            .inPlace()
            .keyword("action", "Keep", "what happens to the rows", "Keep", "Delete")
            .keyword("type", "", "the test; follows from the other parameters when left out", "custom", "missing",
                    "mismatched", "exactly", "notEqual", "oneOf", "contains", "startsWith", "endsWith", "lessThan",
                    "greaterThan", "inRange", "between", "topRows", "rangeRows", "everyNth")
            .keyword("rowType", "single", "makes no difference", "single", "multiple")
            .optional("row", ParameterKind.CONDITION, "custom: the condition")
            .optional("group", ParameterKind.COLUMNS, "the whole table", "of aggregates in the condition")
            .optional("order", ParameterKind.ORDER, "the current order", "of window functions in the condition")
            .optional("col", ParameterKind.COLUMNS, "the column tested")
            .optional("missing", ParameterKind.COLUMNS, "any of them null or empty")
            .optional("mismatched", ParameterKind.COLUMNS, "any of them mismatched for its type")
            .optional("datatype", ParameterKind.TYPE, "mismatched: for this type")
            .optional("exactly", ParameterKind.EXPRESSION, "equal to this")
            .optional("notEqual", ParameterKind.EXPRESSION, "not missing and not equal to this")
            .optional("oneOf", ParameterKind.EXPRESSIONS, "equal to one of these")
            .optional("contains", ParameterKind.PATTERN, "a match exists")
            .optional("startsWith", ParameterKind.PATTERN, "a match at the start")
            .optional("endsWith", ParameterKind.PATTERN, "a match at the end")
            .optional("ignoreCase", ParameterKind.BOOLEAN, "false", "case doesn't count in contains")
            .optional("lessThan", ParameterKind.EXPRESSION, "less than this")
            .optional("lessThanEqual", ParameterKind.BOOLEAN, "false", "or equal")
            .optional("greaterThan", ParameterKind.EXPRESSION, "greater than this")
            .optional("greaterThanEqual", ParameterKind.BOOLEAN, "false", "or equal")
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
                || arguments.verb().equals("filter") && arguments.text("action", "Keep").equals("Delete");
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
        return context.condition(test(type, arguments, formula, context), context.scope(table));
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
            return arguments.has("lessThan") && arguments.has("greaterThan") ? "inRange"
                    : arguments.has("lessThan") ? "lessThan"
                    : arguments.has("greaterThan") ? "greaterThan"
                    : arguments.has("limit") ? "topRows"
                    : arguments.has("every") ? "everyNth" : "custom";
        });
    }

    private static Node test(String type, StepArguments arguments, Formula formula, AnalysisContext context) {
        return switch (type) {
            case "custom" -> arguments.optionalExpression("row").orElseThrow(() -> missing("row", arguments, context));
            case "missing" -> any(formula, columns("missing", arguments, context),
                    column -> formula.call("ISMISSING", formula.array(List.of(formula.column(column)))));
            case "mismatched" -> any(formula, columns("mismatched", arguments, context),
                    column -> Mismatch.test(formula, column, arguments.nodes("datatype")));
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
            throw context.broken(ProblemCode.INVALID_PARAMETER, arguments.span("every"), "every must be 1 or more",
                    null);
        }
        long start = arguments.integer("start", 1);
        Node position = formula.call("SUBTRACT", formula.call("ROWNUMBER"), formula.number(start - 1));
        return formula.call("AND", formula.call("GREATERTHAN", position, formula.number(0)),
                formula.call("EQUAL", formula.call("MOD", position, formula.number(every)), formula.number(0)));
    }

    private static Node oneOf(StepArguments arguments, Formula formula, AnalysisContext context) {
        Node column = column(arguments, formula, context);
        List<Node> values = arguments.expressions("oneOf");
        if (values.isEmpty()) {
            throw missing("oneOf", arguments, context);
        }
        Node test = null;
        for (Node value : values) {
            Node equal = formula.call("EQUAL", column, value);
            test = test == null ? equal : formula.call("OR", test, equal);
        }
        return test;
    }

    private static Node less(StepArguments arguments, Formula formula, AnalysisContext context) {
        return formula.call(arguments.flag("lessThanEqual") ? "LESSTHANEQUAL" : "LESSTHAN",
                column(arguments, formula, context), value("lessThan", arguments, context));
    }

    private static Node greater(StepArguments arguments, Formula formula, AnalysisContext context) {
        return formula.call(arguments.flag("greaterThanEqual") ? "GREATERTHANEQUAL" : "GREATERTHAN",
                column(arguments, formula, context), value("greaterThan", arguments, context));
    }

    private static Node any(
            Formula formula, List<Column> columns, java.util.function.Function<Column, Node> test) {
        return columns.stream().map(test).reduce((a, b) -> formula.call("OR", a, b)).orElseThrow();
    }

    private static List<Column> columns(String parameter, StepArguments arguments, AnalysisContext context) {
        List<Column> columns = new ArrayList<>(arguments.columns(arguments.has(parameter) ? parameter : "col"));
        if (columns.isEmpty()) {
            throw missing(parameter, arguments, context);
        }
        return columns;
    }

    private static Node column(StepArguments arguments, Formula formula, AnalysisContext context) {
        List<Column> columns = arguments.columns("col");
        if (columns.size() != 1) {
            throw columns.isEmpty() ? missing("col", arguments, context)
                    : context.broken(ProblemCode.INVALID_PARAMETER, arguments.span("col"),
                            "this test takes one column, not " + columns.size(), "make a step for each");
        }
        return formula.column(columns.get(0));
    }

    private static Node value(String parameter, StepArguments arguments, AnalysisContext context) {
        return arguments.optionalExpression(parameter).orElseThrow(() -> missing(parameter, arguments, context));
    }

    private static long required(String parameter, StepArguments arguments, AnalysisContext context) {
        return arguments.integer(parameter).orElseThrow(() -> missing(parameter, arguments, context));
    }

    private static RuntimeException missing(String parameter, StepArguments arguments, AnalysisContext context) {
        return arguments.missing(parameter, arguments.text("type").map(type -> "with type: " + type).orElse(""), context);
    }
}
