package io.drover.recipe.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutputRowsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Table table(List<Column> columns, List<List<Object>> rows) {
        List<PlanColumn> ids = columns.stream().map(Column::planColumn).toList();
        return new Table(new Plan.Values(ids, rows), columns, List.of(), Optional.empty(), Optional.empty());
    }

    private static Column column(String name, String id, ValueType type) {
        return new Column(name, id, type, Set.of());
    }

    private static List<Object> evaluate(Table table, Expr expr) {
        return new ReferenceEngine(Map.of())
                .run(new Plan.Project(table.plan(), List.of(new NamedExpr("out", expr)))).stream()
                .map(row -> row.get(0)).toList();
    }

    private final Table texts = table(
            List.of(column("a", "a", ValueType.TEXT), column("b \"x\"", "b", ValueType.TEXT)),
            List.of(Arrays.asList("plain", null), List.of("", "a,b"), List.of("say \"hi\"", "two\nlines"),
                    List.of(" #;|", "cr\r")));

    @Test
    void fieldsAreQuotedOnlyWhereNeeded() {
        OutputRows rows = new OutputRows(texts, NOW, true);
        assertThat(evaluate(texts, rows.csvLine(",", false))).containsExactly(
                "plain,", ",\"a,b\"", "\"say \"\"hi\"\"\",\"two\nlines\"", " #;|,\"cr\r\"");
        assertThat(evaluate(texts, rows.csvLine("|", false))).startsWith("plain|", "|a,b")
                .endsWith("\" #;|\"|\"cr\r\"");
        assertThat(rows.csvHeader(",", false)).isEqualTo("a,\"b \"\"x\"\"\"");
    }

    @Test
    void everyFieldIsQuotedOnRequest() {
        OutputRows rows = new OutputRows(texts, NOW, true);
        assertThat(evaluate(texts, rows.csvLine(",", true))).startsWith("\"plain\",\"\"", "\"\",\"a,b\"");
        assertThat(rows.csvHeader(",", true)).isEqualTo("\"a\",\"b \"\"x\"\"\"");
    }

    @Test
    void sourceTextStaysAndComputedValuesAreInTheirColumnsFormat() {
        Table table = table(List.of(
                column("i", "i", ValueType.source(ColumnType.INTEGER)),
                column("d", "d", ValueType.DECIMAL),
                column("r", "r", ValueType.computed(new ColumnType(TypeName.DECIMAL, new Format.Decimals(2)))),
                column("t", "t", ValueType.datetime(Format.annotation("dd*mm*yyyy"))),
                column("b", "b", ValueType.BOOLEAN)),
                List.of(Arrays.asList("007", 1e21, 2.5, 0L, true), Arrays.asList("x", 0.1, null, null, null)));
        assertThat(evaluate(table, new OutputRows(table, NOW, true).csvLine(",", false)))
                .containsExactly("007,1e+21,2.50,01-01-1970,true", "x,0.1,,,");
        assertThat(evaluate(table, new OutputRows(table, NOW, false).csvLine(",", false)))
                .containsExactly("007,1e+21,2.50,01-01-1970,true", ",0.1,,,");
        assertThat(evaluate(table, new OutputRows(table, NOW, true).jsonLine())).containsExactly(
                "{\"i\":7,\"d\":1e+21,\"r\":2.5,\"t\":\"01-01-1970\",\"b\":true}",
                "{\"i\":\"x\",\"d\":0.1,\"r\":null,\"t\":null,\"b\":null}");
    }

    @Test
    void wordsOfASourcesBooleansStayInJson() {
        Table table = table(
                List.of(column("s", "s", ValueType.source(ColumnType.BOOLEAN)), column("c", "c", ValueType.BOOLEAN)),
                List.of(Arrays.asList("true", true), Arrays.asList("FALSE", false), Arrays.asList("y", null),
                        Arrays.asList("n", true), Arrays.asList("1", true), Arrays.asList("", true),
                        Arrays.asList(null, true), Arrays.asList("may \"be\"", true)));
        assertThat(evaluate(table, new OutputRows(table, NOW, true).jsonLine())).containsExactly(
                "{\"s\":true,\"c\":true}", "{\"s\":false,\"c\":false}", "{\"s\":\"y\",\"c\":null}",
                "{\"s\":\"n\",\"c\":true}", "{\"s\":\"1\",\"c\":true}", "{\"s\":\"\",\"c\":true}",
                "{\"s\":null,\"c\":true}", "{\"s\":\"may \\\"be\\\"\",\"c\":true}");
        assertThat(evaluate(table, new OutputRows(table, NOW, false).jsonLine()))
                .contains("{\"s\":\"y\",\"c\":null}", "{\"s\":null,\"c\":true}");
    }

    @Test
    void jsonTextIsEscaped() {
        Table table = table(List.of(column("k\n\"é", "k", ValueType.TEXT), column("m", "m", ValueType.source(ColumnType.MAP))),
                List.of(Arrays.asList("q\"\\/\b\u0001é😀", "{\"a\": [1.50]}"), Arrays.asList("", "no map")));
        assertThat(evaluate(table, new OutputRows(table, NOW, true).jsonLine())).containsExactly(
                "{\"k\\n\\\"é\":\"q\\\"\\\\/\\b\\u0001é😀\",\"m\":{\"a\":[1.50]}}",
                "{\"k\\n\\\"é\":\"\",\"m\":\"no map\"}");
    }

    @Test
    void aTableWithoutColumns() {
        Table table = table(List.of(), List.of(List.of(), List.of()));
        assertThat(evaluate(table, new OutputRows(table, NOW, true).csvLine(",", false))).containsExactly("", "");
        assertThat(evaluate(table, new OutputRows(table, NOW, true).jsonLine())).containsExactly("{}", "{}");
    }

    @Test
    void typedColumnsHaveLegalUniqueNamesAndNoMismatches() {
        List<Column> columns = List.of(
                column("Order ID", "o", ValueType.source(ColumnType.INTEGER)),
                column("order_id", "p", ValueType.TEXT),
                column("1st", "q", ValueType.source(ColumnType.ARRAY)),
                column("", "s", ValueType.source(ColumnType.DECIMAL)),
                column("m", "m", ValueType.source(ColumnType.MAP)));
        Table table = table(columns, List.of(
                List.of("7", "x", "[1.50, \"b\", null, [true], {\"k\": 1}, false]", "1.5",
                        "{\"k\": 1.50, \"n\": null, \"o\": {\"p\": []}, \"k\": \"last\"}"),
                Arrays.asList("7.5", null, "[", "a", "[]")));
        List<OutputRows.TypedColumn> typed = new OutputRows(table, NOW, true).typedColumns();
        assertThat(typed).extracting(OutputRows.TypedColumn::name).containsExactly("Order_ID_1", "order_id", "_1st", "_", "m");
        assertThat(typed).extracting(OutputRows.TypedColumn::fileType).containsExactly(OutputRows.FileType.LONG,
                OutputRows.FileType.STRING, OutputRows.FileType.ARRAY, OutputRows.FileType.DOUBLE, OutputRows.FileType.MAP);
        List<List<Object>> values = new ArrayList<>();
        typed.forEach(column -> values.add(evaluate(table, column.value())));
        assertThat(values).containsExactly(
                Arrays.asList(7L, null), Arrays.asList("x", null),
                Arrays.asList(Arrays.asList("1.50", "b", null, "[true]", "{\"k\":1}", "false"), null),
                Arrays.asList(1.5, null),
                Arrays.asList(Arrays.asList("k", "last", "n", null, "o", "{\"p\":[]}"), null));
    }
}
