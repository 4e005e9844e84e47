package io.drover.job.publish;

import io.drover.job.directory.JobDirectory;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A publication that is killed right after its decision. */
public final class DecidedPublication {
    private DecidedPublication() {}

    /** @param staged in one folder, a single file of one part for each output */
    public static void decide(JobDirectory directory, List<StagedOutput> staged) throws IOException {
        List<TransactionId> publications = Publisher.publications(directory);
        Transaction transaction = Transaction.of(publications.get(publications.size() - 1), new Configuration());
        PublicationPlan plan = new PublicationPlan(transaction);
        for (StagedOutput output : staged) {
            plan.add(output, 0, new Path(output.output().path()),
                    output.output().id() + "/" + new Path(output.files().get(0).uri()).getName(), false);
        }
        transaction.write(plan.journal());
    }
}
