package io.drover.spark.plan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.CompilationRequest.SourceColumn;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.type.ColumnType;
import io.drover.spark.SharedSpark;
import io.drover.spark.function.FunctionRegistration;
import io.drover.spark.function.SumRange;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A recipe gives the rows of the DataFrame job that one would write by hand instead of it. */
@ExtendWith(SharedSpark.class)
class HandWrittenFramesTest {

    private static final List<SourceColumn> ORDERS = List.of(
            new SourceColumn("customer", ColumnType.STRING), new SourceColumn("size", ColumnType.STRING),
            new SourceColumn("quantity", ColumnType.INTEGER), new SourceColumn("price", ColumnType.DECIMAL));
    private static final List<SourceColumn> CUSTOMERS = List.of(
            new SourceColumn("id", ColumnType.STRING), new SourceColumn("country", ColumnType.STRING));

    private final JavaDataFrameSuiteBase compare = new JavaDataFrameSuiteBase();
    private Map<String, Dataset<Row>> sources;
    private SparkSession spark;

    @BeforeEach
    void start(SparkSession session) {
        spark = session;
        sources = Map.of(
                "orders", text(ORDERS, new String[][] {
                    {"ann", "s", "2", "1.25"}, {"bob", "l", "1", "10"}, {"ann", "l", "3", "0.5"},
                    {"eve", "s", "7", "2"}, {"ann", "s", "", "4"}, {"bob", "s", "5", "many"}}),
                "customers", text(CUSTOMERS, new String[][] {{"ann", "fr"}, {"bob", "de"}, {"zoe", "it"}}));
    }

    private Dataset<Row> text(List<SourceColumn> columns, String[][] rows) {
        StructType type = new StructType();
        for (SourceColumn column : columns) {
            type = type.add(column.name(), DataTypes.StringType);
        }
        return spark.createDataFrame(
                Arrays.stream(rows).map(row -> RowFactory.create((Object[]) row)).toList(), type);
    }

    private Dataset<Row> recipe(String text) {
        Compilation compilation = new RecipeCompiler().compile(new CompilationRequest(
                List.of(CompilationRequest.Source.of("orders", "orders", ORDERS),
                        CompilationRequest.Source.of("customers", "customers", CUSTOMERS)),
                List.of(new CompilationRequest.Dataset("d", "d", CompilationRequest.Input.source("orders"),
                        Map.of("customers", CompilationRequest.Input.source("customers")), text)),
                "d", Map.of(), Instant.EPOCH, (plan, limit) -> frame(plan).limit(limit).collectAsList().stream()
                        .map(row -> RowValues.read(row, plan.columns())).toList()));
        assertThat(compilation.problems()).isEmpty();
        Table table = compilation.target().orElseThrow();
        Dataset<Row> frame = frame(table.plan());
        return frame.select(table.columns().stream().map(column -> col(column.id()).as(column.name()))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    private Dataset<Row> frame(Plan plan) {
        FunctionRegistration registration = new FunctionRegistration(spark);
        registration.fixedPointSums(new SumRange(spark.sparkContext()));
        return new PlanFrames(spark, this::scan, registration).frame(plan);
    }

    private Dataset<Row> scan(Plan.Scan scan) {
        Dataset<Row> source = sources.get(scan.source());
        return source.select(IntStream.range(0, scan.fields().size())
                .mapToObj(i -> {
                    Plan.Scan.Field field = scan.fields().get(i);
                    org.apache.spark.sql.Column value = field.kind() == Plan.Scan.Field.Kind.VALUE
                            ? col(source.columns()[field.index()]) : lit(0L);
                    return value.as(scan.columns().get(i).id());
                }).toArray(org.apache.spark.sql.Column[]::new));
    }

    /** The orders as an engineer would type them: what is no number is null. */
    private Dataset<Row> typed() {
        return sources.get("orders").withColumn("quantity", col("quantity").cast("bigint"))
                .withColumn("price", col("price").cast("double"));
    }

    @Test
    void filtersDerivesAndSums() {
        compare.assertDataFrameDataEquals(
                typed().filter(col("quantity").gt(1)).withColumn("amount", col("quantity").multiply(col("price")))
                        .groupBy("customer").agg(
                                coalesce(sum("amount"), lit(0.0)).as("total"), count(lit(1)).as("orders")),
                recipe("""
                        keep row: quantity > 1
                        derive type: single value: quantity * price as: 'amount'
                        aggregate value: SUM(amount),COUNT() group: customer
                        rename mapping: [sum_amount,'total'],[row_count,'orders']
                        """));
    }

    @Test
    void joins() {
        Dataset<Row> customers = sources.get("customers");
        compare.assertDataFrameDataEquals(
                typed().join(customers, col("customer").equalTo(col("id")), "left")
                        .select(upper(col("customer")).as("customer"), col("country")),
                recipe("""
                        join with: customers col: current_dataset.customer,customers.country \
                        row: current_dataset.customer == customers.id type: left
                        set col: customer value: UPPER($col)
                        """));
    }

    @Test
    void pivots() {
        compare.assertDataFrameDataEquals(
                typed().groupBy("customer").agg(
                        sum(when(col("size").equalTo("l"), col("quantity"))).as("sum_quantity_l"),
                        sum(when(col("size").equalTo("s"), col("quantity"))).as("sum_quantity_s")),
                recipe("pivot col: size value: SUM(quantity) group: customer"));
    }

    @Test
    void numbersRowsOfEachGroup() {
        compare.assertDataFrameDataEquals(
                typed().filter(col("quantity").isNotNull()).select(col("customer"), row_number()
                        .over(Window.partitionBy("customer").orderBy("quantity")).cast("bigint").as("n"),
                        col("quantity")),
                recipe("""
                        delete row: ISMISSING([quantity])
                        window value: ROWNUMBER() group: customer order: quantity
                        rename mapping: [window,'n']
                        """).select("customer", "n", "quantity"));
    }

    @Test
    void aDifferenceIsSeen() {
        assertThatThrownBy(() -> compare.assertDataFrameDataEquals(
                typed().groupBy("customer").agg(sum("quantity").as("max_quantity")),
                recipe("aggregate value: MAX(quantity) group: customer"))).isInstanceOf(AssertionError.class);
    }
}
