package io.drover.cluster.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cluster.yarn.Api;
import io.drover.cluster.yarn.DroverServer;
import io.drover.cluster.yarn.SparkSettings;
import io.drover.cluster.yarn.WrappedSparkHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark jobs on a YARN with Kerberos: as the service by its keytab, and as users by what the service's ticket gets them. */
class KerberosOnYarnTest {
    @RegisterExtension
    static final SecureCluster CLUSTER = new SecureCluster();

    /** Its spark-submit has to know where the KDC is, too. */
    private static Path sparkHome() throws IOException {
        Path home = Path.of("target", "kerberos-spark").toAbsolutePath();
        WrappedSparkHome.make(home, "export SPARK_SUBMIT_OPTS=\"" + CLUSTER.javaOption() + "\"\n");
        return home;
    }

    private static DroverServer server(Path sparkHome, String deployMode, boolean impersonates) throws IOException {
        DroverServer server = DroverServer.prepare("kerberos-" + deployMode + (impersonates ? "-users" : ""),
                "alice@example.org", """
                allowedPaths: ['hdfs:///']
                hadoop:
                  conf: %1$s
                  directory: hdfs:///drover
                  principal: drover@EXAMPLE.COM
                  keytab: %2$s
                  %3$s
                %4$s    spark.yarn.jars: local:%5$s/jars/*
                """.formatted(CLUSTER.confDirectory(), CLUSTER.keytab(),
                impersonates ? "impersonatedDomain: example.org" : "",
                SparkSettings.section(sparkHome, deployMode, CLUSTER.javaOption()), WrappedSparkHome.real()));
        server.option(CLUSTER.javaOption());
        server.start();
        return server;
    }

    private record Running(Api api, String user, String output, long group) {}

    /** Servers of all four kinds at once: with drivers on the cluster or beside them, acting for users or for nobody. */
    @Test
    void outputsBelongToWhomTheJobRunsFor() throws Exception {
        Path sparkHome = sparkHome();
        List<DroverServer> servers = new ArrayList<>();
        List<Running> work = new ArrayList<>();
        List<Running> refused = new ArrayList<>();
        List<Running> canceled = new ArrayList<>();
        try {
            for (String deployMode : List.of("cluster", "client")) {
                for (String user : List.of("alice", "drover")) {
                    DroverServer server = server(sparkHome, deployMode, user.equals("alice"));
                    servers.add(server);
                    Api api = server.api();
                    long recipe = api.recipe("own", "hdfs:///user/" + user + "/in.csv",
                            "derive type: single value: n * 2 as: 'd'");
                    work.add(run(api, recipe, user, "/user/" + user + "/" + deployMode + ".csv"));
                    if (user.equals("alice")) {
                        refused.add(run(api, recipe, user, "/user/bob/" + deployMode + ".csv"));
                    }
                    if (servers.size() == 1) {
                        Running stopped = run(api, recipe, user, "/user/alice/canceled.csv");
                        api.awaitEvent(stopped.group(), "submitted");
                        api.cancel(stopped.group());
                        canceled.add(stopped);
                    }
                }
            }
            settled(work, refused, canceled);
        } finally {
            for (DroverServer server : servers) {
                server.close();
            }
        }
    }

    private static Running run(Api api, long recipe, String user, String output) {
        return new Running(api, user, output, api.run(recipe, "spark", "hdfs://" + output, ""));
    }

    private static void settled(List<Running> work, List<Running> refused, List<Running> canceled) throws IOException {
        for (Running job : canceled) {
            job.api().awaitStatus(job.group(), "Canceled");
            assertThat(job.api().history(job.group())).contains("The cluster says: application application_");
            assertThat(CLUSTER.owner(job.output())).contains("isn't there");
        }
        for (Running job : refused) {
            job.api().awaitStatus(job.group(), "Failed");
            assertThat(job.api().error(job.group())).contains("Permission denied: user=" + job.user());
            assertThat(CLUSTER.owner(job.output())).contains("isn't there");
        }
        for (Running job : work) {
            job.api().awaitStatus(job.group(), "Complete");
            assertThat(job.api().applicationId(job.group())).startsWith("application_");
            assertThat(CLUSTER.owner(job.output())).isEqualTo(job.user());
        }
    }
}
