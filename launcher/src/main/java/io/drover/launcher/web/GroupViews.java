package io.drover.launcher.web;

import io.drover.job.profile.ProfileJson;
import io.drover.launcher.flows.FlowNodes;
import io.drover.launcher.flows.Flows;
import io.drover.launcher.flows.WriteSettings;
import io.drover.launcher.jobgroups.Job;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobGroups;
import io.drover.launcher.jobgroups.JobLogs;
import io.drover.launcher.jobgroups.Jobs;
import io.drover.launcher.jobgroups.Status;
import io.drover.launcher.rest.Json;
import io.drover.launcher.security.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what the page of a job group shows. */
final class GroupViews {
    private static final Logger LOG = LoggerFactory.getLogger(GroupViews.class);

    private final JobGroups jobGroups;
    private final Jobs jobs;
    private final JobFiles files;
    private final FlowNodes nodes;
    private final Flows flows;
    private final WriteSettings writeSettings;
    private final Users users;
    private final Clock clock;

    GroupViews(JobGroups jobGroups, Jobs jobs, JobFiles files, FlowNodes nodes, Flows flows,
            WriteSettings writeSettings, Users users, Clock clock) {
        this.jobGroups = jobGroups;
        this.jobs = jobs;
        this.files = files;
        this.nodes = nodes;
        this.flows = flows;
        this.writeSettings = writeSettings;
        this.users = users;
        this.clock = clock;
    }

    GroupView of(JobGroup group) {
        Instant now = clock.instant();
        boolean over = group.isTerminal();
        String dataset = nodes.find(group.recipe()).orElseThrow().name();
        List<Job> all = jobs.of(group.id());
        return new GroupView(group.id(), over, "/jobs/" + group.id() + "/live", dataset,
                flows.find(group.flow()).orElseThrow().name(), over ? group.status() : Status.IN_PROGRESS,
                group.execution(), users.find(group.stamp().creator()).orElseThrow().email(), group.ranfrom(),
                Readable.time(group.stamp().createdAt()),
                Readable.duration(group.stamp().createdAt(), over ? group.stamp().updatedAt() : now),
                jobGroups.rows(group.id()).map(rows -> String.format(Locale.ROOT, "%,d", rows)).orElse(null),
                heartbeat(group, now), error(all), warnings(group), jobViews(all, dataset), outputs(group),
                profile(group), log(group));
    }

    private static String heartbeat(JobGroup group, Instant now) {
        if (group.isTerminal()) {
            return null;
        }
        if (group.status().equals(Status.PENDING)) {
            return "waits for a slot";
        }
        String text = group.progressAt() == null ? "not heard of yet"
                : "last seen " + Readable.duration(group.progressAt(), now) + " ago";
        return group.cancelRequestedAt() == null ? text : "is being canceled, " + text;
    }

    /** That of the first job that has one: the others only say that they needed it. */
    private static String error(List<Job> jobs) {
        return jobs.stream().filter(job -> job.errorMessage() != null).findFirst()
                .map(job -> job.errorCode() == null ? job.errorMessage()
                        : job.errorCode() + ": " + job.errorMessage())
                .orElse(null);
    }

    private List<String> warnings(JobGroup group) {
        List<String> warnings = new ArrayList<>();
        jobGroups.warnings(group.id()).ifPresent(text ->
                Json.read(text).forEach(warning -> warnings.add(warning.asString())));
        return warnings;
    }

    private List<GroupView.JobView> jobViews(List<Job> all, String dataset) {
        return all.stream().map(job -> new GroupView.JobView(job.id(), job.type(), what(job, dataset), job.status(),
                job.percent(), job.errorMessage())).toList();
    }

    private String what(Job job, String dataset) {
        if (job.type().equals("wrangle")) {
            return dataset;
        }
        return Optional.ofNullable(job.writeSetting()).flatMap(writeSettings::find)
                .map(setting -> setting.values().path()).orElse("");
    }

    private List<GroupView.OutputView> outputs(JobGroup group) {
        return jobs.results(group.id()).stream().map(result -> new GroupView.OutputView(result.id(), result.uri(),
                result.format(), Readable.size(result.size()))).toList();
    }

    private ProfileView profile(JobGroup group) {
        return jobGroups.profile(group.id())
                .map(json -> ProfileView.of(ProfileJson.read(json.getBytes(StandardCharsets.UTF_8)))).orElse(null);
    }

    /** Storage that can't be read for the moment must not take the rest of the page along. */
    private String log(JobGroup group) {
        try {
            return files.as(group, () -> new JobLogs(group, jobs, files).tail());
        } catch (IOException e) {
            LOG.warn("the log of job group {} could not be read", group.id(), e);
            return "The log can't be read: " + e.getMessage();
        }
    }
}
