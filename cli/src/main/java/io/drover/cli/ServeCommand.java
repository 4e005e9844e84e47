package io.drover.cli;

import io.drover.cli.serve.ServeSettings;
import io.drover.launcher.Launcher;
import io.drover.launcher.LauncherSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the server.")
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; conf/drover.yaml names them all.")
    private Path config;

    @Option(names = "--port", paramLabel = "N", description = "Where to listen; 0 is any free port. Default: 3005.")
    private Integer port;

    @Option(names = "--home", paramLabel = "DIR", description = "All state lies here. Default: $DROVER_HOME, else ~/.drover.")
    private Path home;

    @Option(
            names = "--allow-path",
            paramLabel = "URI_PREFIX",
            description = "Jobs may read and write below it. May be repeated.")
    private List<String> allowedPaths;

    @Override
    public Integer call() throws InterruptedException {
        LauncherSettings settings = ServeSettings.of(config, home, port, allowedPaths);
        Launcher launcher = Launcher.start(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            launcher.close();
            stopped.countDown();
        }, "stop"));
        spec.commandLine().getOut().println("Drover is at " + launcher.baseUri() + " (job results: "
                + launcher.baseUri() + "/jobs)");
        stopped.await();
        return ExitCode.SUCCESS;
    }
}
