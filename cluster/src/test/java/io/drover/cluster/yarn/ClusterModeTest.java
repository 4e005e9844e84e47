package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs from a request to HDFS, with the driver on the cluster. */
class ClusterModeTest {
    @RegisterExtension
    static final ClusterModeServer SERVER = new ClusterModeServer();

    private static Api api;
    private static long recipe;
    private static long example;
    private static long photonExample;
    private static long broken;
    private static long tooLarge;

    /** All at once, so that they run beside each other. */
    @BeforeAll
    static void submit() {
        api = SERVER.api();
        recipe = api.recipe("POS-r01", SERVER.source(), "derive type: single value: n * 2 as: 'd'");
        example = example(recipe, "spark", "POS_01");
        photonExample = example(recipe, "photon", "POS_02");
        broken = api.run(recipe, "/out/broken.csv", "'spark.driver.extraJavaOptions': '-javaagent:/nosuch.jar'");
        tooLarge = api.run(recipe, "/out/large.csv", "'spark.driver.memory': '64g'");
    }

    static RMApp application(String id) {
        return ClusterModeServer.CLUSTER.yarn().getResourceManager().getRMContext().getRMApps()
                .get(ApplicationId.fromString(id));
    }

    private static long example(long recipe, String execution, String name) {
        return api.post("/v4/jobGroups", """
                {
                  "wrangledDataset": {"id": %d},
                  "overrides": {
                    "execution": "%s",
                    "profiler": false,
                    "writesettings": [
                      {
                        "path": "hdfs://hadoop:50070/trifacta/queryResults/foo@trifacta.com/%s.avro",
                        "action": "create",
                        "format": "avro",
                        "compression": "none",
                        "header": false,
                        "asSingleFile": false
                      },
                      {
                        "path": "hdfs://hadoop:50070/trifacta/queryResults/foo@trifacta.com/%s.csv.gz",
                        "action": "create",
                        "format": "csv",
                        "compression": "gzip",
                        "header": true,
                        "asSingleFile": true
                      }
                    ]
                  },
                  "ranfrom": null
                }""".formatted(recipe, execution, name, name)).get("id").longValue();
    }

    @Test
    void aRequestAsOlderClientsWriteItRunsOnBothEngines() throws Exception {
        api.awaitStatus(photonExample, "Complete");
        api.awaitStatus(example, "Complete");
        String folder = "/trifacta/queryResults/foo@trifacta.com/";
        for (String name : List.of("POS_01", "POS_02")) {
            assertThat(avroParts(folder + name + ".avro")).isNotEmpty();
            try (java.io.InputStream in = new java.util.zip.GZIPInputStream(
                    SERVER.files().open(new Path(folder + name + ".csv.gz")))) {
                assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo("store,n,d\na,1,2\nb,2,4\nc,3,6\n");
            }
        }
        JsonNode outputs = api.get("/v4/jobGroups/" + example + "/outputs").get("files").get("data");
        assertThat(outputs.get(0).get("uri").textValue())
                .isEqualTo(ClusterModeServer.CLUSTER.hdfsUri() + folder + "POS_01.avro");

        RMApp application = application(api.applicationId(example));
        assertThat(application.getApplicationTags()).singleElement().asString()
                .matches("drover-[a-z0-9]{10}-" + example + "-1");
        // The driver has published and reported before its application is over.
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> application.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED);
        assertThat(application.getMaxAppAttempts()).isEqualTo(1);
        assertThat(api.history(example)).contains("1 submitted: The cluster has application application_");
        assertThat(api.log(example)).contains("published " + ClusterModeServer.CLUSTER.hdfsUri() + folder + "POS_01.avro");
    }

    private static List<FileStatus> avroParts(String folder) throws java.io.IOException {
        return Arrays.stream(SERVER.files().listStatus(new Path(folder)))
                .filter(file -> file.getPath().getName().startsWith("part-")).toList();
    }

    @Test
    void jarsAreUploadedOnceForAllJobs() throws Exception {
        api.awaitStatus(example, "Complete");
        List<String> library = new ArrayList<>();
        for (FileStatus file : SERVER.files().listStatus(new Path("/drover/lib"))) {
            library.add(file.getPath().getName());
        }
        assertThat(library).hasSize(2).anyMatch(name -> name.matches("spark-jars-[0-9a-f]{24}\\.zip"))
                .anyMatch(name -> name.matches("spark-job-[0-9a-f]{24}\\.jar"));
        assertThat(api.log(example)).contains("Source and destination file systems are the same. Not copying");
    }

    @Test
    void anApplicationThatFailsSaysWhy() {
        api.awaitStatus(broken, "Failed");
        assertThat(api.error(broken)).contains("application_").contains("exitCode: 1").contains("nosuch")
                .contains("nothing was published");
        api.awaitStatus(tooLarge, "Failed");
        assertThat(api.error(tooLarge)).contains("Required AM memory").contains("exit code 1");
        assertThat(api.refused("/v4/jobGroups", "{'wrangledDataset': {'id': " + recipe + "}, 'overrides': {"
                + "'sparkOptions': [{'key': 'spark.jars', 'value': 'x'}]}}", 400).get("details").textValue())
                .contains("spark.jars").contains("can't be set by a request");
    }
}
