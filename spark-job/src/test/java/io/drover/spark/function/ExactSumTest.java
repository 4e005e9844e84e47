package io.drover.spark.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.spark.SharedSpark;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class ExactSumTest {

    private SparkSession spark;
    private SumRange range;

    @BeforeEach
    void start(SparkSession session) {
        spark = session;
        range = new SumRange(session.sparkContext());
        new FunctionRegistration(session).fixedPointSums(range);
    }

    private Dataset<Row> doubles(List<Double> values) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            rows.add(RowFactory.create((long) i, values.get(i)));
        }
        return spark.createDataFrame(rows, new StructType().add("i", DataTypes.LongType).add("x", DataTypes.DoubleType))
                .repartition(3);
    }

    private static Double exact(List<Double> values) {
        BigDecimal sum = BigDecimal.ZERO;
        boolean any = false;
        for (Double value : values) {
            if (value != null) {
                any = true;
                sum = sum.add(new BigDecimal(value));
            }
        }
        return any ? (Double) sum.doubleValue() : null;
    }

    private static List<Double> random(long seed, int size, int lowest, int highest) {
        Random random = new Random(seed);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double mantissa = random.nextDouble() - 0.5;
            values.add(random.nextInt(20) == 0 ? null
                    : mantissa * Math.pow(2, lowest + random.nextInt(highest - lowest)));
        }
        return values;
    }

    private Double sum(List<Double> values) {
        Row row = doubles(values).selectExpr("drover_fsum(x)").collectAsList().get(0);
        return row.isNullAt(0) ? null : (Double) row.getDouble(0);
    }

    @Test
    void noOrderChangesTheSum() {
        assertThat(sum(List.of(0.1, 0.2, 0.3, 1e16, -1e16))).isEqualTo(0.6);
        assertThat(sum(List.of(1e16, 0.3, -1e16, 0.2, 0.1))).isEqualTo(0.6);
        assertThat(range.held()).isTrue();
    }

    @Test
    void nothingSumsToNullAndZeroHasNoSign() {
        assertThat(sum(List.of())).isNull();
        List<Double> nulls = new ArrayList<>();
        nulls.add(null);
        assertThat(sum(nulls)).isNull();
        assertThat(Double.doubleToRawLongBits(sum(List.of(-0.0)))).isZero();
        assertThat(Double.doubleToRawLongBits(sum(List.of(1.5, -1.5)))).isZero();
    }

    @Test
    void isTheExactSumRoundedOnce() {
        for (long seed = 0; seed < 20; seed++) {
            List<Double> values = random(seed, 300, -70, 90);
            assertThat(sum(values)).as("seed %d", seed).isEqualTo(exact(values));
        }
        assertThat(range.held()).isTrue();
    }

    @Test
    void saysWhenItMetValuesOutsideItsRange() {
        sum(List.of(1.0, 1e-30));
        assertThat(range.held()).isFalse();
        SumRange other = new SumRange(spark.sparkContext());
        new FunctionRegistration(spark).fixedPointSums(other);
        sum(List.of(1.0, 1e40));
        assertThat(other.held()).isFalse();
    }

    @Test
    void holdsWhatItSaysAtTheEndsOfItsRange() {
        for (double value : new double[] {Math.nextDown(0x1p95), -Math.nextDown(0x1p95), 0x1p-128, 3 * 0x1p-128,
                1 + 0x1p-52, -0.0}) {
            assertThat(sum(List.of(value, value))).as("%s", value).isEqualTo(2 * value + 0.0);
        }
        assertThat(range.held()).isTrue();
        for (double value : new double[] {0x1p95, -0x1p95, 0x1p-129, 1.5 * 0x1p-128, Double.MIN_VALUE, -Double.MIN_VALUE,
                Double.MIN_NORMAL, Double.MAX_VALUE}) {
            SumRange own = new SumRange(spark.sparkContext());
            new FunctionRegistration(spark).fixedPointSums(own);
            sum(List.of(1.0, value, 2.0));
            assertThat(own.held()).as("%s", value).isFalse();
        }
    }

    @Test
    void plansItsArgumentOnce() {
        Dataset<Row> sums = doubles(List.of(1.0, 2.0)).selectExpr("i", "sqrt(x) * 3 as y").groupBy("i")
                .agg(org.apache.spark.sql.functions.expr("drover_fsum(y)"));
        String plan = sums.queryExecution().optimizedPlan().toString();
        assertThat(plan.split("SQRT", -1)).as(plan).hasSize(2);
    }

    @Test
    void wideSumsHoldAnyDoubles() {
        new FunctionRegistration(spark).wideSums();
        assertThat(sum(List.of(1e300, 1.0, -1e300, 1e-300))).isEqualTo(1.0);
        assertThat(sum(List.of(Double.MIN_VALUE, Double.MIN_VALUE))).isEqualTo(2 * Double.MIN_VALUE);
        assertThat(sum(List.of(Double.MAX_VALUE, Double.MAX_VALUE))).isNull();
        assertThat(sum(List.of())).isNull();
        for (long seed = 0; seed < 20; seed++) {
            List<Double> values = random(seed, 300, -1074, 1000);
            assertThat(sum(values)).as("seed %d", seed).isEqualTo(exact(values));
        }
    }

    @Test
    void worksInGroupsWithGeneratedHashAggregation() {
        List<Double> values = random(7, 500, -20, 60);
        Dataset<Row> grouped = doubles(values).groupBy("i").agg(org.apache.spark.sql.functions.expr("drover_fsum(x)"));
        assertThat(grouped.queryExecution().executedPlan().toString()).contains("HashAggregate")
                .doesNotContain("ObjectHashAggregate").doesNotContain("SortAggregate");
        for (Row row : grouped.collectAsList()) {
            assertThat((Double) row.get(1)).isEqualTo(values.get((int) row.getLong(0)));
        }
    }

    @Test
    void worksInWindows() {
        List<Double> values = random(9, 60, -20, 60);
        for (boolean wide : new boolean[] {false, true}) {
            if (wide) {
                new FunctionRegistration(spark).wideSums();
            }
            List<Row> rows = doubles(values).selectExpr("i",
                    "drover_fsum(x) over (order by i rows between 2 preceding and 1 following)",
                    "drover_fsum(x) over (partition by i % 2)",
                    "drover_fsum(x) over (order by i)").collectAsList();
            for (Row row : rows) {
                int i = (int) row.getLong(0);
                List<Double> parity = new ArrayList<>();
                for (int j = i % 2; j < values.size(); j += 2) {
                    parity.add(values.get(j));
                }
                assertThat((Double) row.get(1)).isEqualTo(
                        exact(values.subList(Math.max(0, i - 2), Math.min(values.size(), i + 2))));
                assertThat((Double) row.get(2)).isEqualTo(exact(parity));
                assertThat((Double) row.get(3)).isEqualTo(exact(values.subList(0, i + 1)));
            }
        }
    }
}
