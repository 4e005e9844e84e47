package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names from a row, which is then removed. */
final class Header implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("header")
            .doc("Makes a row's values the names of all columns and removes the row. A missing value leaves the name, "
                    + "a repeated one gets a number; blanks around and a byte order mark are removed.")
            .optional("sourcerownumber", ParameterKind.INTEGER, "the first row of the table",
                    "source row number of the row")
            .optional("sanitize", ParameterKind.BOOLEAN, "false",
                    "replace each run of characters other than letters, digits and _ by _")
            .optional("as", ParameterKind.NEW_NAMES, "the names, where they are recorded")
            .example("column2|column3", List.of("id| name ", "1|x"), "header", "id|name", List.of("1|x"))
            .example("a|b|c", List.of("x|x|\"\"", "1|2|3"), "header", "x|x1|c", List.of("1|2|3"))
            .example("a:Integer|b|c", List.of("9|\"\"|∅", "x|2|3"), "header", "9|b|c", List.of("x|2|3"))
            .boundary("a|b", List.of("x|y"), "header", "x|y", List.of())
            .tie("a|b", List.of("x|x", "1|2"), "header", "x|x1", List.of("1|2"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        if (arguments.isUnknown("sourcerownumber")) {
            return table;
        }
        return HeaderRows.take(arguments.integer("sourcerownumber").map(List::of).orElse(List.of()),
                arguments.span("header"), table, context)
                .map(rows -> named(rows, arguments, table)).orElse(table);
    }

    private static Table named(HeaderRows rows, StepArguments arguments, Table table) {
        GeneratedNames names = new GeneratedNames(List.of());
        List<String> given = arguments.texts("as");
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            Column column = table.columns().get(c);
            Optional<String> cell = c < given.size() ? Optional.of(given.get(c))
                    : HeaderRows.cleaned(rows.cells().get(0).get(c), arguments.flag("sanitize"));
            columns.add(column.named(names.free(cell.orElse(column.name()))));
        }
        return rows.removed().withColumns(columns);
    }
}
