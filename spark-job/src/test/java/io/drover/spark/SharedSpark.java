package io.drover.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a session of their own on the one Spark context of the whole suite (local[2]). */
public final class SharedSpark implements ParameterResolver {

    private static SparkSession first;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return session();
    }

    public static synchronized SparkSession session() {
        if (first == null) {
            // The context ends with the JVM: Spark's own shutdown hook stops it.
            first = SessionSettings.builder()
                    .master("local[2]")
                    .config("spark.sql.shuffle.partitions", "4")
                    .config("spark.sql.warehouse.dir", "target/warehouse")
                    .config("spark.driver.host", "localhost")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .getOrCreate();
        }
        SparkSession session = first.newSession();
        SessionSettings.fix(session);
        return session;
    }
}
