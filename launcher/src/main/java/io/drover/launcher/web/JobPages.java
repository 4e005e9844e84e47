package io.drover.launcher.web;

import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobGroups;
import io.drover.launcher.jobgroups.JobStates;
import io.drover.launcher.jobgroups.QueueSignal;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The Job Results pages. Who may see what is as in the API. */
@Controller
final class JobPages {
    private final JobGroups jobGroups;
    private final JobStates states;
    private final GroupViews views;
    private final QueueSignal signal;
    private final JdbcClient jdbc;
    private final Clock clock;

    JobPages(JobGroups jobGroups, JobStates states, GroupViews views, QueueSignal signal, JdbcClient jdbc,
            Clock clock) {
        this.jobGroups = jobGroups;
        this.states = states;
        this.views = views;
        this.signal = signal;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @GetMapping("/")
    ResponseEntity<Void> start() {
        return seeOther("/jobs");
    }

    @GetMapping("/jobs")
    String list(User user, Query query, Model model) {
        model.addAttribute("page", read(user, query));
        return "jobs/list";
    }

    @GetMapping("/jobs/rows")
    String rows(User user, Query query, Model model) {
        model.addAttribute("page", read(user, query));
        return "jobs/list :: rows";
    }

    @GetMapping("/jobs/{id}")
    String group(User user, @PathVariable String id, Model model) {
        model.addAttribute("group", views.of(required(id, user)));
        return "jobs/group";
    }

    @GetMapping("/jobs/{id}/live")
    String live(User user, @PathVariable String id, Model model) {
        model.addAttribute("group", views.of(required(id, user)));
        return "jobs/group :: live";
    }

    @PostMapping("/jobs/{id}/cancel")
    ResponseEntity<Void> cancel(User user, @PathVariable String id) {
        JobGroup group = required(id, user);
        states.requestCancel(group.id(), user);
        signal.raise();
        return seeOther("/jobs/" + group.id());
    }

    /** So that a mistyped address below the pages gets a page as well. */
    @RequestMapping("/jobs/{id}/**")
    void noPage(HttpServletRequest request) {
        throw ApiException.noRoute(request.getMethod(), request.getRequestURI());
    }

    private JobList read(User user, Query query) {
        return JobList.read(jdbc, user, query.count("offset", 0), clock.instant());
    }

    private JobGroup required(String id, User user) {
        return jobGroups.lookup().inPath(id, user);
    }

    /** Relative, so that it holds behind any proxy. */
    private static ResponseEntity<Void> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
    }
}
