package io.drover.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.year;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The benchmark's two jobs as somebody would write them with DataFrames. */
public final class HandwrittenSpark {
    private HandwrittenSpark() {}

    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder().getOrCreate();
        Dataset<Row> orders = spark.read().option("header", "true").csv(arguments[1]);
        Column total = col("amount").cast("double").multiply(col("qty").cast("long"));
        Dataset<Row> result = switch (arguments[0]) {
            case "aggregate" -> orders
                    .filter(lower(trim(col("status"))).equalTo("ok"))
                    .withColumn("year", year(to_date(col("day"))))
                    .withColumn("total", total)
                    .groupBy("city", "year")
                    .agg(sum("total").as("total"), count(lit(1)).as("orders"));
            case "rewrite" -> orders
                    .withColumn("year", year(to_date(col("day"))))
                    .withColumn("total", total)
                    .withColumn("place", upper(col("city")));
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        result.write().option("header", "true").option("emptyValue", "")
                .option("ignoreLeadingWhiteSpace", "false").option("ignoreTrailingWhiteSpace", "false").mode("overwrite").csv(arguments[2]);
        spark.stop();
    }
}
