package io.drover.launcher.web;

import io.drover.job.profile.ProfileJson;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.flows.FlowNode;
import io.drover.launcher.flows.FlowNodes;
import io.drover.launcher.flows.Flows;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobGroups;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import io.drover.launcher.security.Users;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v4/jobGroups/{id}/pdfResults}. */
@RestController
final class ProfilePdfController {
    private final LauncherSettings settings;
    private final JobGroups jobGroups;
    private final FlowNodes nodes;
    private final Flows flows;
    private final Users users;

    ProfilePdfController(LauncherSettings settings, JobGroups jobGroups, FlowNodes nodes, Flows flows, Users users) {
        this.settings = settings;
        this.jobGroups = jobGroups;
        this.nodes = nodes;
        this.flows = flows;
        this.users = users;
    }

    /** Clients poll: 404 until the group is over. */
    @GetMapping("/v4/jobGroups/{id}/pdfResults")
    ResponseEntity<byte[]> pdf(User user, @PathVariable String id, Query query) throws IOException {
        JobGroup group = jobGroups.lookup().inPath(id, user, query);
        if (!group.profiler()) {
            throw ApiException.noProfile(group.id());
        }
        if (!group.isTerminal()) {
            throw ApiException.notFound("Job group " + group.id() + " is not over yet");
        }
        String profile = jobGroups.profile(group.id()).orElseThrow(() -> ApiException.notFound(
                "Job group " + group.id() + " (" + group.status() + ") ended without a profile"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProfilePdf.write(heading(group), ProfileView.of(ProfileJson.read(profile.getBytes(StandardCharsets.UTF_8))),
                settings.pdfFonts(), out);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF)
                .header("Content-Disposition", "attachment; filename=\"job-" + group.id() + "-profile.pdf\"")
                .body(out.toByteArray());
    }

    private ProfilePdf.Heading heading(JobGroup group) {
        Optional<FlowNode> recipe = nodes.find(group.recipe());
        List<ProfileView.Fact> facts = new ArrayList<>();
        recipe.ifPresent(node -> facts.add(new ProfileView.Fact("Recipe", node.name())));
        recipe.flatMap(node -> flows.find(node.flow()))
                .ifPresent(flow -> facts.add(new ProfileView.Fact("Flow", flow.name())));
        facts.add(new ProfileView.Fact("Engine", group.execution()));
        users.find(group.stamp().creator()).ifPresent(user -> facts.add(new ProfileView.Fact("Started by", user.email())));
        facts.add(new ProfileView.Fact("Started", Readable.time(group.stamp().createdAt())));
        facts.add(new ProfileView.Fact("Took", Readable.duration(group.stamp().createdAt(), group.stamp().updatedAt())));
        return new ProfilePdf.Heading("Report of job " + group.id(), facts, group.stamp().updatedAt());
    }
}
