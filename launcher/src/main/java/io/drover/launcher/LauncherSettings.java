package io.drover.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a launcher needs to know to start. Start from {@link #under} and refine.
 *
 * @param home folder that holds all state; made if absent
 * @param address to listen on, an IP address or host name
 * @param port 0 for any free one
 * @param adminEmail of the administrator made at the first start
 * @param users others made at start if absent
 * @param allowedPaths URI prefixes, or local folders, that jobs may read and write besides the free part of home
 * @param defaultStorage URI that bare paths are put under, e.g. {@code hdfs://namenode:8020} or {@code file://}
 * @param defaultExecution of output objects that name none
 */
public record LauncherSettings(
        Path home,
        String address,
        int port,
        String adminEmail,
        String adminPassword,
        List<FirstUser> users,
        List<String> allowedPaths,
        String defaultStorage,
        String defaultExecution,
        Photon photon,
        Optional<Spark> spark,
        Limits limits) {

    public static final int DEFAULT_PORT = 3005;

    public LauncherSettings {
        home = home.toAbsolutePath().normalize();
        users = List.copyOf(users);
        allowedPaths = List.copyOf(allowedPaths);
    }

    /**
     * Somebody made at start.
     *
     * @param allowedPaths null for the server's own list
     * @param tokens bearer tokens that work for him
     */
    public record FirstUser(
            String email, String name, String password, boolean admin, List<String> allowedPaths,
            List<String> tokens) {}

    /**
     * How the local engine's process is started.
     *
     * @param java the java command
     * @param classPath of the engine
     * @param options for the JVM, e.g. {@code -Xmx2g}
     */
    public record Photon(String java, String classPath, String mainClass, List<String> options) {
        public static final String MAIN_CLASS = "io.drover.photon.PhotonMain";

        /** With this JVM's own java command. */
        public static Photon onClassPath(String classPath) {
            return new Photon(Path.of(System.getProperty("java.home"), "bin", "java").toString(), classPath,
                    MAIN_CLASS, List.of());
        }
    }

    /**
     * How Spark jobs are submitted.
     *
     * @param home SPARK_HOME
     * @param jobJar the spark-job jar
     * @param extraJars further jars the job needs
     * @param conf {@code spark.*} settings for every job
     * @param environment of spark-submit, e.g. HADOOP_CONF_DIR
     */
    public record Spark(
            Path home, Path jobJar, List<Path> extraJars, String master, String deployMode, Map<String, String> conf,
            Map<String, String> environment) {
        public static final String MAIN_CLASS = "io.drover.spark.SparkMain";
    }

    /**
     * @param bodyBytes of a request
     * @param recipeChars of one recipe
     * @param photonJobs that run at a time
     * @param sparkJobs that run at a time
     * @param userJobs of one user that run at a time, over all engines
     * @param startTimeout after which a process that reported nothing counts as lost
     * @param heartbeatTimeout after which a silent driver counts as lost, if its process can't be found
     * @param cancelGrace a canceled process has to end by itself before it is killed
     * @param drainTimeout a stopping launcher lets requests finish
     */
    public record Limits(
            int bodyBytes,
            int recipeChars,
            int photonJobs,
            int sparkJobs,
            int userJobs,
            Duration startTimeout,
            Duration heartbeatTimeout,
            Duration cancelGrace,
            Duration drainTimeout) {
        public static final Limits DEFAULT = new Limits(8 << 20, 1 << 20, 2, 4, 4, Duration.ofMinutes(5),
                Duration.ofMinutes(2), Duration.ofSeconds(4), Duration.ofSeconds(10));
    }

    /** The defaults, with all state under a folder. The local engine is looked for on this JVM's class path. */
    public static LauncherSettings under(Path home) {
        return new LauncherSettings(home, "127.0.0.1", DEFAULT_PORT, "admin@trifacta.local", "admin", List.of(),
                List.of(), "file://", "photon", Photon.onClassPath(System.getProperty("java.class.path")),
                Optional.empty(), Limits.DEFAULT);
    }

    public LauncherSettings withAddress(String newAddress, int newPort) {
        return new LauncherSettings(home, newAddress, newPort, adminEmail, adminPassword, users, allowedPaths,
                defaultStorage, defaultExecution, photon, spark, limits);
    }

    public LauncherSettings withAdmin(String email, String password) {
        return new LauncherSettings(home, address, port, email, password, users, allowedPaths, defaultStorage,
                defaultExecution, photon, spark, limits);
    }

    public LauncherSettings withUsers(List<FirstUser> newUsers) {
        return new LauncherSettings(home, address, port, adminEmail, adminPassword, newUsers, allowedPaths,
                defaultStorage, defaultExecution, photon, spark, limits);
    }

    public LauncherSettings withAllowedPaths(List<String> paths) {
        return new LauncherSettings(home, address, port, adminEmail, adminPassword, users, paths, defaultStorage,
                defaultExecution, photon, spark, limits);
    }

    public LauncherSettings withStorage(String storage) {
        return new LauncherSettings(home, address, port, adminEmail, adminPassword, users, allowedPaths, storage,
                defaultExecution, photon, spark, limits);
    }

    public LauncherSettings withDefaultExecution(String execution) {
        return new LauncherSettings(home, address, port, adminEmail, adminPassword, users, allowedPaths,
                defaultStorage, execution, photon, spark, limits);
    }

    public LauncherSettings withPhoton(Photon newPhoton) {
        return new LauncherSettings(home, address, port, adminEmail, adminPassword, users, allowedPaths,
                defaultStorage, defaultExecution, newPhoton, spark, limits);
    }

    public LauncherSettings withSpark(Spark newSpark) {
        return new LauncherSettings(home, address, port, adminEmail, adminPassword, users, allowedPaths,
                defaultStorage, defaultExecution, photon, Optional.of(newSpark), limits);
    }

    public LauncherSettings withLimits(Limits newLimits) {
        return new LauncherSettings(home, address, port, adminEmail, adminPassword, users, allowedPaths,
                defaultStorage, defaultExecution, photon, spark, newLimits);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "LauncherSettings[home=" + home + ", address=" + address + ", port=" + port + ", admin=" + adminEmail
                + "]";
    }

    public Path databaseFile() {
        return home.resolve("store").resolve("drover.db");
    }

    /** Job directories. */
    public Path jobsDirectory() {
        return home.resolve("jobs");
    }

    /** Output of processes. */
    public Path workDirectory() {
        return home.resolve("work");
    }

    /** Where bare paths under {@code /trifacta} lie. */
    public Path dataDirectory() {
        return home.resolve("data");
    }
}
