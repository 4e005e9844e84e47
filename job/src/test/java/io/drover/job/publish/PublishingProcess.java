package io.drover.job.publish;

import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A process that publishes a number of times in a row: a file of its own, rows to a common one, a common replacement. */
final class PublishingProcess {
    private PublishingProcess() {}

    /** @param arguments folder, number of the first job group, how many */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            int group = first + i;
            List<JobSpec.Output> outputs = List.of(output(folder, "created.csv", Action.CREATE),
                    output(folder, "longer.csv", Action.APPEND), output(folder, "replaced.csv", Action.OVERWRITE));
            TestingPublication job =
                    new TestingPublication(folder.resolve("job" + group).toUri(), group, new Configuration());
            job.prepare(1, outputs);
            PublishOutcome outcome = job.publish(1, outputs, List.of(List.of("row" + group), List.of("row" + group + "b")));
            if (!(outcome instanceof PublishOutcome.Done)) {
                throw new IllegalStateException(outcome.toString());
            }
        }
    }

    private static JobSpec.Output output(Path folder, String name, Action action) {
        return TestingPublication.output(name.replace('.', '_'), "file://" + folder + "/out/" + name, action, true,
                FileFormat.CSV, Compression.NONE, false);
    }
}
