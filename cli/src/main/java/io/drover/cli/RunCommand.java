package io.drover.cli;

import io.drover.cli.run.FlowSource;
import io.drover.cli.run.LocalRun;
import io.drover.cli.run.RunJob;
import io.drover.job.spec.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a dataset of a flow or of a package, or a single recipe, here, without a server. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a dataset of a flow or package, or a single recipe, here: no server, the same result.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FLOW_DIR|PACKAGE.zip|RECIPE.wrangle",
            description = "What to run; - reads a recipe from the standard input.")
    private Path source;

    @Option(names = "--dataset", paramLabel = "NAME", description = "The recipe to run, where the flow ends in several.")
    private String dataset;

    @Option(names = "--engine", paramLabel = "photon|spark", description = "Default: the flow's, else photon.")
    private String engine;

    @Option(
            names = "--input",
            paramLabel = "NAME=URI[;OPTION=VALUE]...",
            description = "Options: format, header, delimiter, quote, encoding, structure, sheet, "
                    + "types=COLUMN:TYPE,...; values percent-decoded. May be repeated.")
    private List<String> inputs;

    @Option(
            names = "--output",
            paramLabel = "URI[;OPTION=VALUE]...",
            description = "Options: format, action, compression, header, asSingleFile, delim, hasQuotes. May be repeated.")
    private List<String> outputs;

    @Option(names = "--param", paramLabel = "KEY=VALUE", description = "A parameter's value. May be repeated.")
    private List<String> parameters;

    @Option(names = "--profile", negatable = true, description = "Build a visual profile.")
    private Boolean profile;

    @Option(names = "--profile-json", paramLabel = "FILE", description = "Where to write the profile; implies --profile.")
    private Path profileFile;

    @Override
    public Integer call() throws IOException {
        FlowSource flow = FlowSource.read(source, dataset, inputs);
        flow.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
        JobSpec job = RunJob.of(flow, engine, outputs, parameters, profileFile != null ? Boolean.TRUE : profile);
        return new LocalRun(job).run(spec.commandLine().getOut(), spec.commandLine().getErr(), profileFile);
    }
}
