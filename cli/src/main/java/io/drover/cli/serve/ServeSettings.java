package io.drover.cli.serve;

import com.sun.management.OperatingSystemMXBean;
import io.drover.cli.DroverHome;
import io.drover.cli.run.LocalPaths;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.LauncherSettings.Hadoop;
import io.drover.launcher.LauncherSettings.Kerberos;
import io.drover.launcher.LauncherSettings.Limits;
import io.drover.launcher.LauncherSettings.Photon;
import io.drover.launcher.LauncherSettings.Spark;
import io.drover.launcher.hadoop.StorageAliases;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a configuration file and the command line to a launcher's settings. */
public final class ServeSettings {
    /** With less, the local engine can't sort or group by what doesn't fit; DuckDB wants 125 MB for each thread. */
    private static final long LEAST_MEMORY = 256L << 20;

    private ServeSettings() {}

    /**
     * @param config null for defaults
     * @param home null for the file's or the default ({@link DroverHome})
     * @param port null for the file's or 3005
     */
    public static LauncherSettings of(Path config, Path home, Integer port, List<String> allowedPaths) {
        Settings settings = Settings.read(config);
        String configuredHome = settings.text("home", DroverHome.text());
        LauncherSettings base = LauncherSettings.under(home != null ? home : LocalPaths.path(configuredHome));
        int configuredPort = settings.integer("port", LauncherSettings.DEFAULT_PORT, 0);
        List<String> allowed = new ArrayList<>(settings.texts("allowedPaths", List.of()));
        if (allowedPaths != null) {
            allowed.addAll(allowedPaths);
        }
        Limits limits = limits(settings);
        LauncherSettings result = base
                .withAddress(settings.text("address", "127.0.0.1"), port != null ? port : configuredPort)
                .withAdmin(settings.text("admin.email", base.adminEmail()), password(settings, base))
                .withAllowedPaths(allowed)
                .withStorage(settings.text("storage", base.defaultStorage()))
                .withDefaultExecution(settings.text("execution", base.defaultExecution()))
                .withPhoton(photon(settings, limits.photonJobs()))
                .withHadoop(hadoop(settings))
                .withLimits(limits)
                .withPdfFonts(pdfFonts(settings))
                .withConnectionHosts(settings.texts("connections.allowedHosts", List.of()));
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
            return Files.readString(LocalPaths.path(file)).strip();
        } catch (IOException e) {
            settings.problem("admin.passwordFile: cannot read " + file);
            return password;
        }
    }

    private static Photon photon(Settings settings, int jobs) {
        List<String> options = new ArrayList<>(Distribution.photonStartOptions());
        options.addAll(settings.texts(
                "photon.options", List.of("-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")));
        long memory = settings.bytes("photon.memory", Math.max(LEAST_MEMORY, memoryShare(jobs)), LEAST_MEMORY);
        int threads = settings.integer("photon.threads", 0, 1);
        return Photon.onClassPath(Distribution.photonClassPath()).withOptions(options)
                .within(memory, threads == 0 ? Optional.empty() : Optional.of(threads));
    }

    /** Of jobs that run at a time, for all of them to have room on the machine, or in the container, beside the system. */
    private static long memoryShare(int jobs) {
        long total = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        return total / 5 * 4 / jobs;
    }

    private static Optional<Spark> spark(Settings settings) {
        String home = settings.text("spark.home", System.getenv("SPARK_HOME"));
        String master = settings.text("spark.master", "local[*]");
        String deployMode = settings.text("spark.deployMode", "client");
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.driver.memory", "2g");
        conf.put("spark.ui.enabled", "false");
        conf.putAll(settings.below("spark.conf"));
        List<String> allowedOptions = settings.texts("spark.allowedOptions", Spark.HARMLESS_OPTIONS);
        if (home == null || home.isBlank()) {
            return Optional.empty();
        }
        if (deployMode.equals("cluster") && settings.text("hadoop.directory", null) == null) {
            settings.problem("hadoop.directory: needed with spark.deployMode cluster, for drivers on the cluster can't"
                    + " reach job directories on this machine");
        }
        if (master.equals("yarn") && hadoopConf(settings) == null) {
            settings.problem("hadoop.conf: needed with spark.master yarn, or HADOOP_CONF_DIR in the environment");
        }
        return Optional.of(new Spark(
                LocalPaths.path(home), Distribution.sparkJobJar(), List.of(), master, deployMode, conf, Map.of(),
                allowedOptions));
    }

    private static String hadoopConf(Settings settings) {
        String folder = settings.text("hadoop.conf", System.getenv("HADOOP_CONF_DIR"));
        return folder == null || folder.isBlank() ? null : folder;
    }

    private static Hadoop hadoop(Settings settings) {
        String conf = hadoopConf(settings);
        Path folder = conf == null ? null : LocalPaths.path(conf);
        if (folder != null && !Files.isDirectory(folder)) {
            settings.problem("hadoop.conf: " + folder + " is no folder");
        }
        String principal = settings.text("hadoop.principal", null);
        String keytab = settings.text("hadoop.keytab", null);
        if ((principal == null) != (keytab == null)) {
            settings.problem("hadoop.principal and hadoop.keytab belong together");
        } else if (keytab != null && !Files.isReadable(LocalPaths.path(keytab))) {
            settings.problem("hadoop.keytab: " + keytab + " can't be read");
        }
        Map<String, String> aliases = settings.below("storageAliases");
        try {
            new StorageAliases(aliases);
        } catch (IllegalArgumentException e) {
            settings.problem(e.getMessage());
        }
        return new Hadoop(Optional.ofNullable(folder), directory(settings), aliases,
                principal == null || keytab == null ? Optional.empty()
                        : Optional.of(new Kerberos(principal, LocalPaths.path(keytab))),
                Optional.ofNullable(settings.text("hadoop.impersonatedDomain", null)));
    }

    private static Optional<URI> directory(Settings settings) {
        String text = settings.text("hadoop.directory", null);
        if (text == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            if (uri.getScheme() != null && uri.getPath() != null && uri.getPath().startsWith("/")) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        settings.problem("hadoop.directory: " + text + " is no URI such as hdfs:///drover");
        return Optional.empty();
    }

    private static List<Path> pdfFonts(Settings settings) {
        List<Path> fonts = settings.texts("pdf.fonts", List.of()).stream().map(LocalPaths::path).toList();
        fonts.stream().filter(font -> !Files.isReadable(font))
                .forEach(font -> settings.problem("pdf.fonts: " + font + " can't be read"));
        return fonts;
    }

    private static Limits limits(Settings settings) {
        Limits base = Limits.DEFAULT;
        return new Limits(
                settings.integer("limits.bodyBytes", base.bodyBytes(), 1024),
                settings.integer("limits.uploadBytes", base.uploadBytes(), 1024),
                settings.integer("limits.recipeCharacters", base.recipeChars(), 1024),
                settings.integer("limits.photonJobs", base.photonJobs(), 1),
                settings.integer("limits.sparkJobs", base.sparkJobs(), 1),
                settings.integer("limits.userJobs", base.userJobs(), 1),
                settings.duration("limits.startTimeout", base.startTimeout()),
                settings.duration("limits.heartbeatTimeout", base.heartbeatTimeout()),
                settings.duration("limits.cancelGrace", base.cancelGrace()),
                settings.duration("limits.drainTimeout", base.drainTimeout()),
                settings.duration("limits.keepJobFiles", base.keepJobFiles()),
                settings.duration("limits.jobTimeout", base.jobTimeout()));
    }
}
