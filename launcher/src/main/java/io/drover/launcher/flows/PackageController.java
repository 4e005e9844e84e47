package io.drover.launcher.flows;

import io.drover.job.flowpackage.FlowPackage;
import io.drover.job.flowpackage.PackageException;
import io.drover.job.flowpackage.PackageIssue;
import io.drover.job.flowpackage.PackageLimits;
import io.drover.job.flowpackage.PackageReader;
import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Embed;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.UploadedFile;
import io.drover.launcher.security.User;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Flow packages. */
@RestController
final class PackageController {
    private static final MediaType ZIP = new MediaType("application", "zip");
    private static final List<String> PLAIN_TYPES =
            List.of("application/zip", "application/octet-stream", "application/x-zip-compressed");

    private final Flows flows;
    private final FlowImport importer;
    private final FlowExport exporter;
    private final FlowObjects objects;
    private final TransactionTemplate transaction;

    PackageController(Flows flows, FlowImport importer, FlowExport exporter, FlowObjects objects,
            TransactionTemplate transaction) {
        this.flows = flows;
        this.importer = importer;
        this.exporter = exporter;
        this.objects = objects;
        this.transaction = transaction;
    }

    @PostMapping("/v4/flows/package")
    ResponseEntity<JsonNode> create(User user, HttpServletRequest request) throws IOException {
        return Answers.created(put(uploaded(request), user, false));
    }

    /** The same answer, with nothing kept. */
    @PostMapping("/v4/flows/package/dryRun")
    ResponseEntity<JsonNode> dryRun(User user, HttpServletRequest request) throws IOException {
        return Answers.ok(put(uploaded(request), user, true));
    }

    @GetMapping("/v4/flows/{id}/package")
    ResponseEntity<byte[]> export(User user, @PathVariable String id) {
        Flow flow = flows.lookup().inPath(id, user);
        return ResponseEntity.ok().contentType(ZIP)
                .header("Content-Disposition", "attachment; filename=\"flow_" + flow.id() + ".zip\"")
                .body(exporter.write(flow, user));
    }

    private JsonNode put(FlowPackage pack, User user, boolean dryRun) {
        return transaction.execute(status -> {
            FlowImport.Imported imported = importer.put(pack, user);
            JsonNode answer = answer(imported);
            if (dryRun) {
                status.setRollbackOnly();
            }
            return answer;
        });
    }

    private JsonNode answer(FlowImport.Imported imported) {
        ObjectNode answer = Json.object();
        ObjectNode changes = answer.putObject("importRuleChanges");
        changes.putArray("object");
        changes.putArray("value");
        answer.putObject("deletedObjects");
        ArrayNode primary = answer.putArray("primaryFlowIds");
        imported.primaryFlows().forEach(flow -> primary.add(flow.id()));
        ArrayNode made = answer.putArray("flows");
        imported.flows().forEach(flow -> made.add(objects.flow().render(flow, Embed.NONE)));
        ArrayNode datasources = answer.putArray("datasources");
        imported.datasets().forEach(dataset -> datasources.add(objects.importedDataset().render(dataset, Embed.NONE)));
        ArrayNode flowNodes = answer.putArray("flownodes");
        imported.nodes().forEach(node -> flowNodes.add(objects.node().render(node, Embed.NONE)));
        ArrayNode warnings = answer.putArray("warnings");
        ArrayNode issues = answer.putArray("issues");
        for (PackageIssue issue : imported.issues()) {
            warnings.add(issue.render());
            ObjectNode entry = issues.addObject().put("severity", issue.severity().name().toLowerCase(Locale.ROOT))
                    .put("flow", issue.flow()).put("object", issue.object()).put("what", issue.what())
                    .put("message", issue.message());
            if (issue.step().isPresent()) {
                entry.put("step", issue.step().getAsInt());
            } else {
                entry.putNull("step");
            }
        }
        return answer;
    }

    /** The one file of a form, whatever it is called; or the body itself, if it is sent as a zip. */
    private static FlowPackage uploaded(HttpServletRequest request) throws IOException {
        try {
            boolean plain = PLAIN_TYPES.contains(UploadedFile.mediaType(request));
            try (InputStream in = plain ? request.getInputStream() : UploadedFile.of(request, "the package").open()) {
                return PackageReader.read(in, PackageLimits.DEFAULT);
            }
        } catch (PackageException e) {
            Defects defects = new Defects();
            e.problems().forEach(problem -> defects.invalid("", e.code(), problem.render()));
            defects.check();
            throw new IllegalStateException("a package without problems was refused", e);
        }
    }
}
