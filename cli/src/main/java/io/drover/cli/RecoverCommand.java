package io.drover.cli;

import io.drover.cli.run.LocalPaths;
import io.drover.job.publish.Recovery;
import io.drover.job.storage.HadoopConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finishes or undoes what killed jobs left at a location. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        description = "Finishes or undoes what killed jobs left at a location; does nothing where a job is still alive.")
final class RecoverCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "URI", description = "An output's location, or the folder it is in.")
    private String location;

    @Override
    public Integer call() throws IOException {
        List<Recovery.Recovered> recovered = Recovery.recover(LocalPaths.uri(location), HadoopConfiguration.ofEnvironment());
        PrintWriter out = spec.commandLine().getOut();
        if (recovered.isEmpty()) {
            out.println("nothing to recover");
        }
        recovered.forEach(one -> out.println("job group " + one.jobGroup() + ", attempt " + one.attempt() + ": "
                + one.result().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return ExitCode.SUCCESS;
    }
}
