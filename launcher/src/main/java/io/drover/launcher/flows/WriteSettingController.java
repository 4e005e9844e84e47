package io.drover.launcher.flows;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Embed;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Members;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /v4/writeSettings}. */
@RestController
final class WriteSettingController {
    private final WriteSettings writeSettings;
    private final OutputObjects outputs;
    private final WriteSettingForm form;
    private final FlowObjects objects;
    private final TransactionTemplate transaction;

    WriteSettingController(WriteSettings writeSettings, OutputObjects outputs, WriteSettingForm form,
            FlowObjects objects, TransactionTemplate transaction) {
        this.writeSettings = writeSettings;
        this.outputs = outputs;
        this.form = form;
        this.objects = objects;
        this.transaction = transaction;
    }

    @PostMapping("/v4/writeSettings")
    ResponseEntity<JsonNode> create(User user, JsonBody body) {
        Defects defects = new Defects();
        Members members = body.object(defects);
        Optional<OutputObject> output = outputs.lookup()
                .inBody(members.requiredId("outputObjectId"), "/outputObjectId", user, defects);
        Optional<WriteSetting.Values> values = form.read(members, null, user);
        defects.check();
        WriteSetting made = transaction.execute(
                status -> writeSettings.add(output.orElseThrow(), values.orElseThrow(), user));
        return Answers.created(objects.writeSetting().render(made, Embed.NONE));
    }

    @GetMapping("/v4/writeSettings")
    ResponseEntity<JsonNode> list(User user, Query query) {
        return Answers.ok(objects.writeSetting().list(writeSettings.list(user, query), query.embed()));
    }

    @GetMapping("/v4/writeSettings/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.writeSetting().render(writeSettings.lookup().inPath(id, user, query), query.embed()));
    }

    @RequestMapping(path = "/v4/writeSettings/{id}", method = {RequestMethod.PATCH, RequestMethod.PUT})
    ResponseEntity<JsonNode> update(User user, @PathVariable String id, JsonBody body) {
        WriteSetting setting = changeable(id, user);
        Defects defects = new Defects();
        Optional<WriteSetting.Values> values = form.read(body.object(defects), setting.values(), user);
        defects.check();
        WriteSetting updated =
                transaction.execute(status -> writeSettings.update(setting.id(), values.orElseThrow(), user));
        return Answers.ok(objects.writeSetting().render(updated, Embed.NONE));
    }

    @DeleteMapping("/v4/writeSettings/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        WriteSetting setting = changeable(id, user);
        transaction.executeWithoutResult(status -> writeSettings.delete(setting.id(), user));
        return Answers.noContent();
    }

    private WriteSetting changeable(String id, User user) {
        WriteSetting setting = writeSettings.lookup().inPath(id, user);
        if (setting.jobGroup() != null) {
            throw ApiException.invalid("id", "SNAPSHOT", "Write setting " + setting.id() + " records what job group "
                    + setting.jobGroup() + " was run with and can't be changed");
        }
        return setting;
    }
}
