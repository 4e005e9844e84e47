package io.drover.cluster.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cluster.yarn.Api;
import io.drover.cluster.yarn.DroverServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that logs in from a keytab and runs jobs as their users, on an HDFS that lets nobody in without a ticket. */
class KerberosTest {
    @RegisterExtension
    static final SecureCluster CLUSTER = new SecureCluster();

    private static DroverServer server;
    private static Api alice;

    @BeforeAll
    static void start() throws Exception {
        server = DroverServer.prepare("kerberos", "alice@example.org", """
                allowedPaths: ['hdfs:///']
                hadoop:
                  conf: %1$s
                  principal: drover@EXAMPLE.COM
                  keytab: %2$s
                  impersonatedDomain: example.org
                photon:
                  options: [-Xmx256m, -XX:TieredStopAtLevel=1, %3$s]
                spark:
                  home: %4$s
                  master: local[1]
                  conf:
                    spark.driver.memory: 512m
                    spark.driver.extraJavaOptions: %3$s -XX:TieredStopAtLevel=1
                """.formatted(CLUSTER.confDirectory(), CLUSTER.keytab(), CLUSTER.javaOption(),
                System.getenv("SPARK_HOME")));
        server.option(CLUSTER.javaOption());
        server.start();
        alice = server.api();
    }

    @Test
    void outputsBelongToWhomTheJobRunsFor() throws Exception {
        long recipe = alice.recipe("own", "hdfs:///user/alice/in.csv", "derive type: single value: n * 2 as: 'd'");
        long spark = alice.run(recipe, "spark", "hdfs:///user/alice/spark.csv", "");
        long photon = alice.run(recipe, "photon", "hdfs:///user/alice/photon.csv", "");
        alice.awaitStatus(photon, "Complete");
        alice.awaitStatus(spark, "Complete");
        for (long group : List.of(photon, spark)) {
            JsonNode jobs = alice.get("/v4/jobGroups/" + group + "?embed=jobs.scriptResults").get("jobs").get("data");
            assertThat(alice.download(jobs.get(1).get("scriptResults").get("data").get(0).get("id").longValue()))
                    .isEqualTo("store,n,d\na,1,2\n");
        }
        assertThat(CLUSTER.owner("/user/alice/photon.csv")).isEqualTo("alice");
        assertThat(CLUSTER.owner("/user/alice/spark.csv")).isEqualTo("alice");
    }

    @Test
    void whatTheUserMayNotDoFailsAndSaysSo() throws Exception {
        long own = alice.recipe("write", "hdfs:///user/alice/in.csv", "");
        long others = alice.recipe("read", "hdfs:///user/bob/in.csv", "");
        long writes = alice.run(own, "photon", "hdfs:///user/bob/out.csv", "");
        long reads = alice.run(others, "photon", "hdfs:///user/alice/stolen.csv", "");
        long onSpark = alice.run(own, "spark", "hdfs:///user/bob/spark.csv", "");
        for (long group : List.of(writes, reads, onSpark)) {
            alice.awaitStatus(group, "Failed");
        }
        assertThat(alice.error(writes)).contains("Permission denied: user=alice");
        assertThat(alice.error(onSpark)).contains("Permission denied: user=alice");
        assertThat(alice.error(reads)).contains("no permission to read hdfs:///user/bob/in.csv");
        assertThat(CLUSTER.owner("/user/bob/out.csv")).contains("isn't there");
        assertThat(CLUSTER.owner("/user/alice/stolen.csv")).contains("isn't there");
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }
}
