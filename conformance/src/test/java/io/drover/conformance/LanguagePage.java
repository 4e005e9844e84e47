package io.drover.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** What {@code docs/language.md} claims, in the order of the page. */
final class LanguagePage {

    /** A recipe over a table, and the table after it. */
    record Recipe(String text, Recipes.Input before, Recipes.Result after) {}

    /** @param over the columns that it reads; empty if it reads none @param results one for each row */
    record Formula(String text, Recipes.Input over, List<String> results) {}

    /** What passes a test, such as that of a type, and what doesn't. @param names of the tests, which are equal */
    record Values(List<String> names, List<String> passing, List<String> failing) {}

    private final List<Recipe> recipes = new ArrayList<>();
    private final List<Formula> formulas = new ArrayList<>();
    private final Map<String, List<Values>> values = new LinkedHashMap<>();

    LanguagePage(Path page) throws IOException {
        Node document = Parser.builder().extensions(List.of(TablesExtension.create())).build()
                .parse(Files.readString(page));
        String recipe = null;
        Table before = null;
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof FencedCodeBlock fenced) {
                recipe = fenced.getLiteral();
                before = null;
            } else if (block instanceof TableBlock given) {
                Table table = Table.of(given);
                switch (table.head().get(0)) {
                    case "formula" -> table.rows().forEach(row -> formulas.add(formula(row)));
                    case "type", "format", "token" -> table.rows().forEach(row -> values
                            .computeIfAbsent(table.head().get(0), name -> new ArrayList<>())
                            .add(new Values(texts(row.get(0)), texts(row.get(row.size() - 2)),
                                    texts(row.get(row.size() - 1)))));
                    case "written" -> { }
                    default -> {
                        if (before == null) {
                            before = table;
                        } else {
                            recipes.add(new Recipe(recipe, new Recipes.Input("t", before.head(), before.cells()),
                                    new Recipes.Result(table.head(), table.cells())));
                            recipe = null;
                            before = null;
                        }
                    }
                }
            }
        }
        if (recipe != null) {
            throw new IllegalStateException("no table after the recipe " + recipe);
        }
    }

    List<Recipe> recipes() {
        return recipes;
    }

    List<Formula> formulas() {
        return formulas;
    }

    /** @param table {@code type}, {@code format} or {@code token} */
    List<Values> values(String table) {
        return values.get(table);
    }

    private static Formula formula(List<Node> row) {
        List<String> columns = new ArrayList<>();
        List<List<String>> cells = new ArrayList<>();
        boolean name = true;
        for (Node part = row.get(1).getFirstChild(); part != null; part = part.getNext()) {
            if (part instanceof Text text) {
                name = name || text.getLiteral().contains(";");
            } else if (name) {
                columns.add(text(part));
                cells.add(new ArrayList<>());
                name = false;
            } else {
                cells.get(cells.size() - 1).add(text(part));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < (cells.isEmpty() ? 0 : cells.get(0).size()); r++) {
            List<String> values = new ArrayList<>();
            for (List<String> column : cells) {
                values.add(column.get(r));
            }
            rows.add(values);
        }
        return new Formula(texts(row.get(0)).get(0), columns.isEmpty()
                ? new Recipes.Input("t", List.of("nothing"), List.of(List.of("")))
                : new Recipes.Input("t", columns, rows), texts(row.get(2)));
    }

    /** The values in a cell: what is marked as code, and nulls. */
    private static List<String> texts(Node cell) {
        List<String> texts = new ArrayList<>();
        for (Node part = cell.getFirstChild(); part != null; part = part.getNext()) {
            if (!(part instanceof Text)) {
                texts.add(text(part));
            }
        }
        return texts;
    }

    private static String text(Node part) {
        if (part instanceof Code code) {
            return code.getLiteral().equals("''") ? "" : code.getLiteral();
        }
        if (part instanceof Emphasis && part.getFirstChild() instanceof Text text && text.getLiteral().equals("null")) {
            return null;
        }
        throw new IllegalStateException("neither code nor null: " + part);
    }

    /** @param head the columns' names as they stand there @param rows cells with their contents */
    private record Table(List<String> head, List<List<Node>> rows) {

        static Table of(TableBlock block) {
            List<List<Node>> rows = new ArrayList<>();
            for (Node part = block.getFirstChild(); part != null; part = part.getNext()) {
                for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                    List<Node> cells = new ArrayList<>();
                    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                        cells.add(cell);
                    }
                    rows.add(cells);
                }
            }
            List<String> head = rows.remove(0).stream().map(cell -> cell.getFirstChild() instanceof Text text
                    ? text.getLiteral() : "").toList();
            return new Table(head, rows);
        }

        /** Each cell is one value. */
        List<List<String>> cells() {
            return rows.stream().map(row -> Arrays.asList(row.stream().map(cell -> text(cell.getFirstChild())).toArray(String[]::new)))
                    .toList();
        }
    }
}
