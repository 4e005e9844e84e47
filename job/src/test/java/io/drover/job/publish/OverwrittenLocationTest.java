package io.drover.job.publish;

import io.drover.job.publish.FaultMatrix.Place;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec.Action;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link OverwrittenLocation} at every third operation, or with {@code -Ddrover.faults=all} at every one. */
class OverwrittenLocationTest {
    private static final int STRIDE = System.getProperty("drover.faults", "").equals("all") ? 1 : 3;
    private static final long LEASE_MILLIS = 40;

    @TempDir(factory = FaultInjectionTest.InMemory.class)
    static Path folder;

    private static Place place;
    private static int runs;

    @BeforeAll
    static void place() {
        place = new Place(new Configuration(), "file://" + folder, "fault://" + folder, LEASE_MILLIS);
    }

    @ParameterizedTest
    @CsvSource({"STALL,APPEND,true,true,inner.csv", "STALL,APPEND,true,false,inner.csv",
        "STALL,APPEND,false,true,sub/inner.csv", "STALL,APPEND,false,false,sub/inner.csv",
        "STALL,CREATE,true,true,new/inner.csv", "STALL,OVERWRITE,false,true,sub/inner.csv",
        "STALL,OVERWRITE,true,false,inner.csv", "CRASH,APPEND,true,true,sub/inner.csv",
        "CRASH,APPEND,true,false,sub/inner.csv", "CRASH,APPEND,false,true,sub/inner.csv",
        "CRASH,APPEND,false,false,sub/inner.csv", "CRASH,APPEND,true,true,inner.csv",
        "CRASH,CREATE,false,true,inner.csv", "CRASH,OVERWRITE,true,true,new/inner.csv",
        "LOST_REPLY,APPEND,true,true,sub/inner.csv", "ERROR,APPEND,true,true,inner.csv"})
    void aWriterIsNeitherLostNorDoubled(Fault fault, Action action, boolean single, boolean innerFirst, String inner)
            throws Exception {
        int at = (fault.ordinal() + action.ordinal()) % STRIDE;
        while (new OverwrittenLocation(place, fault, single, at).disturbWriter(action, innerFirst, inner)) {
            at += STRIDE;
            runs++;
        }
    }

    @ParameterizedTest
    @CsvSource({"STALL,true", "STALL,false", "CRASH,true", "CRASH,false", "LOST_REPLY,true", "ERROR,false"})
    void anOverwriterIsCompleteWhoeverMakesTheFolderAnew(Fault fault, boolean single) throws Exception {
        int at = fault.ordinal() % STRIDE;
        while (new OverwrittenLocation(place, fault, single, at).disturbOverwriter()) {
            at += STRIDE;
            runs++;
        }
    }

    @AfterAll
    static void count() {
        System.out.println("overwritten locations, local files: " + runs + " disturbed publications"
                + (STRIDE == 1 ? "" : ", every third operation"));
    }
}
