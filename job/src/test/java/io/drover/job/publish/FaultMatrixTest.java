package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.publish.FaultMatrix.Case;
import io.drover.job.publish.FaultMatrix.Layout;
import io.drover.job.publish.FaultMatrix.Place;
import io.drover.job.publish.FaultMatrix.Target;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which kinds of publication differ in their operations, and which only in the bytes that they write. */
class FaultMatrixTest {
    @TempDir
    static Path folder;

    private static FaultMatrix matrix;

    @BeforeAll
    static void matrix() {
        matrix = new FaultMatrix(new Place(new Configuration(), "file://" + folder, "fault://" + folder, 60_000));
    }

    @Test
    void aThirdOfTheCasesHasAllSequencesOfOperations() throws Exception {
        List<Case> all = FaultMatrix.cases(FaultMatrix.layouts());
        List<Case> distinct = matrix.distinct(all);
        assertThat(all).hasSize(864);
        assertThat(distinct).hasSize(264);
        for (Case one : all) {
            assertThat(distinct).as(one.toString()).anyMatch(other -> other.fault() == one.fault()
                    && other.action() == one.action() && other.target() == one.target()
                    && other.layout().single() == one.layout().single()
                    && other.layout().second() == one.layout().second() && sameOperations(one, other));
        }
    }

    private static boolean sameOperations(Case one, Case other) {
        try {
            return matrix.operations(one).equals(matrix.operations(other));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void partsAreMovedTheSameWhateverIsInThem() throws Exception {
        for (Action action : Action.values()) {
            for (Target target : Target.values()) {
                List<String> text = operations(action, target, FileFormat.CSV, Compression.NONE, true);
                assertThat(operations(action, target, FileFormat.JSON, Compression.GZIP, false)).isEqualTo(text);
                List<String> footed = operations(action, target, FileFormat.AVRO, Compression.NONE, false);
                assertThat(operations(action, target, FileFormat.PQT, Compression.SNAPPY, false)).isEqualTo(footed);
                List<String> unopened = new ArrayList<>(footed);
                unopened.removeIf(operation -> operation.startsWith("open") && operation.contains("/o1/part-"));
                assertThat(unopened).as("apart from the look at each part's end").isEqualTo(text);
            }
        }
    }

    private static List<String> operations(Action action, Target target, FileFormat format, Compression compression,
            boolean header) throws Exception {
        return matrix.operations(
                new Case(Fault.CRASH, action, new Layout(format, compression, false, header), target));
    }
}
