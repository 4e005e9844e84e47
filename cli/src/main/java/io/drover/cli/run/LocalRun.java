package io.drover.cli.run;

import io.drover.cli.DroverHome;
import io.drover.cli.UsageException;
import io.drover.cli.serve.Distribution;
import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Progress;
import io.drover.job.directory.Report;
import io.drover.job.driver.Driver;
import io.drover.job.profile.ProfileJson;
import io.drover.job.spec.JobSpec;
import io.drover.job.storage.HadoopConfiguration;
import io.drover.photon.PhotonEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;

/**
 * Runs a job here, without a server: the local engine in this process, Spark through spark-submit. The job directory lies
 * under {@code ~/.drover/runs} ({@link RunFolders}) and is removed when the job has published.
 */
public final class LocalRun {
    private static final long POLL_MILLIS = 200;
    private static final String SPARK_MAIN = "io.drover.spark.SparkMain";

    private final JobSpec spec;
    private final Configuration configuration = HadoopConfiguration.ofEnvironment();
    private final Path folder;
    private final JobDirectory directory;

    public LocalRun(JobSpec spec) throws IOException {
        this.spec = spec;
        this.folder = new RunFolders(LocalPaths.path(DroverHome.text()).resolve("runs").toAbsolutePath(), configuration)
                .add(spec.jobGroup());
        this.directory = JobDirectory.at(folder.toUri(), configuration);
        directory.prepare(spec);
    }

    /** The driver's exit code. */
    public int run(PrintWriter out, PrintWriter err, Path profileFile) throws IOException {
        URI uri = directory.uri();
        Callable<Integer> driver = switch (spec.engine()) {
            case "photon" -> () -> Driver.run(uri, new PhotonEngine(), configuration);
            default -> () -> submit(uri);
        };
        FutureTask<Integer> task = new FutureTask<>(driver);
        Thread worker = new Thread(task, "driver");
        worker.start();
        AttemptDirectory attempt = directory.attempt(spec.attempt());
        try (ProgressDisplay display = ProgressDisplay.on(err, spec.target())) {
            int code = await(task, attempt, display);
            Optional<Report> report = attempt.report();
            if (report.isEmpty()) {
                display.line("the driver ended with " + code + " and left no report; its log is in " + folder);
                return code == 0 ? Driver.FAILED : code;
            }
            tell(report.get(), out, display);
            if (report.get().outcome() == Report.Outcome.PUBLISHED) {
                if (profileFile != null) {
                    Files.write(profileFile, ProfileJson.write(attempt.profile().orElseThrow(
                            () -> new UsageException("--profile-json: the job made no profile; add --profile"))));
                }
                RunFolders.delete(folder);
            } else {
                display.line("the log is in " + folder.resolve("attempt-" + spec.attempt()).resolve("driver.log"));
            }
            return code;
        }
    }

    private int await(FutureTask<Integer> task, AttemptDirectory attempt, ProgressDisplay display) throws IOException {
        while (true) {
            try {
                int code = task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                display.show(100, code == 0 ? "done" : "ended");
                return code;
            } catch (TimeoutException e) {
                Optional<Progress> progress = attempt.progress();
                progress.ifPresent(now -> display.show(now.percent(), now.activity()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UsageException usage) {
                    RunFolders.delete(folder);
                    throw usage;
                }
                throw new IOException("the driver could not be run: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the job ran", e);
            }
        }
    }

    private void tell(Report report, PrintWriter out, ProgressDisplay display) {
        report.warnings().forEach(warning -> display.line("warning: " + warning));
        report.jobs().stream()
                .filter(job -> job.error() != null)
                .map(job -> job.error().message() + " [" + job.error().code() + "]")
                .distinct()
                .forEach(display::line);
        report.outputs().forEach(output -> out.println(
                output.uri() + "  " + output.rows() + " rows, " + output.size() + " bytes"));
    }

    private int submit(URI uri) throws IOException, InterruptedException {
        String home = System.getenv("SPARK_HOME");
        if (home == null || home.isBlank()) {
            throw new UsageException("--engine spark: SPARK_HOME is not set; scripts/spark-home makes one");
        }
        String master = Optional.ofNullable(System.getenv("DROVER_SPARK_MASTER")).orElse("local[*]");
        List<String> command = List.of(
                Path.of(home, "bin", "spark-submit").toString(),
                "--master", master,
                "--driver-memory", Optional.ofNullable(System.getenv("DROVER_MEMORY")).orElse("2g"),
                "--conf", "spark.ui.enabled=false",
                "--class", SPARK_MAIN,
                Distribution.sparkJobJar().toString(),
                uri.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("spark-submit.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-spark"));
        process.getOutputStream().close();
        return process.waitFor();
    }
}
