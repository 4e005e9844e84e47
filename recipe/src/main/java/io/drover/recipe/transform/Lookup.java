package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.analysis.Scope;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.syntax.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Columns of another dataset's row with the same key. */
final class Lookup implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("lookup")
            .adding()
            .doc("Adds the other columns of a dataset's row whose key equals a column's value, right of that column; null "
                    + "where there is none, one row for each where there are several.")
            .required("with", ParameterKind.DATASET, "the other dataset")
            .required("col", ParameterKind.EXPRESSION, "the column looked up, e.g. current_dataset.code")
            .required("key", ParameterKind.EXPRESSION, "the other dataset's key column, e.g. Codes.code")
            .optional("as", ParameterKind.NEW_NAMES, "all", "the columns wanted, where they are recorded")
            .example(TransformExample.Dataset.of("Codes", "code|name|area",
                            List.of("no|Norway|North", "pe|Peru|South")), "c|n",
                    List.of("pe|1", "xx|2", "no|3"), "lookup with: Codes col: c key: Codes.code",
                    "c|name|area|n", List.of("pe|Peru|South|1", "xx|∅|∅|2", "no|Norway|North|3"))
            .example(TransformExample.Dataset.of("R", "k:Integer|v", List.of("1|p", "x|q", "\"\"|r", "∅|s")),
                    "k:Integer", List.of("1", "x", "\"\"", "∅"), "lookup with: R col: k key: R.k", "k|v",
                    List.of("1|p", "x|∅", "\"\"|∅", "∅|∅"))
            .boundary(TransformExample.Dataset.of("R", "k|v", List.of()), "k", List.of("1"),
                    "lookup with: R col: k key: R.k", "k|v", List.of("1|∅"))
            .tie(TransformExample.Dataset.of("R", "k|v", List.of("1|p", "1|q")), "k", List.of("1"),
                    "lookup with: R col: k key: R.k", "k|v", List.of("1|p", "1|q"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Table other = arguments.dataset("with", context);
        Scope scope = context.scope(table, arguments.datasets("with", other, table, context));
        Column looked = context.column(arguments.expression("col"), scope);
        Column key = context.column(in(arguments.text("with", ""), arguments.expression("key")), scope);
        JoinKeys keys = new JoinKeys();
        keys.add(looked.expr(), key.expr(), table, context);
        GeneratedNames names = GeneratedNames.of(table);
        Set<String> wanted = new HashSet<>(arguments.texts("as"));
        List<Column> added = new ArrayList<>();
        for (Column column : other.columns()) {
            if (!column.equals(key)) {
                String generated = names.free(column.name());
                if (wanted.isEmpty() || wanted.contains(generated)) {
                    added.add(column.named(generated));
                }
            }
        }
        return Join.joined(Plan.Join.Kind.LEFT, keys, null, Placement.rightOf(table, looked, added), table, other,
                context);
    }

    /** A key without a dataset's name is the other one's. */
    private static Node in(String dataset, Node key) {
        return key instanceof Node.Column column && column.dataset().isEmpty()
                ? new Node.Column(column.name(), Optional.of(dataset), column.braced(), column.span()) : key;
    }
}
