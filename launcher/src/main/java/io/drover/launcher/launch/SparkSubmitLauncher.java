package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.hadoop.HadoopAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.launcher.SparkLauncher;

/** Starts Spark jobs through spark-submit; arguments go as a list, no shell reads them. */
final class SparkSubmitLauncher implements DriverLauncher {
    private final LauncherSettings.Spark spark;
    private final LauncherSettings.Hadoop hadoop;
    private final Optional<ClusterLibraries> libraries;
    private final HadoopAccess access;

    /** @param libraries empty to upload them with every job */
    SparkSubmitLauncher(LauncherSettings.Spark spark, LauncherSettings.Hadoop hadoop,
            Optional<ClusterLibraries> libraries, HadoopAccess access) {
        this.spark = spark;
        this.hadoop = hadoop;
        this.libraries = libraries;
        this.access = access;
    }

    @Override
    public Process start(DriverStart start) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        ProcessEnvironment.restrict(environment);
        hadoop.conf().ifPresent(folder -> environment.put("HADOOP_CONF_DIR", folder.toString()));
        if (start.hadoopUser().isPresent()) {
            // spark-submit takes either a keytab or a user to act for.
            access.tickets().ifPresent(file -> environment.put("KRB5CCNAME", file.toString()));
        }
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
        start.sparkOptions().forEach(launcher::setConf);
        // After the configured ones: without it an application could not be found again.
        launcher.setConf("spark.drover.attempt", start.tag());
        if (spark.onYarn()) {
            onYarn(launcher, start);
        }
        for (Path jar : spark.extraJars()) {
            launcher.addJar(jar.toString());
        }
        identify(launcher, start);
        return launcher.launch();
    }

    private void onYarn(SparkLauncher launcher, DriverStart start) throws IOException {
        launcher.setConf("spark.yarn.tags", start.tag());
        // Attempts are counted here: YARN must not start the same one again.
        launcher.setConf("spark.yarn.maxAppAttempts", "1");
        // The submitting process has nothing to tell that the ResourceManager doesn't.
        launcher.setConf("spark.yarn.submit.waitAppCompletion", "false");
        if (libraries.isPresent()) {
            ClusterLibraries.Locations locations = libraries.get().locations();
            if (locations.archive() != null) {
                launcher.setConf("spark.yarn.archive", locations.archive());
            }
            if (spark.driverOnCluster()) {
                launcher.setAppResource(locations.jobJar());
            }
        }
    }

    private void identify(SparkLauncher launcher, DriverStart start) {
        if (start.hadoopUser().isPresent()) {
            launcher.addSparkArg("--proxy-user", start.hadoopUser().get());
        } else {
            hadoop.kerberos().ifPresent(who -> launcher.addSparkArg("--principal", who.principal())
                    .addSparkArg("--keytab", who.keytab().toString()));
        }
    }

    @Override
    public boolean driverIsLocal() {
        return !spark.driverOnCluster();
    }

    @Override
    public boolean onYarn() {
        return spark.onYarn();
    }

    @Override
    public boolean isReady() {
        return libraries.map(ClusterLibraries::isReady).orElse(true);
    }
}
