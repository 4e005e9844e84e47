package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An executor and a driver on the cluster, and the server, twice, are killed at random moments of jobs on both engines, most
 * of them while outputs are put in place, in rounds for {@code -Ddrover.kill.seconds}, at least one. Readers look at the
 * targets all the while; when a job is over, its status has to be true of its outputs, nothing else is left, and of a failed
 * one another run makes the rows be there exactly once.
 */
class KillRoundsTest {
    @RegisterExtension
    static final ClusterModeServer SERVER = new ClusterModeServer();

    private static final int SECONDS = Integer.getInteger("drover.kill.seconds", 25);
    private static final int ROWS = 2000;
    /** A machine under load takes minutes for what else takes seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SCRIPT = "derive type: single value: id * 2 as: 'twice'";

    private final long seed = Long.getLong("drover.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Api api = SERVER.api();
    private final Map<String, Integer> found = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private long looks;

    /** @param what is killed, or the engine of a job of which nothing is */
    private record Watched(String what, long group, WatchedTargets targets) {}

    private static String lines(String header, IntFunction<String> line) {
        return header + IntStream.range(0, ROWS).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void readersSeeOldOrNewWhoeverIsKilled() throws Exception {
        SERVER.write("/killed/in.csv", lines("id\n", Integer::toString));
        long recipe = api.recipe("killed", "hdfs://hadoop:50070/killed/in.csv", SCRIPT);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int rounds = 0;
        try {
            do {
                round(recipe, "/killed/round-" + rounds++);
            } while (System.nanoTime() < end);
        } finally {
            System.out.println("killed on the cluster: " + rounds + " rounds (seed " + seed + "), " + found
                    + ", readers looked " + looks + " times, " + violations.size() + " violations");
        }
        assertThat(violations).isEmpty();
        assertThat(looks).as("looks").isPositive();
    }

    private void round(long recipe, String folder) throws Exception {
        ExecutorService killers = Executors.newCachedThreadPool();
        List<Watched> jobs = new ArrayList<>();
        try {
            Watched executor = start("executor", recipe, "spark", folder);
            jobs.add(executor);
            Watched driver = start("driver", recipe, "spark", folder);
            jobs.add(driver);
            Future<?> killedExecutor = killers.submit(killer(() -> awaitExecutor(executor), delay(4000)));
            int moment = random.nextInt(4);
            Future<?> killedDriver = killers.submit(killer(() -> awaitDriver(driver, moment), delay(400)));
            api.awaitEvent(executor.group(), "submitted");
            api.awaitEvent(driver.group(), "submitted");
            Watched photon = start("photon", recipe, "photon", folder);
            jobs.add(photon);
            killServerWhilePublishing(photon);
            killServerWhilePublishing(executor);
            killedExecutor.get();
            killedDriver.get();
            for (Watched job : jobs) {
                settled(job, recipe);
            }
        } finally {
            killers.shutdownNow();
            for (Watched job : jobs) {
                job.targets().close();
                looks += job.targets().looks();
                violations.addAll(job.targets().violations());
            }
        }
    }

    private Watched start(String what, long recipe, String engine, String folder) throws Exception {
        WatchedTargets targets = new WatchedTargets(SERVER.files(), folder + "/" + what,
                lines("", i -> i + "," + 2 * i));
        return new Watched(what, run(recipe, engine, targets), targets);
    }

    private long run(long recipe, String engine, WatchedTargets targets) {
        return api.post("/v4/jobGroups", "{'wrangledDataset': {'id': " + recipe + "}, 'overrides': {'execution': '" + engine
                + "', 'profiler': false, 'writesettings': [" + targets.writeSettings() + "]}}").get("id").longValue();
    }

    /** Mostly short: machines differ in how long a publication takes. */
    private long delay(int millis) {
        return (long) (1000L * millis * Math.pow(random.nextDouble(), 3));
    }

    /** @param victims waits for its moment and tells who is to die */
    private static Callable<Integer> killer(Callable<List<ProcessHandle>> victims, long delayMicros) {
        return () -> {
            List<ProcessHandle> processes = victims.call();
            TimeUnit.MICROSECONDS.sleep(delayMicros);
            processes.forEach(ProcessHandle::destroyForcibly); // SIGKILL
            return processes.size();
        };
    }

    private static List<ProcessHandle> awaitExecutor(Watched job) {
        String application = awaitApplication(job.group());
        return Awaitility.await("an executor of " + application).atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ContainerProcesses.executors(application), processes -> !processes.isEmpty());
    }

    /** Two of four times when it has decided to publish, once when it stages, once when it has just started. */
    private static List<ProcessHandle> awaitDriver(Watched job, int moment) {
        String application = awaitApplication(job.group());
        List<ProcessHandle> drivers = Awaitility.await("the driver of " + application).atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ContainerProcesses.drivers(application), processes -> !processes.isEmpty());
        if (moment < 3) {
            Awaitility.await("something of " + job.what()).atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1)).until(() -> job.targets().staged(moment < 2)
                            || drivers.stream().noneMatch(ProcessHandle::isAlive));
        }
        return drivers;
    }

    private static String awaitApplication(long group) {
        return Awaitility.await("an application of job group " + group).atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100)).until(() -> ClusterModeServer.CLUSTER.yarn().getResourceManager()
                        .getRMContext().getRMApps().values().stream()
                        .filter(app -> isOf(app, group)).map(app -> app.getApplicationId().toString()).findFirst()
                        .orElse(null), id -> id != null);
    }

    private static boolean isOf(RMApp app, long group) {
        return app.getApplicationTags().stream().anyMatch(tag -> tag.matches("drover-[a-z0-9]{10}-" + group + "-\\d+"));
    }

    private void killServerWhilePublishing(Watched job) throws Exception {
        Awaitility.await(job.what() + " publishes").atMost(PATIENCE).pollInterval(Duration.ofMillis(1))
                .until(() -> job.targets().staged(true) || !job.targets().state().equals("old"));
        TimeUnit.MICROSECONDS.sleep(delay(200));
        SERVER.server().kill();
        found.merge("server killed, " + job.what() + " " + job.targets().state().replaceAll(":.*", ""), 1, Integer::sum);
        SERVER.server().start();
    }

    /** Only what had no driver any more may have failed; then it runs again. */
    private void settled(Watched job, long recipe) throws Exception {
        Awaitility.await("job group " + job.group() + " is over").atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100)).until(() -> !api.status(job.group()).equals("InProgress"));
        String status = api.status(job.group());
        String why = job.what() + " " + status + "\n" + api.history(job.group());
        assertThat(job.targets().state()).as(why).isEqualTo(status.equals("Complete") ? "new" : "old");
        assertThat(job.targets().debris()).as(why).isEmpty();
        found.merge(job.what() + " " + status, 1, Integer::sum);
        if (!job.what().equals("driver")) {
            assertThat(status).as(why).isEqualTo("Complete");
        } else if (!status.equals("Complete")) {
            api.awaitStatus(run(recipe, "photon", job.targets()), "Complete");
            assertThat(job.targets().state()).isEqualTo("new");
            assertThat(job.targets().debris()).isEmpty();
        }
    }
}
