package io.drover.cluster.kerberos;

import io.drover.cluster.MiniCluster;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * An HDFS and a YARN that want Kerberos, with their KDC, as a process: who Hadoop takes a JVM for is settled once in its
 * life, so it can't share one with a cluster that asks nobody. Ends when its input does.
 *
 * <p>Writes {@code krb5.conf}, {@code conf/core-site.xml}, {@code conf/yarn-site.xml} and {@code drover.keytab} into its
 * folder. The user drover may act for alice and bob, who have homes with a source in them, closed to everybody else; its
 * own is {@code /drover}, where others may look. For each path that it reads it prints whose it is.
 */
public final class SecureHadoop {
    static final String READY = "secure cluster is up";

    private SecureHadoop() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        // What is logged must not come between.
        System.setOut(System.err);
        try {
            run(arguments, answers);
            Runtime.getRuntime().halt(0);
        } catch (Throwable e) {
            // The threads of what has started would keep the process.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(String[] arguments, PrintStream answers) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        MiniKdc kdc = kdc(folder.resolve("kdc"));
        Files.copy(kdc.getKrb5conf().toPath(), folder.resolve("krb5.conf"));
        File keytab = folder.resolve("hdfs.keytab").toFile();
        kdc.createPrincipal(keytab, "hdfs/localhost", "HTTP/localhost");
        kdc.createPrincipal(folder.resolve("drover.keytab").toFile(), "drover");
        Configuration configuration = configuration(keytab, kdc.getRealm());
        UserGroupInformation.setConfiguration(configuration);
        UserGroupInformation.loginUserFromKeytab("hdfs/localhost@" + kdc.getRealm(), keytab.getPath());
        configuration.set("hdfs.minidfs.basedir", folder.resolve("dfs").toString());
        MiniDFSCluster hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1)
                .checkDataNodeHostConfig(true).build();
        home(hdfs.getFileSystem(), "alice");
        home(hdfs.getFileSystem(), "bob");
        home(hdfs.getFileSystem(), "drover");
        org.apache.hadoop.fs.Path service = new org.apache.hadoop.fs.Path("/drover");
        hdfs.getFileSystem().mkdirs(service);
        hdfs.getFileSystem().setOwner(service, "drover", "drover");
        configuration.set("fs.defaultFS", hdfs.getURI().toString());
        MiniYARNCluster yarn = yarn(configuration);
        write(configuration, hdfs, yarn, folder.resolve("conf"));
        answers.println(READY);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = questions.readLine(); path != null; path = questions.readLine()) {
            answers.println(owner(hdfs.getFileSystem(), path));
        }
    }

    private static MiniKdc kdc(Path folder) throws Exception {
        Properties properties = MiniKdc.createConf();
        properties.setProperty(MiniKdc.KDC_BIND_ADDRESS, "localhost");
        MiniKdc kdc = new MiniKdc(properties, Files.createDirectories(folder).toFile());
        kdc.start();
        return kdc;
    }

    private static Configuration configuration(File keytab, String realm) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("hadoop.security.authentication", "kerberos");
        configuration.set("hadoop.security.authorization", "true");
        for (String server : new String[] {"namenode", "datanode"}) {
            configuration.set("dfs." + server + ".kerberos.principal", "hdfs/localhost@" + realm);
            configuration.set("dfs." + server + ".keytab.file", keytab.getPath());
        }
        configuration.set("dfs.web.authentication.kerberos.principal", "HTTP/localhost@" + realm);
        configuration.set("dfs.web.authentication.kerberos.keytab", keytab.getPath());
        configuration.set("dfs.block.access.token.enable", "true");
        configuration.set("dfs.data.transfer.protection", "authentication");
        // Ports below 1024 and certificates are what a real DataNode would want; the protocol is the same.
        configuration.set("ignore.secure.ports.for.testing", "true");
        configuration.set("dfs.datanode.hostname", "localhost");
        configuration.set("dfs.replication", "1");
        configuration.set("hadoop.proxyuser.drover.hosts", "*");
        configuration.set("hadoop.proxyuser.drover.users", "alice,bob");
        try (ServerSocket socket = new ServerSocket(0)) {
            configuration.set("dfs.datanode.address", "localhost:" + socket.getLocalPort());
        }
        return configuration;
    }

    /** Its servers are the same principal as HDFS's: a JVM has one login. */
    private static MiniYARNCluster yarn(Configuration secure) throws Exception {
        YarnConfiguration configuration = new YarnConfiguration(secure);
        MiniCluster.smallYarn(configuration);
        for (String server : new String[] {"resourcemanager", "nodemanager"}) {
            configuration.set("yarn." + server + ".principal", secure.get("dfs.namenode.kerberos.principal"));
            configuration.set("yarn." + server + ".keytab", secure.get("dfs.namenode.keytab.file"));
        }
        configuration.setBoolean("yarn.resourcemanager.webapp.delegation-token-auth-filter.enabled", false);
        MiniYARNCluster yarn = new MiniYARNCluster("secure", 1, 1, 1);
        yarn.init(configuration);
        yarn.start();
        if (!yarn.waitForNodeManagersToConnect(60_000)) {
            throw new IllegalStateException("the NodeManager did not connect");
        }
        return yarn;
    }

    private static void home(FileSystem files, String user) throws IOException {
        org.apache.hadoop.fs.Path home = new org.apache.hadoop.fs.Path("/user", user);
        files.mkdirs(home);
        files.setPermission(home, new FsPermission((short) 0700));
        files.setOwner(home, user, user);
        org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(home, "in.csv");
        try (OutputStream out = files.create(source)) {
            out.write("store,n\na,1\n".getBytes(StandardCharsets.UTF_8));
        }
        files.setOwner(source, user, user);
        files.setPermission(source, new FsPermission((short) 0600));
    }

    private static String owner(FileSystem files, String path) throws IOException {
        try {
            return files.getFileStatus(new org.apache.hadoop.fs.Path(path)).getOwner();
        } catch (FileNotFoundException e) {
            return "nobody's, for it isn't there";
        }
    }

    /** What a client has to know. */
    private static void write(Configuration configuration, MiniDFSCluster hdfs, MiniYARNCluster yarn, Path folder)
            throws IOException {
        Files.createDirectories(folder);
        Configuration site = new Configuration(yarn.getConfig());
        // A class of the mini cluster's that spark-submit and its containers don't have.
        site.unset("net.topology.node.switch.mapping.impl");
        try (OutputStream out = Files.newOutputStream(folder.resolve("yarn-site.xml"))) {
            site.writeXml(out);
        }
        Configuration core = new Configuration(false);
        core.set("fs.defaultFS", hdfs.getURI().toString());
        for (String name : new String[] {"hadoop.security.authentication", "dfs.namenode.kerberos.principal",
            "dfs.data.transfer.protection", "dfs.replication"}) {
            core.set(name, configuration.get(name));
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("core-site.xml"))) {
            core.writeXml(out);
        }
    }
}
