package io.drover.recipe.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class SqlSyntaxTest {
    private final SqlSyntax spark = SqlSyntax.of(Dialect.SPARK);
    private final SqlSyntax duckdb = SqlSyntax.of(Dialect.DUCKDB);

    @Test
    void textIsEscapedAsTheDialectReadsIt() {
        assertThat(duckdb.text("it's \\n ${x}")).isEqualTo("'it''s \\n ${x}'");
        assertThat(spark.text("it's \\n ${x}")).isEqualTo("'it\\'s \\\\n \\u0024{x}'");
        assertThat(spark.text("a\nb\0")).isEqualTo("'a\\u000ab\\u0000'");
        assertThat(duckdb.text("a\0b")).isEqualTo("('a' || chr(0) || 'b')");
        assertThat(duckdb.text("\ud800x😀")).isEqualTo("'\ufffdx😀'");
    }

    @Property(seed = "20261124")
    void sparkTextReadsBackAndEndsWhereItShould(
            @ForAll @Chars({'\'', '\\', '$', '{', '}', 'u', '0', '\n', '\0', '"', '`', 'é', '%', '_'}) String text) {
        String literal = spark.text(text);
        assertThat(literal).doesNotContain("$").startsWith("'").endsWith("'");
        assertThat(readBackslashLiteral(literal)).isEqualTo(text);
    }

    @Property(seed = "20261124")
    void duckdbTextReadsBackAndEndsWhereItShould(@ForAll @Chars({'\'', '\\', '"', ';', '-', '\n', 'é'}) String text) {
        String literal = duckdb.text(text);
        String inside = literal.substring(1, literal.length() - 1);
        assertThat(inside.replace("''", "")).doesNotContain("'");
        assertThat(inside.replace("''", "'")).isEqualTo(text);
    }

    @Test
    void namesAreQuoted() {
        assertThat(duckdb.name("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(spark.name("a`b")).isEqualTo("`a``b`");
    }

    @Test
    void nullsAreTyped() {
        assertThat(duckdb.literal(null, Storage.LIST)).isEqualTo("CAST(NULL AS VARCHAR[])");
        assertThat(spark.literal(null, Storage.DATETIME)).isEqualTo("CAST(NULL AS TIMESTAMP_NTZ)");
    }

    @Test
    void numbersAreOfTheirStorageAndCanBeOperands() {
        assertThat(spark.literal(-5L, Storage.INTEGER)).isEqualTo("(-5L)");
        assertThat(duckdb.literal(-5L, Storage.INTEGER)).isEqualTo("CAST(-5 AS BIGINT)");
        assertThat(spark.literal(-0.1, Storage.DECIMAL)).isEqualTo("(-0.1D)");
        assertThat(duckdb.literal(-0.0, Storage.DECIMAL)).isEqualTo("CAST('0.0' AS DOUBLE)");
        assertThatThrownBy(() -> duckdb.literal(Double.NaN, Storage.DECIMAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void datetimesAreWallClocks() {
        assertThat(duckdb.literal(-1L, Storage.DATETIME)).isEqualTo("CAST('1969-12-31 23:59:59.999' AS TIMESTAMP)");
        assertThat(spark.literal(0L, Storage.DATETIME)).isEqualTo("TIMESTAMP_NTZ'1970-01-01 00:00:00.000'");
        assertThat(duckdb.literal(-62167219200001L, Storage.DATETIME)).startsWith("make_timestamp_ms(");
    }

    @Test
    void listsKeepNulls() {
        assertThat(duckdb.literal(Arrays.asList("a", null), Storage.LIST))
                .isEqualTo("CAST(['a', CAST(NULL AS VARCHAR)] AS VARCHAR[])");
        assertThat(spark.literal(List.of(), Storage.LIST)).isEqualTo("CAST(array() AS ARRAY<STRING>)");
    }

    @Test
    void nullIsTheHighestValueOfAnOrder() {
        Expr.Column column = new Expr.Column("c1", ValueType.TEXT);
        assertThat(spark.order(List.of(new OrderKey(column, false), new OrderKey(column, true))))
                .isEqualTo("`c1` ASC NULLS LAST, `c1` DESC NULLS FIRST");
    }

    private static String readBackslashLiteral(String literal) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            assertThat(c).isNotEqualTo('\'');
            if (c != '\\') {
                text.append(c);
            } else if (literal.charAt(i + 1) == 'u') {
                text.append((char) Integer.parseInt(literal.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(literal.charAt(++i));
            }
        }
        return text.toString();
    }
}
