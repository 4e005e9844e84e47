package io.drover.photon;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.spec.JobSpec;
import io.drover.photon.kernel.DuckDbKernelCalls;
import io.drover.recipe.function.Coercions;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.sql.ExpressionSql;
import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.ValueType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB's text of doubles is trusted where it is plain: it has to be the shortest one, for any number of digits. */
class DecimalTextTest {

    /** Quotients, products and neighbours of short decimals, and any bits: many need 16 and 17 digits. */
    private static final String VALUES = """
            SELECT unnest([
                (hash(i) % 1000000) / 100.0::DOUBLE * (hash(i + 1) % 100),
                (hash(i) % 1000000) / (1 + hash(i + 2) % 9973)::DOUBLE,
                -((hash(i + 3) % 100000)::DOUBLE / 1000) - 0.1::DOUBLE,
                (hash(i + 4) % 4503599627370496) / 4503599627370496::DOUBLE * power(10::DOUBLE, (hash(i) % 30)::INTEGER - 9)
            ]) AS "x" FROM range(25000) t(i)""";

    @TempDir
    Path directory;

    @Test
    void hasTheFewestDigitsThatReadBack() throws Exception {
        try (Session session = Session.open(directory, List.of(), JobSpec.Limits.DEFAULT)) {
            ExpressionSql sql = new ExpressionSql(Dialect.DUCKDB, new DuckDbKernelCalls());
            String text = sql.scalar(new Expr.Call(
                    Coercions.TEXT_OF_DECIMAL, List.of(new Expr.Column("x", ValueType.DECIMAL)), ValueType.TEXT));
            session.register(sql.kernels());
            int count = session.query("SELECT \"x\", " + text + " FROM (" + VALUES + ")", rows -> {
                int n = 0;
                for (; rows.next(); n++) {
                    assertThat(rows.getString(2)).isEqualTo(CanonicalText.of(rows.getDouble(1)));
                }
                return n;
            });
            assertThat(count).isEqualTo(100_000);
        }
    }
}
