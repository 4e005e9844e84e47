package io.drover.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param connectionHosts that the server may connect to as its users say: {@code host} or {@code host:port}
 * @param pdfFonts TrueType fonts for scripts that the included font of profiles in PDF doesn't have
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
        Hadoop hadoop,
        Limits limits,
        List<Path> pdfFonts,
        List<String> connectionHosts) {

    public static final int DEFAULT_PORT = 3005;

    public LauncherSettings {
        home = home.toAbsolutePath().normalize();
        users = List.copyOf(users);
        allowedPaths = List.copyOf(allowedPaths);
        pdfFonts = List.copyOf(pdfFonts);
        connectionHosts = List.copyOf(connectionHosts);
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
     * @param memoryBytes of a job, besides the JVM's heap, before it spills to a disk; empty for the engine's own default
     * @param threads of a job; empty for one for each processor
     */
    public record Photon(
            String java, String classPath, String mainClass, List<String> options, Optional<Long> memoryBytes,
            Optional<Integer> threads) {
        public static final String MAIN_CLASS = "io.drover.photon.PhotonMain";

        /** With this JVM's own java command. */
        public static Photon onClassPath(String classPath) {
            return new Photon(Path.of(System.getProperty("java.home"), "bin", "java").toString(), classPath,
                    MAIN_CLASS, List.of(), Optional.empty(), Optional.empty());
        }

        public Photon withOptions(List<String> newOptions) {
            return new Photon(java, classPath, mainClass, newOptions, memoryBytes, threads);
        }

        public Photon within(long memory, Optional<Integer> newThreads) {
            return new Photon(java, classPath, mainClass, options, Optional.of(memory), newThreads);
        }
    }

    /**
     * How Spark jobs are submitted.
     *
     * @param home SPARK_HOME
     * @param jobJar the spark-job jar
     * @param extraJars further jars the job needs
     * @param conf {@code spark.*} settings for every job
     * @param environment of spark-submit, e.g. SPARK_LOCAL_IP
     * @param allowedOptions settings that a request may change; one that ends in * stands for all that begin so
     */
    public record Spark(
            Path home, Path jobJar, List<Path> extraJars, String master, String deployMode, Map<String, String> conf,
            Map<String, String> environment, List<String> allowedOptions) {
        public static final String MAIN_CLASS = "io.drover.spark.SparkMain";

        /** Sizes, and where in the cluster; nothing that could run code or read files. */
        public static final List<String> HARMLESS_OPTIONS = List.of("spark.driver.memory", "spark.driver.memoryOverhead",
                "spark.driver.cores", "spark.executor.memory", "spark.executor.memoryOverhead", "spark.executor.cores",
                "spark.executor.instances", "spark.dynamicAllocation.*", "spark.sql.shuffle.partitions",
                "spark.sql.files.maxPartitionBytes", "spark.default.parallelism", "spark.yarn.queue");

        public boolean onYarn() {
            return master.equals("yarn");
        }

        /** Whether the driver runs on the cluster rather than on this machine. */
        public boolean driverOnCluster() {
            return deployMode.equals("cluster");
        }
    }

    /**
     * What the launcher knows of a Hadoop cluster.
     *
     * @param conf folder of core-site.xml, hdfs-site.xml and yarn-site.xml; empty for the class path's own
     * @param directory URI of a folder that belongs to this service: job directories of Spark jobs, and the jars that
     *     are uploaded once; empty to keep job directories in {@code home} and upload with every job
     * @param aliases other names of storage: scheme and authority, e.g. {@code hdfs://hadoop:50070}, to the URI that
     *     is meant
     * @param kerberos who the service is; empty for whoever the process is
     * @param impersonatedDomain users with e-mail addresses of this domain run their jobs as the Hadoop user of the
     *     same name, others may run none; empty: all jobs run as the service
     */
    public record Hadoop(
            Optional<Path> conf, Optional<URI> directory, Map<String, String> aliases, Optional<Kerberos> kerberos,
            Optional<String> impersonatedDomain) {
        public static final Hadoop NONE =
                new Hadoop(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

        public Hadoop {
            aliases = Map.copyOf(aliases);
        }
    }

    /** @param principal whose key is in the keytab */
    public record Kerberos(String principal, Path keytab) {}

    /**
     * @param bodyBytes of a request
     * @param uploadBytes of a file that is uploaded
     * @param recipeChars of one recipe
     * @param photonJobs that run at a time
     * @param sparkJobs that run at a time
     * @param userJobs of one user that run at a time, over all engines
     * @param startTimeout after which a process that reported nothing counts as lost
     * @param heartbeatTimeout after which a silent driver counts as lost, if its process can't be found
     * @param cancelGrace a canceled process has to end by itself before it is killed
     * @param drainTimeout a stopping launcher lets requests finish
     * @param keepJobFiles job directories and logs stay this long after a job's end; zero for ever
     * @param jobTimeout after which a driver ends its job as failed, publishing nothing; zero for never
     */
    public record Limits(
            int bodyBytes,
            int uploadBytes,
            int recipeChars,
            int photonJobs,
            int sparkJobs,
            int userJobs,
            Duration startTimeout,
            Duration heartbeatTimeout,
            Duration cancelGrace,
            Duration drainTimeout,
            Duration keepJobFiles,
            Duration jobTimeout) {
        public static final Limits DEFAULT = new Limits(8 << 20, 256 << 20, 1 << 20, 2, 4, 4, Duration.ofMinutes(5),
                Duration.ofMinutes(2), Duration.ofSeconds(4), Duration.ofSeconds(10), Duration.ofDays(90), Duration.ZERO);
    }

    /** The defaults, with all state under a folder. The local engine is looked for on this JVM's class path. */
    public static LauncherSettings under(Path home) {
        return new LauncherSettings(home, "127.0.0.1", DEFAULT_PORT, "admin@trifacta.local", "admin", List.of(),
                List.of(), "file://", "photon", Photon.onClassPath(System.getProperty("java.class.path")),
                Optional.empty(), Hadoop.NONE, Limits.DEFAULT, List.of(), List.of());
    }

    public LauncherSettings withAddress(String address, int port) {
        return with(copy -> {
            copy.address = address;
            copy.port = port;
        });
    }

    public LauncherSettings withAdmin(String email, String password) {
        return with(copy -> {
            copy.adminEmail = email;
            copy.adminPassword = password;
        });
    }

    public LauncherSettings withUsers(List<FirstUser> users) {
        return with(copy -> copy.users = users);
    }

    public LauncherSettings withAllowedPaths(List<String> paths) {
        return with(copy -> copy.allowedPaths = paths);
    }

    public LauncherSettings withStorage(String storage) {
        return with(copy -> copy.defaultStorage = storage);
    }

    public LauncherSettings withDefaultExecution(String execution) {
        return with(copy -> copy.defaultExecution = execution);
    }

    public LauncherSettings withPhoton(Photon photon) {
        return with(copy -> copy.photon = photon);
    }

    public LauncherSettings withSpark(Spark spark) {
        return with(copy -> copy.spark = Optional.of(spark));
    }

    public LauncherSettings withHadoop(Hadoop hadoop) {
        return with(copy -> copy.hadoop = hadoop);
    }

    public LauncherSettings withLimits(Limits limits) {
        return with(copy -> copy.limits = limits);
    }

    public LauncherSettings withPdfFonts(List<Path> fonts) {
        return with(copy -> copy.pdfFonts = fonts);
    }

    public LauncherSettings withConnectionHosts(List<String> hosts) {
        return with(copy -> copy.connectionHosts = hosts);
    }

    private LauncherSettings with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.settings();
    }

    /** The settings while one of them is given another value. */
    private static final class Copy {
        private final Path home;
        private String address;
        private int port;
        private String adminEmail;
        private String adminPassword;
        private List<FirstUser> users;
        private List<String> allowedPaths;
        private String defaultStorage;
        private String defaultExecution;
        private Photon photon;
        private Optional<Spark> spark;
        private Hadoop hadoop;
        private Limits limits;
        private List<Path> pdfFonts;
        private List<String> connectionHosts;

        private Copy(LauncherSettings of) {
            home = of.home;
            address = of.address;
            port = of.port;
            adminEmail = of.adminEmail;
            adminPassword = of.adminPassword;
            users = of.users;
            allowedPaths = of.allowedPaths;
            defaultStorage = of.defaultStorage;
            defaultExecution = of.defaultExecution;
            photon = of.photon;
            spark = of.spark;
            hadoop = of.hadoop;
            limits = of.limits;
            pdfFonts = of.pdfFonts;
            connectionHosts = of.connectionHosts;
        }

        private LauncherSettings settings() {
            return new LauncherSettings(home, address, port, adminEmail, adminPassword, users, allowedPaths, defaultStorage,
                    defaultExecution, photon, spark, hadoop, limits, pdfFonts, connectionHosts);
        }
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
