package io.drover.spark;

import io.drover.job.driver.Driver;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.deploy.SparkHadoopUtil;

/** What spark-submit runs: {@code spark-submit … spark-job.jar JOB_DIRECTORY_URI}. */
public final class SparkMain {

    private SparkMain() {}

    /** @param arguments the job directory's URI */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: spark-submit [options] spark-job.jar JOB_DIRECTORY_URI");
            System.exit(Driver.INVALID);
        }
        // With the cluster's settings, those of --conf spark.hadoop.* included.
        Configuration configuration = SparkHadoopUtil.get().conf();
        int code = Driver.run(URI.create(arguments[0]), new SparkEngine(), configuration);
        if (code != 0) {
            System.exit(code);
        }
    }
}
