package io.drover.job.flowpackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.job.flowpackage.PackageException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to do harm, and files that are merely wrong: each is refused for what it is, and nothing else happens. */
class HostilePackageTest {
    private static final String NO_FLOWS = "{\"data\":{\"flows\":[]}}";

    private static PackageException refused(byte[] bytes) {
        return refused(bytes, PackageLimits.DEFAULT);
    }

    private static PackageException refused(byte[] bytes, PackageLimits limits) {
        return catchThrowableOfType(PackageException.class, () -> TestingPackage.read(bytes, limits));
    }

    private static PackageException refused(String document) {
        return refused(TestingPackage.of("flow.json", document).bytes());
    }

    @Test
    void noZip() {
        assertThat(refused("hello".getBytes(StandardCharsets.UTF_8)).kind()).isEqualTo(Kind.NOT_A_PACKAGE);
        assertThat(refused(new byte[0]).kind()).isEqualTo(Kind.NOT_A_PACKAGE);
        assertThat(refused(new TestingPackage().bytes()).kind()).isEqualTo(Kind.NOT_A_PACKAGE);
        assertThat(refused(TestingPackage.of("readme.txt", "x").bytes()).getMessage())
                .contains("no flow document").contains("readme.txt");
        assertThat(refused(TestingPackage.of("a.json", NO_FLOWS).with("b.json", NO_FLOWS.getBytes()).bytes())
                .getMessage()).contains("a.json").contains("b.json");
    }

    @Test
    void aDamagedZip() {
        byte[] whole = TestingPackage.of("flow.json5", TestingPackage.resource("orders.json5")).bytes();
        for (int length : new int[] {10, 40, whole.length / 2, whole.length / 3}) {
            assertThat(refused(Arrays.copyOf(whole, length)).kind()).as("of " + length)
                    .isIn(Kind.NOT_A_PACKAGE, Kind.BAD_ENTRY, Kind.BAD_DOCUMENT);
        }
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] bent = whole.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                TestingPackage.read(bent, PackageLimits.DEFAULT);
            } catch (PackageException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../flow.json", "a/../../flow.json", "/etc/flow.json", "C:\\flow.json", "..\\flow.json",
        "a\nb.json"})
    void namesThatLeadOut(String name) {
        assertThat(refused(TestingPackage.of(name, NO_FLOWS).bytes()).kind()).isEqualTo(Kind.BAD_ENTRY);
    }

    @Test
    void bombs() {
        PackageLimits limits = new PackageLimits(1 << 20, 50, 100_000, 1000);
        byte[] document = TestingPackage.of("flow.json", " ".repeat(200_000) + NO_FLOWS).bytes();
        assertThat(document.length).isLessThan(2000);
        assertThat(refused(document, limits).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(refused(TestingPackage.of("flow.json", NO_FLOWS).with("artifact_1.data", new byte[600])
                .with("artifact_2.data", new byte[600]).bytes(), limits).kind()).isEqualTo(Kind.TOO_LARGE);
        TestingPackage many = TestingPackage.of("flow.json", NO_FLOWS);
        IntStream.range(0, 60).forEach(i -> many.with("e" + i, new byte[0]));
        assertThat(refused(many.bytes(), limits).getMessage()).contains("more than 50 entries");
        byte[] random = new byte[2 << 20];
        new Random(1).nextBytes(random);
        assertThat(refused(TestingPackage.of("x.bin", "").with("y.bin", random).bytes(), limits).kind())
                .isEqualTo(Kind.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "nonsense {", "{\"data\": ", "{\"data\": {\"flows\": [}}", "{'a': '\\xzz'}",
        "{\"a\": 1, \"a\": 2}", "{} {}", "{a: 0x}", "'"})
    void noJson(String document) {
        assertThat(refused(document).kind()).as(document).isEqualTo(Kind.BAD_DOCUMENT);
    }

    @Test
    void deepJson() {
        assertThat(refused("[".repeat(100_000)).kind()).isEqualTo(Kind.BAD_DOCUMENT);
        String deep = "{\"value\":".repeat(400) + "1" + "}".repeat(400);
        FlowPackage pack = TestingPackage.of("flow.json", TestingPackage.resource("older.json")
                .replace("{\"type\": \"Drop\"", "{\"type\": \"Drop\", \"x\": " + deep)).read();
        assertThat(pack.flows()).hasSize(1);
    }

    @Test
    void documentsOfSomethingElse() {
        assertThat(refused("{\"content\":{\"nodes\":{}},\"contentChecksum\":\"x\"}").getMessage())
                .contains("Designer workflow");
        assertThat(refused("{\"type\":\"plan\",\"data\":{}}").getMessage()).contains("plan");
        assertThat(refused("{\"data\":{\"flows\":7}}").kind()).isEqualTo(Kind.NOT_A_PACKAGE);
        assertThat(refused(TestingPackage.of("flow.json", "").with("flow.json", new byte[] {(byte) 0xff, 'x'})
                .bytes()).getMessage()).contains("UTF-8");
    }

    @Test
    void referencesThatLeadNowhere() {
        PackageException refused = refused("{\"data\":{\"flows\":[{\"id\":1,\"name\":\"f\",\"flownodes\":["
                + "{\"id\":1,\"scriptId\":9,\"wrangled\":true},{\"id\":2},{\"id\":3,\"referencedFlowNodeId\":77},{}],"
                + "\"flowedges\":[{\"id\":4,\"inFlowNodeId\":1,\"outFlowNodeId\":55}]}]}}");
        assertThat(refused.kind()).isEqualTo(Kind.INCONSISTENT);
        assertThat(refused.problems()).extracting(PackageProblem::render).containsExactly(
                "flow \"f\": flow node 1 has recipe 9, which the package doesn't have",
                "flow \"f\": flow node 2 has neither a recipe nor a node it refers to",
                "flow \"f\": a flow node has no id",
                "flow \"f\": edge 4 joins flow node 1 and 55, which the package doesn't have",
                "flow \"f\": flow node 3 refers to flow node 77, which the package doesn't have; export the flow that has"
                        + " it along");
        assertThat(refused(TestingPackage.resource("older.json").replace("\"scriptlineId\": 1006", "\"scriptlineId\": 6"))
                .getMessage()).contains("recipe \"cdr\"").contains("scriptline 6");
    }

    @Test
    void circles() {
        String nodes = IntStream.range(0, 3).mapToObj(i -> "{\"id\":" + i + ",\"scriptId\":" + i + ",\"wrangled\":true}")
                .collect(Collectors.joining(","));
        String recipes = IntStream.range(0, 3).mapToObj(i -> "{\"id\":" + i + ",\"name\":\"r" + i + "\",\"steps\":[]}")
                .collect(Collectors.joining(","));
        String edges = IntStream.range(0, 3).mapToObj(i -> "{\"id\":" + i + ",\"inFlowNodeId\":" + i
                + ",\"outFlowNodeId\":" + (i + 1) % 3 + ",\"outPortId\":" + (i == 1 ? "4" : "null") + "}")
                .collect(Collectors.joining(","));
        assertThat(refused("{\"data\":{\"flows\":[{\"id\":1,\"name\":\"f\",\"flownodes\":[" + nodes + "],\"recipes\":["
                + recipes + "],\"flowedges\":[" + edges + "]}]}}").getMessage())
                .isEqualTo("recipes depend on each other in a circle: \"r0\", \"r1\", \"r2\"");
    }

    @Test
    void aLongChainIsRead() {
        int length = 1500;
        String nodes = IntStream.range(0, length).mapToObj(i -> "{\"id\":" + i + ",\"scriptId\":1,\"wrangled\":true}")
                .collect(Collectors.joining(","));
        String edges = IntStream.range(1, length).mapToObj(i -> "{\"id\":" + i + ",\"inFlowNodeId\":" + (i - 1)
                + ",\"outFlowNodeId\":" + i + "}").collect(Collectors.joining(","));
        String document = "{\"data\":{\"flows\":[{\"id\":1,\"name\":\"f\",\"flownodes\":[" + nodes + "],\"recipes\":["
                + "{\"id\":1,\"name\":\"r\",\"steps\":[]}],\"flowedges\":[" + edges + "]}]}}";
        assertThat(TestingPackage.of("flow.json", document).read().flows().get(0).nodes()).hasSize(length);
        assertThat(refused(document.replace("\"flownodes\":[", "\"flownodes\":[" + IntStream.range(5000, 8000)
                .mapToObj(i -> "{\"id\":" + i + ",\"scriptId\":1,\"wrangled\":true},").collect(Collectors.joining())))
                .kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":{\"flows\":[7, null, \"x\", []]}}",
        "{\"data\":{\"flows\":[{\"name\":{},\"flownodes\":{\"a\":1},\"recipes\":7,\"datasources\":[1,null],"
            + "\"outputobjects\":[[]],\"runparameters\":[{}],\"flowedges\":\"x\"}]}}",
        "{\"metadata\":[],\"data\":{\"flows\":[{\"id\":1}],\"scriptlines\":[[]],\"editablescripts\":\"x\"}}",
        "{\"data\":{\"artifacts\":{\"a\":{\"id\":1}},\"flows\":[{\"flownodes\":[{\"id\":1,\"scriptId\":2,\"wrangled\":true}],"
            + "\"recipes\":[{\"id\":2,\"steps\":[7,{\"task\":[]},{\"task\":{\"type\":7,\"parameters\":[]}}]}]}]}}"})
    void oddShapesAreReadOrRefused(String document) {
        try {
            assertThat(TestingPackage.of("flow.json", document).read()).isNotNull();
        } catch (PackageException e) {
            assertThat(e.kind()).isEqualTo(Kind.INCONSISTENT);
        }
    }
}
