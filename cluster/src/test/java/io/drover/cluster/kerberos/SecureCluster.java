package io.drover.cluster.kerberos;

import io.drover.cluster.yarn.DroverServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One cluster with Kerberos for all tests of this package, started by the first that wants it; the JVM's end stops it. */
final class SecureCluster implements BeforeAllCallback {
    private static final Path FOLDER = Path.of("target", "secure").toAbsolutePath();

    private static Process process;
    private static BufferedReader answers;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start();
    }

    private static synchronized void start() throws IOException {
        if (process != null) {
            return;
        }
        DroverServer.deleteTree(FOLDER);
        Path conf = Files.createDirectories(FOLDER.resolve("conf"));
        // It ends with its input, which is this process's to close. What fetches the files of containers for the NodeManager
        // reads its configuration from the class path, once it is there.
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
                "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED", "-cp",
                conf + File.pathSeparator + System.getProperty("java.class.path"), SecureHadoop.class.getName(), FOLDER.toString())
                .redirectError(FOLDER.resolve("cluster.log").toFile()).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.equals(SecureHadoop.READY)) {
                return;
            }
        }
        throw new IllegalStateException("the secure cluster did not start; see " + FOLDER + "/cluster.log");
    }

    /** For HADOOP_CONF_DIR. */
    Path confDirectory() {
        return FOLDER.resolve("conf");
    }

    /** Of the user drover, the service. */
    Path keytab() {
        return FOLDER.resolve("drover.keytab");
    }

    /** By which a JVM knows where the KDC is: elsewhere that is in /etc/krb5.conf. */
    String javaOption() {
        return "-Djava.security.krb5.conf=" + FOLDER.resolve("krb5.conf");
    }

    /** Of a file on HDFS. */
    synchronized String owner(String path) throws IOException {
        process.getOutputStream().write((path + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return answers.readLine();
    }
}
