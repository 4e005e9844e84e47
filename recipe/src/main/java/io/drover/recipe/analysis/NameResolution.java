package io.drover.recipe.analysis;

import io.drover.recipe.function.Arguments;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionWords;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what columns and variables of a formula are. */
final class NameResolution {

    private static final String CURRENT = "current_dataset";

    /** A broken reference as packages print it; it means the current dataset. */
    private static final String MISSING = "MISSING";

    /** So short a name is near many, and may as well be text without its quotes. */
    private static final int SHORT = 3;

    /** The column a reference means; a problem and an unknown one if there is none. */
    Column column(Node.Column node, Scope scope) {
        return column(node, scope, false);
    }

    /** The same where text or a function could have been meant. */
    Column inFormula(Node.Column node, Scope scope) {
        return column(node, scope, true);
    }

    private static Column column(Node.Column node, Scope scope, boolean formula) {
        Table table = table(node, scope);
        List<Column> columns = table.columns();
        for (Column column : columns) {
            if (column.name().equals(node.name())) {
                return column;
            }
        }
        List<Column> near = columns.stream().filter(column -> column.name().equalsIgnoreCase(node.name())).toList();
        if (near.size() == 1) {
            return near.get(0);
        }
        if (table.mayHave(node.name())) {
            return Column.unknown(node.name());
        }
        List<String> names = columns.stream().map(Column::name).toList();
        String suggestion = near.isEmpty()
                ? elsewhere(node, scope).or(() -> Suggestions.didYouMean(node.name(), names)
                                .map(found -> formula && node.name().length() <= SHORT ? found + orText(node) : found))
                        .or(() -> formula ? function(node) : Optional.empty())
                        .orElseGet(() -> there(names) + (formula ? orText(node) : ""))
                : "several columns differ from it by case only: "
                        + String.join(", ", near.stream().map(Column::name).toList());
        ExpressionAnalyzer.error(scope, ProblemCode.UNKNOWN_COLUMN, node.span(),
                "unknown column " + node.name() + node.dataset().map(name -> " of " + name).orElse(""), suggestion);
        return Column.unknown(Suggestions.nearest(node.name(), names).orElse(node.name()));
    }

    /** Whether it is no column, and nearly the name of one; units such as {@code day} are near nothing. */
    static boolean isMisspelt(Node.Column node, Scope scope) {
        List<String> names = scope.table().columns().stream().map(Column::name).toList();
        return node.dataset().isEmpty() && node.name().length() >= SHORT && !FunctionWords.isUnit(node.name())
                && names.stream().noneMatch(node.name()::equalsIgnoreCase)
                && Suggestions.nearest(node.name(), names).isPresent();
    }

    /** Whether it is no column, and nothing else that an argument of whatever function may be. */
    static boolean isNone(Node.Column node, Scope scope) {
        return node.dataset().isPresent() || !FunctionWords.contains(node.name())
                && scope.table().columns().stream().map(Column::name).noneMatch(node.name()::equalsIgnoreCase);
    }

    /** Where a join or lookup names a column of the other dataset alone. */
    private static Optional<String> elsewhere(Node.Column node, Scope scope) {
        return node.dataset().isPresent() ? Optional.empty() : scope.datasets().entrySet().stream()
                .filter(dataset -> dataset.getValue() != scope.table() && dataset.getValue().columns().stream()
                        .anyMatch(column -> column.name().equals(node.name())))
                .map(dataset -> dataset.getKey() + " has it: write " + dataset.getKey() + "." + node.name()).findFirst();
    }

    private static Optional<String> function(Node.Column node) {
        return node.braced() ? Optional.empty() : Catalogue.standard().find(node.name())
                .map(entry -> "if the function is meant, it is " + entry.signature());
    }

    private static String orText(Node.Column node) {
        return node.braced() || node.dataset().isPresent() ? "" : "; text is written '" + node.name() + "'";
    }

    private static String there(List<String> names) {
        int shown = Math.min(names.size(), 10);
        return names.isEmpty()
                ? "the table has no columns"
                : "columns are " + String.join(", ", names.subList(0, shown)) + (shown < names.size() ? ", …" : "");
    }

    private static Table table(Node.Column node, Scope scope) {
        String dataset = node.dataset().orElse(CURRENT);
        Table exact = scope.datasets().get(dataset);
        if (exact != null) {
            return exact;
        }
        if (dataset.equalsIgnoreCase(CURRENT) || dataset.equals(MISSING)) {
            return scope.table();
        }
        List<String> near = scope.datasets().keySet().stream().filter(dataset::equalsIgnoreCase).toList();
        if (near.size() == 1) {
            return scope.datasets().get(near.get(0));
        }
        List<String> known = new ArrayList<>(scope.datasets().keySet());
        known.add(CURRENT);
        ExpressionAnalyzer.error(scope, ProblemCode.UNKNOWN_DATASET, node.span(), "unknown dataset " + dataset,
                Suggestions.didYouMean(dataset, known).orElse("there are " + String.join(", ", known)));
        return Table.UNKNOWN;
    }

    /** Whether it is the word {@code null} and no column has that name. */
    boolean isBareNull(Node.Column node, Scope scope) {
        return !node.braced() && node.dataset().isEmpty() && node.name().equalsIgnoreCase("null")
                && scope.table().columns().stream().noneMatch(column -> column.name().equalsIgnoreCase("null"));
    }

    /** Reserved names first, then flow parameters, which are String constants. */
    Expr variable(Node.Variable node, Scope scope) {
        switch (node.name()) {
            case "col" -> {
                return edited(node, scope);
            }
            case "sourcerownumber" -> {
                return hidden(scope.table().sourceRowNumber(), ValueType.INTEGER);
            }
            case "filepath" -> {
                return hidden(scope.table().filePath(), ValueType.TEXT);
            }
            default -> {
                return parameter(node, scope);
            }
        }
    }

    private static Expr edited(Node.Variable node, Scope scope) {
        if (scope.edited().isEmpty()) {
            ExpressionAnalyzer.error(scope, ProblemCode.UNKNOWN_VARIABLE, node.span(),
                    "$col has no meaning here: it is the column that a set, replace or filter step edits", null);
            return ExpressionAnalyzer.unknown();
        }
        Column column = scope.edited().get();
        return column.expr();
    }

    static Expr hidden(Optional<PlanColumn> column, ValueType type) {
        return column.<Expr>map(PlanColumn::expr).orElseGet(() -> Arguments.nullOf(type));
    }

    private static Expr parameter(Node.Variable node, Scope scope) {
        String value = scope.variables().get(node.name());
        if (value != null) {
            return Arguments.text(value);
        }
        List<String> known = new ArrayList<>(scope.variables().keySet());
        known.addAll(List.of("col", "sourcerownumber", "filepath"));
        ExpressionAnalyzer.error(scope, ProblemCode.UNKNOWN_VARIABLE, node.span(), "unknown parameter $" + node.name(),
                Suggestions.didYouMean(node.name(), known).orElse("names are case-sensitive"));
        return ExpressionAnalyzer.unknown();
    }
}
