package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.launcher.SparkLauncher;

/** Starts Spark jobs through spark-submit; arguments go as a list, no shell reads them. */
final class SparkSubmitLauncher implements DriverLauncher {
    private final LauncherSettings.Spark spark;

    SparkSubmitLauncher(LauncherSettings.Spark spark) {
        this.spark = spark;
    }

    @Override
    public Process start(DriverStart start) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        ProcessEnvironment.restrict(environment);
        environment.putAll(spark.environment());
        SparkLauncher launcher = new SparkLauncher(environment)
                .setSparkHome(spark.home().toString())
                .setJavaHome(System.getProperty("java.home"))
                .setMaster(spark.master())
                .setDeployMode(spark.deployMode())
                .setAppName("drover job group " + start.jobGroup())
                .setAppResource(spark.jobJar().toString())
                .setMainClass(LauncherSettings.Spark.MAIN_CLASS)
                .addAppArgs(start.jobDirectory().toString())
                // Many drivers on one host fight for its ports; the pages show what the job does.
                .setConf("spark.ui.enabled", "false")
                .redirectError()
                .redirectOutput(start.output().toFile());
        spark.conf().forEach(launcher::setConf);
        // After the configured ones: without it an application could not be found again.
        launcher.setConf("spark.yarn.tags", start.tag());
        launcher.setConf("spark.drover.attempt", start.tag());
        for (Path jar : spark.extraJars()) {
            launcher.addJar(jar.toString());
        }
        return launcher.launch();
    }

    @Override
    public boolean driverIsLocal() {
        return !spark.deployMode().equals("cluster");
    }
}
