package io.drover.photon;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.JobFailure;
import io.drover.job.source.RecordSource;
import io.drover.job.source.RecordSources;
import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec;
import io.drover.photon.plan.PlanSql;
import io.drover.photon.scan.SourceScans;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Reading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.hadoop.conf.Configuration;

/** Whatever a delimited file holds, the engine reads the rows of the shared reader. */
class ScanEquivalenceTest {
    private static Path directory;
    private static Session session;

    @BeforeContainer
    static void open() throws Exception {
        directory = Files.createTempDirectory("scan");
        session = Session.open(directory, List.of(), JobSpec.Limits.DEFAULT);
    }

    @AfterContainer
    static void close() throws Exception {
        session.close();
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> pieces = Arbitraries.of("a", "", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\"x,y\"",
                "\"q\"\"q\"", "\"\n\"", "é", "\0", " ", "#", "\\", "\uFEFF", "|", "1,2\n", "x,\"y\"\n", "a,b\r\n");
        Arbitrary<String> wild = pieces.list().ofMaxSize(24).map(list -> String.join("", list));
        Arbitrary<String> field = Arbitraries.of("", "a", "\"\"", "\"a,b\"", "\"a\"\"b\"", "\"\"\"\"", "\"\"\"a\"", "\"l\n2\"",
                "é", " x ", "#c", "NULL", "'");
        Arbitrary<String> regular = field.list().ofSize(2).map(list -> String.join(",", list) + "\n").list()
                .ofMaxSize(12).map(list -> String.join("", list));
        return Arbitraries.oneOf(wild, regular);
    }

    @Property(seed = "20261124", tries = 250)
    void everyFileReadsAsTheSharedReaderReadsIt(@ForAll("files") String content, @ForAll boolean header)
            throws Exception {
        Path file = Files.createTempFile(directory, "in", ".csv");
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        ResolvedSource source = Jobs.csv(2, header, file);
        Table table = Jobs.table(source, true);
        List<List<Object>> expected = new ArrayList<>();
        try (RecordSource records = RecordSources.open(source, source.files().get(0), Reading.DECLARED,
                new Configuration(false))) {
            while (records.next()) {
                List<Object> row = new ArrayList<>();
                row.add(records.field(0));
                row.add(records.field(1));
                row.add(records.recordNumber());
                row.add(file.toString());
                expected.add(row);
            }
        }
        assertThat(rows(source, table)).extracting(row -> row.subList(0, 4)).isEqualTo(expected);
        Files.delete(file);
    }

    /** As {@link PhotonEngine} reads, in one session for all files: opening one takes longer than everything else. */
    private static List<List<Object>> rows(ResolvedSource source, Table table) throws Exception {
        SourceScans scans = new SourceScans(List.of(source), session.connection(), new Configuration(false), 2,
                bytes -> {});
        ResultValues values = new ResultValues(table.plan().columns());
        try {
            return read(scans, values, table);
        } catch (JobFailure e) {
            assertThat(Session.isUnreadableText(e)).as(e.getMessage()).isTrue();
            scans.readEverythingInJava();
            return read(scans, values, table);
        }
    }

    private static List<List<Object>> read(SourceScans scans, ResultValues values, Table table) throws Exception {
        String select = new PlanSql(scans).select(table.plan(), values.output(), List.of());
        return session.query(values.statement(select), values::read);
    }
}
