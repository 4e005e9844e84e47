package io.drover.launcher.launch;

import io.drover.job.redaction.Redaction;
import io.drover.launcher.hadoop.HadoopAccess;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationsRequest;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications of all open attempts, from one request to the ResourceManager each round however many there are.
 *
 * <p>Asks on a thread of its own, for a ResourceManager may take long to answer or not to. What is read here is a
 * snapshot with the time at which it was asked for: whoever needs to know that something is <em>not</em> there has to
 * look at a snapshot that was asked for after the last moment at which it could have come.
 */
final class ClusterApplications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterApplications.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final long SHORTEST_MILLIS = 200;

    private final HadoopAccess hadoop;
    private final Redaction redaction;
    private final Clock clock;
    private final Deque<Kill> kills = new ArrayDeque<>();
    private final Thread thread;
    private YarnClient client;
    private Set<String> tags = Set.of();
    private boolean hurry;
    private boolean closed;
    private volatile Snapshot latest;
    private volatile Outage outage;

    /**
     * @param asked tags that were asked for
     * @param byTag those that the ResourceManager knows
     */
    record Snapshot(Instant askedAt, Set<String> asked, Map<String, ClusterApplication> byTag) {}

    /**
     * What the ResourceManager says of an attempt.
     *
     * @param application empty if it has none
     */
    record Answer(Instant askedAt, Optional<ClusterApplication> application) {}

    /** The ResourceManager can't be asked. */
    record Outage(Instant since, String why) {}

    private record Kill(String applicationId, Optional<String> user) {}

    ClusterApplications(HadoopAccess hadoop, Redaction redaction, Clock clock) {
        this.hadoop = hadoop;
        this.redaction = redaction;
        this.clock = clock;
        this.thread = new Thread(this::run, "cluster-applications");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Which attempts are asked for from now on. */
    synchronized void watch(Set<String> open) {
        if (!tags.equals(open)) {
            tags = Set.copyOf(open);
            hurry = true;
            notifyAll();
        }
    }

    /** Asks again at once. */
    synchronized void refresh() {
        hurry = true;
        notifyAll();
    }

    /**
     * Has an application killed, soon; whether it was is to be seen in a later snapshot.
     *
     * @param user whose it is, empty for the service
     */
    synchronized void kill(String applicationId, Optional<String> user) {
        Kill kill = new Kill(applicationId, user);
        if (!kills.contains(kill)) {
            kills.add(kill);
        }
        hurry = true;
        notifyAll();
    }

    /** Empty before the first answer. */
    Optional<Snapshot> latest() {
        return Optional.ofNullable(latest);
    }

    /** How things stood after a moment; empty before that was asked. */
    Optional<Answer> after(Instant moment, RunningAttempt attempt) {
        String tag = attempt.attempt.tag();
        return latest().filter(snapshot -> snapshot.asked().contains(tag) && snapshot.askedAt().isAfter(moment))
                .map(snapshot -> new Answer(snapshot.askedAt(), Optional.ofNullable(snapshot.byTag().get(tag))));
    }

    /** How things stand now that the attempt's driver has reported its end; asked for when this is called first. */
    Optional<Answer> afterReport(RunningAttempt attempt) {
        if (attempt.reportedAt == null) {
            attempt.reportedAt = clock.instant();
            refresh();
        }
        return after(attempt.reportedAt, attempt);
    }

    /** Empty if the last request was answered. */
    Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    private void run() {
        while (true) {
            Set<String> wanted;
            try {
                wanted = awaitTurn();
            } catch (InterruptedException e) {
                return;
            }
            if (wanted == null) {
                return;
            }
            try {
                killAll();
                ask(wanted);
                outage = null;
            } catch (IOException | YarnException | RuntimeException e) {
                outage = new Outage(outage == null ? clock.instant() : outage.since(), first(e));
                LOG.warn("the ResourceManager can't be asked; jobs on the cluster go on: {}", first(e));
                disconnect();
            }
        }
    }

    private static String first(Exception e) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        return text.lines().findFirst().orElse(text);
    }

    /** Null when closed. */
    private synchronized Set<String> awaitTurn() throws InterruptedException {
        wait(SHORTEST_MILLIS);
        long end = System.nanoTime() + PERIOD.toNanos();
        while (!closed && (tags.isEmpty() && kills.isEmpty() || !hurry && System.nanoTime() < end)) {
            wait(Math.max(1, tags.isEmpty() ? PERIOD.toMillis() : (end - System.nanoTime()) / 1_000_000));
        }
        hurry = false;
        return closed ? null : tags;
    }

    private void ask(Set<String> wanted) throws IOException, YarnException {
        if (wanted.isEmpty()) {
            return;
        }
        Instant askedAt = clock.instant();
        GetApplicationsRequest request = GetApplicationsRequest.newInstance();
        request.setApplicationTags(wanted);
        Map<String, ClusterApplication> found = new HashMap<>();
        for (ApplicationReport report : client().getApplications(request)) {
            ClusterApplication application = ClusterApplication.of(report, redaction);
            for (String tag : report.getApplicationTags()) {
                // Should there ever be two, what still runs is what counts.
                found.merge(tag.toLowerCase(Locale.ROOT), application, (one, other) -> one.phase().isOver() ? other : one);
            }
        }
        latest = new Snapshot(askedAt, wanted, Map.copyOf(found));
    }

    private void killAll() throws IOException, YarnException {
        for (Kill kill = nextKill(); kill != null; kill = nextKill()) {
            try {
                ApplicationId id = ApplicationId.fromString(kill.applicationId());
                if (kill.user().isEmpty()) {
                    client().killApplication(id, "canceled");
                } else {
                    killAs(kill.user(), id);
                }
            } catch (ApplicationNotFoundException e) {
                LOG.info("{} is not known to the ResourceManager any more", kill.applicationId());
            } catch (IOException | YarnException e) {
                // Whoever wants it killed asks again.
                LOG.warn("{} could not be killed: {}", kill.applicationId(), first(e));
            }
        }
    }

    /** Only its owner may. */
    private void killAs(Optional<String> user, ApplicationId id) throws IOException, YarnException {
        YarnException refused = hadoop.as(user, () -> {
            try (YarnClient own = connect()) {
                own.killApplication(id, "canceled");
                return null;
            } catch (YarnException e) {
                return e;
            }
        });
        if (refused != null) {
            throw refused;
        }
    }

    private synchronized Kill nextKill() {
        return kills.poll();
    }

    private YarnClient client() {
        if (client == null) {
            client = connect();
        }
        return client;
    }

    private YarnClient connect() {
        YarnClient fresh = YarnClient.createYarnClient();
        fresh.init(hadoop.configuration());
        fresh.start();
        return fresh;
    }

    private void disconnect() {
        if (client != null) {
            client.stop();
            client = null;
        }
    }

    @Override
    public void close() throws InterruptedException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        thread.join(PERIOD.toMillis());
        disconnect();
    }
}
