package io.drover.recipe.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionSqlTest {
    private static final ValueType DATETIME = ValueType.datetime(Format.java("yyyy-MM-dd"));
    private static final Operation LEFT = Operation.of("left", Storage.TEXT, a -> a[0], Storage.TEXT, Storage.INTEGER)
            .duckdb("left({0}, {1})");
    private static final Operation NEXT_DAY =
            Operation.of("next_day", Storage.DATETIME, a -> a[0], Storage.DATETIME);
    private static final Operation JOINED =
            Operation.of("joined", Storage.TEXT, a -> a[0], Storage.TEXT).withVariadic();

    private final Expr text = new Expr.Column("c1", ValueType.TEXT);
    private final Expr date = new Expr.Column("c2", DATETIME);

    @Test
    void aTemplateIsUsedWhereTheDialectHasOne() {
        Expr call = new Expr.Call(LEFT, List.of(text, new Expr.Literal(2L, ValueType.INTEGER)), ValueType.TEXT);
        ExpressionSql duckdb = new ExpressionSql(Dialect.DUCKDB);
        assertThat(duckdb.scalar(call)).isEqualTo("(left(\"c1\", CAST(2 AS BIGINT)))");
        assertThat(duckdb.kernels().scalars()).isEmpty();
        ExpressionSql spark = new ExpressionSql(Dialect.SPARK);
        assertThat(spark.scalar(call)).isEqualTo("drover_left(`c1`, 2L)");
        assertThat(spark.kernels().scalars()).containsExactly(new KernelUse.Scalar(LEFT, 2));
    }

    @Test
    void kernelsSeeDatetimesAsMilliseconds() {
        Expr call = new Expr.Call(NEXT_DAY, List.of(date), DATETIME);
        assertThat(new ExpressionSql(Dialect.DUCKDB).scalar(call))
                .isEqualTo("make_timestamp_ms(drover_next_day(epoch_ms(\"c2\")))");
        assertThat(new ExpressionSql(Dialect.SPARK).scalar(call)).isEqualTo(
                "CAST(timestamp_millis(drover_next_day(unix_millis(CAST(`c2` AS TIMESTAMP_LTZ)))) AS TIMESTAMP_NTZ)");
    }

    @Test
    void aVariadicKernelIsOneFunctionPerNumberOfArguments() {
        ExpressionSql sql = new ExpressionSql(Dialect.DUCKDB);
        assertThat(sql.scalar(new Expr.Call(JOINED, List.of(text, text), ValueType.TEXT)))
                .isEqualTo("drover_joined_2(\"c1\", \"c1\")");
        sql.scalar(new Expr.Call(JOINED, List.of(text), ValueType.TEXT));
        assertThat(sql.kernels().scalars()).extracting(KernelUse.Scalar::functionName)
                .containsExactly("drover_joined_2", "drover_joined_1");
    }

    @Test
    void anAggregateGetsOrderAndWindow() {
        AggregateOperation list = AggregateOperation.of("list", Storage.TEXT, rows -> null, Storage.TEXT)
                .duckdb(AggregateOperation.Template.of("list({0} ORDER BY {order}){over}")).windowable().byOrder();
        List<OrderKey> order = List.of(new OrderKey(new Expr.Column("n", ValueType.INTEGER), true));
        Expr.Aggregate call = new Expr.Aggregate(list, List.of(text), ValueType.TEXT);
        ExpressionSql sql = new ExpressionSql(Dialect.DUCKDB);
        assertThat(sql.aggregate(call, order)).isEqualTo("(list(\"c1\" ORDER BY \"n\" DESC NULLS FIRST))");
        assertThat(sql.window(call, List.of(date), order, 1))
                .isEqualTo("(list(\"c1\" ORDER BY \"n\" DESC NULLS FIRST)OVER (PARTITION BY \"c2\"))");
        assertThatThrownBy(() -> new ExpressionSql(Dialect.SPARK).aggregate(call, order))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("list");
    }

    @Test
    void aWindowFunctionGetsItsParts() {
        WindowOperation rolling = WindowOperation.of("rolling", Storage.INTEGER, (rows, frame) -> null, Storage.INTEGER)
                .withFrame().spark((arguments, window) -> "max(" + arguments.get(0) + ") " + window.framed());
        Expr.Window call = new Expr.Window(
                rolling, List.of(new Expr.Literal(1L, ValueType.INTEGER)), new Expr.Frame(-1, 2), ValueType.INTEGER);
        assertThat(new ExpressionSql(Dialect.SPARK).window(call, List.of(), List.of(), 0))
                .isEqualTo("(max(1L) OVER ( ORDER BY NULL ROWS BETWEEN UNBOUNDED PRECEDING AND 2 FOLLOWING))");
    }
}
