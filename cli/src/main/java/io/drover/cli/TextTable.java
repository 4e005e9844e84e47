package io.drover.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;

/** Prints rows under a head, each column as wide as its widest cell. */
final class TextTable {
    private static final int GAP = 2;

    private TextTable() {}

    static void print(PrintWriter out, List<String> head, List<List<String>> rows) {
        Column[] columns = new Column[head.size()];
        for (int i = 0; i < columns.length; i++) {
            int width = head.get(i).length();
            for (List<String> row : rows) {
                width = Math.max(width, oneLine(row.get(i)).length());
            }
            columns[i] = new Column(width + GAP, 0, Overflow.SPAN);
        }
        Help.TextTable table = Help.TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
        table.addRowValues(head.toArray(String[]::new));
        rows.forEach(row -> table.addRowValues(row.stream().map(TextTable::oneLine).toArray(String[]::new)));
        table.toString().lines().forEach(line -> out.println(line.stripTrailing()));
    }

    /** A cell's text without what would break the table or the terminal. */
    private static String oneLine(String cell) {
        return cell.replaceAll("\\p{Cntrl}", " ");
    }
}
