package io.drover.job.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.directory.ProcessIdentity;
import io.drover.job.json.JsonMembers;
import java.util.List;

/**
 * Which attempt stages where.
 *
 * @param name of its directory in every location's {@code .drover}
 * @param parents the locations' folders; the journal is in the first one's
 * @param jobDirectory URI
 * @param process that runs the attempt
 */
record TransactionId(
        String name, long jobGroup, int attempt, String jobDirectory, ProcessIdentity process, List<String> parents) {

    TransactionId {
        parents = List.copyOf(parents);
    }

    void write(ObjectNode node) {
        node.put("transaction", name).put("jobGroup", jobGroup).put("attempt", attempt);
        node.put("jobDirectory", jobDirectory);
        process.write(node.putObject("process"));
        ArrayNode list = node.putArray("parents");
        parents.forEach(list::add);
    }

    static TransactionId read(JsonMembers node) {
        return new TransactionId(node.string("transaction"), node.integer("jobGroup"), node.smallInteger("attempt"),
                node.string("jobDirectory"), ProcessIdentity.read(node.object("process")), node.strings("parents"));
    }
}
