package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.hadoop.HadoopAccess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spark's jars and the job's jar on the cluster's file system, put there once for all jobs under names that tell their
 * content: another version gets another name, and what running jobs use is never replaced.
 *
 * <p>Found or uploaded on a thread of its own; Spark jobs wait until that is done.
 */
final class ClusterLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLibraries.class);
    private static final FsPermission READABLE = new FsPermission((short) 0644);
    private static final FsPermission LISTABLE = new FsPermission((short) 0755);
    private static final int HASH_LENGTH = 24;
    private static final String ARCHIVE = "spark.yarn.archive";
    private static final String JARS = "spark.yarn.jars";

    private final LauncherSettings.Spark spark;
    private final URI directory;
    private final HadoopAccess hadoop;
    private Locations locations;
    private IOException failure;
    private boolean working;

    /**
     * @param archive of Spark's jars, null if the configuration names its own
     * @param jobJar of the job
     */
    record Locations(String archive, String jobJar) {}

    /** @param directory that belongs to this service */
    ClusterLibraries(LauncherSettings.Spark spark, URI directory, HadoopAccess hadoop) {
        this.spark = spark;
        this.directory = directory;
        this.hadoop = hadoop;
        prepare();
    }

    /** Whether {@link #locations} has an answer. */
    synchronized boolean isReady() {
        return !working;
    }

    /** @throws IOException if they can't be put there; the next call may find that they could */
    synchronized Locations locations() throws IOException {
        if (locations == null) {
            IOException told = failure;
            prepare();
            throw new IOException("Spark's jars can't be put in " + directory + "/lib: "
                    + (told == null ? "not done yet" : told.getMessage()), told);
        }
        return locations;
    }

    private synchronized void prepare() {
        if (working) {
            return;
        }
        working = true;
        Thread thread = new Thread(this::place, "cluster-libraries");
        thread.setDaemon(true);
        thread.start();
    }

    private void place() {
        Locations placed = null;
        IOException failed = null;
        try {
            placed = new Locations(ownLibraries() ? null : archive(), jobJar());
        } catch (IOException e) {
            LOG.error("Spark's jars can't be put in {}", directory, e);
            failed = e;
        } catch (RuntimeException e) {
            LOG.error("Spark's jars can't be put in {}", directory, e);
            failed = new IOException(e.toString(), e);
        }
        synchronized (this) {
            locations = placed;
            failure = failed;
            working = false;
        }
    }

    private boolean ownLibraries() {
        return spark.conf().containsKey(ARCHIVE) || spark.conf().containsKey(JARS);
    }

    private String archive() throws IOException {
        Path folder = spark.home().resolve("jars");
        List<Path> jars;
        try (Stream<Path> found = Files.list(folder)) {
            jars = found.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        MessageDigest digest = sha256();
        for (Path jar : jars) {
            digest.update((jar.getFileName() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest(jar, digest);
        }
        return put("spark-jars-" + hash(digest) + ".zip", out -> zip(jars, out));
    }

    private String jobJar() throws IOException {
        MessageDigest digest = sha256();
        digest(spark.jobJar(), digest);
        return put("spark-job-" + hash(digest) + ".jar", out -> Files.copy(spark.jobJar(), out));
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Under its final name only when it is whole. */
    private String put(String name, Content content) throws IOException {
        Configuration configuration = hadoop.configuration();
        org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(directory);
        FileSystem files = root.getFileSystem(configuration);
        org.apache.hadoop.fs.Path folder = files.makeQualified(new org.apache.hadoop.fs.Path(root, "lib"));
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(folder, name);
        if (files.exists(target)) {
            return target.toString();
        }
        long start = System.nanoTime();
        // Everybody may read it: the nodes then keep one copy for the jobs of all users.
        FileSystem.mkdirs(files, folder, LISTABLE);
        org.apache.hadoop.fs.Path temporary = new org.apache.hadoop.fs.Path(folder, "." + name + "." + UUID.randomUUID());
        try {
            try (OutputStream out = new BufferedOutputStream(files.create(temporary, false), 1 << 20)) {
                content.write(out);
            }
            files.setPermission(temporary, READABLE);
            if (!files.rename(temporary, target) && !files.exists(target)) {
                throw new IOException("can't rename " + temporary + " to " + target);
            }
        } finally {
            files.delete(temporary, false);
        }
        LOG.info("put {} in place in {} s", target, (System.nanoTime() - start) / 1_000_000_000);
        return target.toString();
    }

    /** Jars are compressed already, so they are only strung together. */
    private static void zip(List<Path> jars, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        for (Path jar : jars) {
            ZipEntry entry = new ZipEntry(jar.getFileName().toString());
            entry.setSize(Files.size(jar));
            entry.setCrc(crc(jar));
            entry.setTime(0);
            zip.putNextEntry(entry);
            Files.copy(jar, zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static long crc(Path file) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }

    private static void digest(Path file, MessageDigest digest) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static String hash(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
