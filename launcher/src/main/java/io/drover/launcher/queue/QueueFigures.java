package io.drover.launcher.queue;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What waits and what runs, as metrics: {@code drover.jobs.waiting}, {@code drover.jobs.running} and
 * {@code drover.jobs.slots} count job groups, {@code drover.jobs.longest.wait} is in seconds; each by engine.
 */
public final class QueueFigures implements MeterBinder {
    private static final List<String> ENGINES = List.of("photon", "spark");
    /** One look at the database serves all figures of a scrape. */
    private static final long FRESH_MILLIS = 500;

    private final JdbcClient jdbc;
    private final LauncherSettings.Limits limits;
    private final Clock clock;
    private Map<String, Figures> latest = Map.of();
    private long readAt;

    public QueueFigures(JdbcClient jdbc, LauncherSettings.Limits limits, Clock clock) {
        this.jdbc = jdbc;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param oldest that waits was made then, in epoch milliseconds; 0 if none waits */
    private record Figures(String engine, long waiting, long running, long oldest) {}

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String engine : ENGINES) {
            gauge(registry, "drover.jobs.waiting", engine, "Job groups that wait for a slot", Figures::waiting);
            gauge(registry, "drover.jobs.running", engine, "Job groups that have a slot", Figures::running);
            Gauge.builder("drover.jobs.slots", () -> engine.equals("photon") ? limits.photonJobs() : limits.sparkJobs())
                    .tag("engine", engine).description("Job groups that may run at a time").register(registry);
            Gauge.builder("drover.jobs.longest.wait", this, figures -> figures.longestWait(engine)).tag("engine", engine)
                    .baseUnit("seconds").description("How long the oldest has waited").strongReference(true)
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, String engine, String description,
            ToDoubleFunction<Figures> figure) {
        Gauge.builder(name, this, figures -> figure.applyAsDouble(figures.of(engine))).tag("engine", engine)
                .description(description).strongReference(true).register(registry);
    }

    private double longestWait(String engine) {
        long oldest = of(engine).oldest();
        return oldest == 0 ? 0 : Math.max(0, clock.millis() - oldest) / 1000.0;
    }

    private synchronized Figures of(String engine) {
        long now = clock.millis();
        if (Math.abs(now - readAt) > FRESH_MILLIS) {
            latest = jdbc.sql("SELECT engine, SUM(CASE WHEN status = ? THEN 1 ELSE 0 END) AS waiting,"
                            + " SUM(CASE WHEN status = ? THEN 1 ELSE 0 END) AS running,"
                            + " MIN(CASE WHEN status = ? THEN created_at END) AS oldest"
                            + " FROM job_groups WHERE status IN (?, ?) GROUP BY engine")
                    .params(Status.PENDING, Status.IN_PROGRESS, Status.PENDING, Status.PENDING, Status.IN_PROGRESS)
                    .query((row, number) -> new Figures(row.getString("engine"), row.getLong("waiting"),
                            row.getLong("running"), row.getLong("oldest")))
                    .list().stream().collect(Collectors.toMap(Figures::engine, figures -> figures));
            readAt = now;
        }
        return latest.getOrDefault(engine, new Figures(engine, 0, 0, 0));
    }
}
