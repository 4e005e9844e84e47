package io.drover.cli.serve;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.LauncherSettings.Limits;
import io.drover.launcher.LauncherSettings.Photon;
import io.drover.launcher.LauncherSettings.Spark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a configuration file and the command line to a launcher's settings. */
public final class ServeSettings {
    private ServeSettings() {}

    /**
     * @param config null for defaults
     * @param home null for the file's or {@code ~/.drover}
     * @param port null for the file's or 3005
     */
    public static LauncherSettings of(Path config, Path home, Integer port, List<String> allowedPaths) {
        Settings settings = Settings.read(config);
        String configuredHome = settings.text("home", "~/.drover");
        LauncherSettings base = LauncherSettings.under(home != null ? home : path(configuredHome));
        int configuredPort = settings.integer("port", LauncherSettings.DEFAULT_PORT, 0);
        List<String> allowed = new ArrayList<>(settings.texts("allowedPaths", List.of()));
        if (allowedPaths != null) {
            allowed.addAll(allowedPaths);
        }
        LauncherSettings result = base
                .withAddress(settings.text("address", "127.0.0.1"), port != null ? port : configuredPort)
                .withAdmin(settings.text("admin.email", base.adminEmail()), password(settings, base))
                .withAllowedPaths(allowed)
                .withStorage(settings.text("storage", base.defaultStorage()))
                .withDefaultExecution(settings.text("execution", base.defaultExecution()))
                .withPhoton(photon(settings))
                .withLimits(limits(settings));
        Optional<Spark> spark = spark(settings);
        settings.check();
        return spark.map(result::withSpark).orElse(result);
    }

    private static String password(Settings settings, LauncherSettings base) {
        String file = settings.text("admin.passwordFile", null);
        String password = settings.text("admin.password", base.adminPassword());
        if (file == null) {
            return password;
        }
        try {
            return Files.readString(path(file)).strip();
        } catch (IOException e) {
            settings.problem("admin.passwordFile: cannot read " + file);
            return password;
        }
    }

    private static Photon photon(Settings settings) {
        Photon photon = Photon.onClassPath(Distribution.photonClassPath());
        List<String> options = new ArrayList<>(Distribution.photonStartOptions());
        options.addAll(settings.texts(
                "photon.options", List.of("-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")));
        return new Photon(photon.java(), photon.classPath(), photon.mainClass(), options);
    }

    private static Optional<Spark> spark(Settings settings) {
        String home = settings.text("spark.home", System.getenv("SPARK_HOME"));
        String master = settings.text("spark.master", "local[*]");
        String deployMode = settings.text("spark.deployMode", "client");
        String hadoopConf = settings.text("spark.hadoopConf", System.getenv("HADOOP_CONF_DIR"));
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.driver.memory", "2g");
        conf.put("spark.ui.enabled", "false");
        conf.putAll(settings.below("spark.conf"));
        if (home == null || home.isBlank()) {
            return Optional.empty();
        }
        Map<String, String> environment = new LinkedHashMap<>();
        if (hadoopConf != null && !hadoopConf.isBlank()) {
            environment.put("HADOOP_CONF_DIR", hadoopConf);
        }
        return Optional.of(new Spark(
                path(home), Distribution.sparkJobJar(), List.of(), master, deployMode, conf, environment));
    }

    private static Limits limits(Settings settings) {
        Limits base = Limits.DEFAULT;
        return new Limits(
                settings.integer("limits.bodyBytes", base.bodyBytes(), 1024),
                settings.integer("limits.recipeCharacters", base.recipeChars(), 1024),
                settings.integer("limits.photonJobs", base.photonJobs(), 1),
                settings.integer("limits.sparkJobs", base.sparkJobs(), 1),
                settings.integer("limits.userJobs", base.userJobs(), 1),
                settings.duration("limits.startTimeout", base.startTimeout()),
                settings.duration("limits.heartbeatTimeout", base.heartbeatTimeout()),
                settings.duration("limits.cancelGrace", base.cancelGrace()),
                settings.duration("limits.drainTimeout", base.drainTimeout()));
    }

    private static Path path(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? Path.of(System.getProperty("user.home")).resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }
}
