package io.drover.launcher.flows;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.UploadedFile;
import io.drover.launcher.security.User;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v4/flows/{id}/importAndAddDatasetToFlow}: a file becomes a dataset with a recipe. */
@RestController
final class UploadController {
    private static final Pattern EXTENSIONS = Pattern.compile("(?<=.)(\\.[A-Za-z0-9]{1,8}){1,2}$");
    private static final Pattern STRUCTURED =
            Pattern.compile(".*\\.(json|jsonl|ndjson|avro|parquet|xlsx|xlsm|xls)(\\.[A-Za-z0-9]+)?");

    private final Flows flows;
    private final FlowNodes nodes;
    private final ImportedDatasets datasets;
    private final Uploads uploads;
    private final TransactionTemplate transaction;

    UploadController(Flows flows, FlowNodes nodes, ImportedDatasets datasets, Uploads uploads,
            TransactionTemplate transaction) {
        this.flows = flows;
        this.nodes = nodes;
        this.datasets = datasets;
        this.uploads = uploads;
        this.transaction = transaction;
    }

    @PostMapping("/v4/flows/{id}/importAndAddDatasetToFlow")
    ResponseEntity<JsonNode> upload(User user, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        Flow flow = flows.lookup().inPath(id, user);
        Uploads.Stored stored = uploads.store(UploadedFile.of(request, "the data"), user);
        try {
            return Answers.created(transaction.execute(status -> add(flow, stored, user)));
        } catch (RuntimeException e) {
            uploads.discard(stored, user);
            throw e;
        }
    }

    private ObjectNode add(Flow flow, Uploads.Stored stored, User user) {
        String type = stored.uri().substring(0, stored.uri().indexOf(':'));
        ImportedDataset dataset = datasets.add(new ImportedDatasets.Draft(stored.name(), null, type, stored.uri(), null,
                List.of(), parsing(stored.name()), Map.of(), stored.size()), user);
        nodes.addSource(flow.id(), dataset, user);
        FlowNode recipe = nodes.addRecipe(flow.id(), EXTENSIONS.matcher(stored.name()).replaceFirst(""), null,
                new FlowNodes.Input(dataset.id(), null), "", user);
        return Json.object().put("importedDatasetId", dataset.id()).put("wrangledDatasetId", recipe.id())
                .put("wrangledDatasetName", recipe.name());
    }

    /** Text has a header by the rules of this call; other formats bring their own structure. */
    private static JsonNode parsing(String name) {
        return STRUCTURED.matcher(name.toLowerCase(Locale.ROOT)).matches() ? null : Json.object().put("header", true);
    }
}
