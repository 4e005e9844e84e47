package io.drover.spark.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.recipe.function.Kernel;
import io.drover.recipe.function.Operation;
import io.drover.recipe.type.Storage;
import io.drover.spark.SharedSpark;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedSpark.class)
class KernelExpressionTest {

    private SparkSession spark;
    private FunctionRegistration functions;

    @BeforeEach
    void start(SparkSession session) {
        spark = session;
        functions = new FunctionRegistration(session);
    }

    private void register(Operation operation) {
        functions.kernel("drover_" + operation.name(), KernelFunction.of(operation));
    }

    /** Values of one column, once by generated code and once interpreted; both must agree. */
    private List<Object> both(String from, String expression) {
        List<Object> generated = values("FACTORY_MODE", "CODEGEN_ONLY", "true", from, expression);
        List<Object> interpreted = values("FACTORY_MODE", "NO_CODEGEN", "false", from, expression);
        assertThat(interpreted).isEqualTo(generated);
        return generated;
    }

    private List<Object> values(String what, String mode, String wholeStage, String from, String expression) {
        spark.conf().set("spark.sql.codegen.factoryMode", mode);
        spark.conf().set("spark.sql.codegen.wholeStage", wholeStage);
        Dataset<Row> rows = spark.sql("select " + expression + " as v from " + from);
        List<Object> values = new ArrayList<>();
        rows.collectAsList().forEach(row -> values.add(row.isNullAt(0) ? null
                : row.get(0) instanceof scala.collection.Seq ? row.getList(0) : row.get(0)));
        return values;
    }

    private static final String TEXTS = "(select /*+ repartition(1) */ * from values ('añ😀'), (null), ('') as t(s))";

    @Test
    void takesAndGivesText() {
        register(Operation.of("reversed", Storage.TEXT, a -> new StringBuilder((String) a[0]).reverse().toString(),
                Storage.TEXT));
        assertThat(both(TEXTS, "drover_reversed(s)")).containsExactly("😀ña", null, "");
    }

    @Test
    void takesAndGivesIntegersDecimalsAndBooleans() {
        register(Operation.of("half", Storage.DECIMAL, a -> (Long) a[0] == 0 ? null : (Long) a[0] / 2.0,
                Storage.INTEGER));
        register(Operation.of("floor", Storage.INTEGER, a -> (long) Math.floor((Double) a[0]), Storage.DECIMAL));
        register(Operation.of("negation", Storage.BOOLEAN, a -> !(Boolean) a[0], Storage.BOOLEAN));
        String numbers = "(select /*+ repartition(1) */ * from values (3L, -1.5D, true), (0L, null, null) as t(i, d, b))";
        assertThat(both(numbers, "drover_half(i)")).containsExactly(1.5, null);
        assertThat(both(numbers, "drover_floor(d)")).containsExactly(-2L, null);
        assertThat(both(numbers, "drover_negation(b)")).containsExactly(false, null);
    }

    @Test
    void countsDatetimesInMillisecondsAlsoBeforeTheEpoch() {
        register(Operation.of("later", Storage.DATETIME, a -> (Long) a[0] + 1, Storage.DATETIME));
        register(Operation.of("ms", Storage.INTEGER, a -> a[0], Storage.DATETIME));
        String times = "(select /*+ repartition(1) */ * from values (timestamp_ntz '1969-12-31 23:59:59.999'),"
                + " (timestamp_ntz '2020-02-29 12:00:00'), (null) as t(t))";
        assertThat(both(times, "drover_later(t)")).containsExactly(
                LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.of(2020, 2, 29, 12, 0, 0, 1_000_000), null);
        assertThat(both(times, "drover_ms(t)")).containsExactly(-1L, 1582977600000L, null);
    }

    @Test
    void takesAndGivesListsWithNulls() {
        register(Operation.of("flipped", Storage.LIST, a -> {
            List<Object> list = new ArrayList<>((List<?>) a[0]);
            java.util.Collections.reverse(list);
            return list;
        }, Storage.LIST));
        String lists = "(select /*+ repartition(1) */ * from values (array('a', null, 'c')), (array()), (null) as t(l))";
        assertThat(both(lists, "drover_flipped(l)"))
                .containsExactly(Arrays.asList("c", null, "a"), List.of(), null);
    }

    @Test
    void anAwareKernelSeesNullsAndAVariadicOneAnyNumber() {
        register(Operation.of("count_nulls", Storage.INTEGER,
                a -> Arrays.stream(a).filter(java.util.Objects::isNull).count(), Storage.TEXT)
                .withVariadic().nullAware());
        assertThat(both(TEXTS, "drover_count_nulls(s, 'x', s)")).containsExactly(0L, 2L, 0L);
        assertThat(both(TEXTS, "drover_count_nulls()")).containsExactly(0L, 0L, 0L);
    }

    @Test
    void aStrictKernelNeverSeesANull() {
        register(Operation.of("joined", Storage.TEXT, a -> {
            if (a[0] == null || a[1] == null) {
                throw new IllegalStateException("a strict kernel saw a null");
            }
            return a[0] + "|" + a[1];
        }, Storage.TEXT, Storage.TEXT));
        assertThat(both(TEXTS, "drover_joined(s, s)")).containsExactly("añ😀|añ😀", null, "|");
    }

    @Test
    void widensAnIntegerThatATemplateLeftNarrow() {
        register(Operation.of("twice", Storage.INTEGER, a -> (Long) a[0] * 2, Storage.INTEGER));
        assertThat(both(TEXTS, "drover_twice(length(s))")).containsExactly(6L, null, 0L);
    }

    @Test
    void refusesArgumentsOfAnotherType() {
        register(Operation.of("twice", Storage.INTEGER, a -> (Long) a[0] * 2, Storage.INTEGER));
        assertThatThrownBy(() -> spark.sql("select drover_twice('a')").collectAsList())
                .hasMessageContaining("drover_twice takes BIGINT as argument 1, not STRING");
        assertThatThrownBy(() -> spark.sql("select drover_twice()").collectAsList())
                .hasMessageContaining("drover_twice takes 1 arguments, not 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40})
    void staysInsideWholeStageCode(int calls) {
        register(Operation.of("next", Storage.INTEGER, a -> (Long) a[0] + 1, Storage.INTEGER));
        StringBuilder expression = new StringBuilder("id");
        for (int i = 0; i < calls; i++) {
            expression.insert(0, "drover_next(").append(")");
        }
        Dataset<Row> rows = spark.range(0, 1000, 1, 3).selectExpr(expression + " as v");
        assertThat(rows.queryExecution().executedPlan().toString()).contains("*(1) Project");
        assertThat(rows.agg(org.apache.spark.sql.functions.sum("v")).collectAsList().get(0).getLong(0))
                .isEqualTo(499_500L + 1000L * calls);
    }

    /** Tasks get their functions through Java serialisation also in local mode. */
    @Test
    void kernelsThatCaptureValuesReachTheTasks() {
        String suffix = "-" + spark.version();
        Kernel kernel = a -> a[0] + suffix;
        register(Operation.of("suffixed", Storage.TEXT, kernel, Storage.TEXT));
        assertThat(both(TEXTS, "drover_suffixed(s)")).containsExactly("añ😀" + suffix, null, suffix);
    }
}
