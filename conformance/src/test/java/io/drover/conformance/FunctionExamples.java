package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.function.Example;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeSpelling;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The documented examples of functions as cases. */
final class FunctionExamples {

    private int cases;

    /**
     * An example, and the cases that must give its results.
     *
     * @param cases as written, and with its constants in columns
     * @param problem why it can't be analysed, or null
     */
    record Documented(FunctionEntry entry, Example example, List<FormulaCase> cases, String problem) {}

    Documented documented(FunctionEntry entry, Example example) {
        try {
            Node formula = Formulas.parse(example.call());
            List<Column> columns = columns(example);
            List<List<Object>> rows = rows(example);
            Expr expr = Formulas.analyze(example.call(), columns);
            List<FormulaCase> all = new ArrayList<>();
            add(all, example, "", expr, columns, rows);
            String prefix = "u" + cases + "_";
            Unfolded unfolded = new Unfolded(formula, columns(example), prefix);
            if (!unfolded.values().isEmpty()) {
                List<List<Object>> wider = rows.stream().map(row -> {
                    List<Object> values = new ArrayList<>(row);
                    values.addAll(unfolded.values().values());
                    return values;
                }).toList();
                add(all, example, " with constants in columns", unfolded.expr(), unfolded.columns(), wider);
            }
            return new Documented(entry, example, all, null);
        } catch (AssertionError wrong) {
            return new Documented(entry, example, List.of(), wrong.getMessage());
        }
    }

    private static void add(List<FormulaCase> cases, Example example, String how, Expr expr,
            List<Column> columns, List<List<Object>> rows) {
        for (FormulaCase each : cases(example.call() + how, expr, columns, rows)) {
            if (each.mode() != FormulaCase.Mode.GROUP || example.results().size() == 1) {
                cases.add(each);
            }
        }
    }

    /** A formula in all the ways it can be computed: for each row, over a window, of a group. */
    static List<FormulaCase> cases(String label, Expr expr, List<Column> columns, List<List<Object>> rows) {
        boolean[] over = new boolean[2];
        ExprTree.forEach(expr, node -> {
            over[0] |= node instanceof Expr.Aggregate;
            over[1] |= node instanceof Expr.Window;
        });
        if (!over[0] && !over[1]) {
            return List.of(new FormulaCase(label, FormulaCase.Mode.SCALAR, expr, columns, rows));
        }
        FormulaCase window = new FormulaCase(label + " in a window", FormulaCase.Mode.WINDOW, expr, columns, rows);
        return over[1] ? List.of(window)
                : List.of(window, new FormulaCase(label + " of a group", FormulaCase.Mode.GROUP, expr, columns, rows));
    }

    private List<Column> columns(Example example) {
        List<Column> columns = new ArrayList<>();
        for (String declared : example.columns()) {
            int colon = declared.indexOf(':');
            String name = colon < 0 ? declared : declared.substring(0, colon);
            ColumnType type = colon < 0 ? ColumnType.STRING
                    : TypeSpelling.parse(declared.substring(colon + 1)).orElseThrow();
            columns.add(new Column(name, "c" + cases++, ValueType.source(type), Set.of()));
        }
        cases++;
        return columns;
    }

    private static List<List<Object>> rows(Example example) {
        List<List<Object>> rows = new ArrayList<>();
        example.rows().forEach(row -> rows.add(Arrays.asList(row.toArray())));
        return rows;
    }
}
