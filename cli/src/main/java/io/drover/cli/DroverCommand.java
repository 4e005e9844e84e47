package io.drover.cli;

import io.drover.cli.api.ApiException;
import io.drover.job.engine.JobFailure;
import io.drover.launcher.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drover}: one command for people. Exits 0 on success, 1 on a failed job, 2 on bad usage, recipe or request. */
@Command(
        name = "drover",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs data-preparation recipes as jobs, here or on a server.",
        subcommands = {
            ServeCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            FlowCommand.class,
            JobCommand.class,
            RecoverCommand.class,
            TokenCommand.class,
            FunctionsCommand.class,
            TransformsCommand.class,
            CommandLine.HelpCommand.class
        })
public final class DroverCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("serve")) {
            System.setProperty("logback.configurationFile", "io/drover/cli/logback.xml");
        }
        System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** Runs a command line; for {@link #main} and for tests. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new DroverCommand())
                .setOut(new PlainLines(out))
                .setErr(new PlainLines(err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(DroverCommand::failed)
                .setParameterExceptionHandler(DroverCommand::misused)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof UsageException usage) {
            usage.lines().forEach(err::println);
            return ExitCode.USAGE;
        }
        if (failure instanceof ApiException api) {
            api.lines().forEach(err::println);
            return api.status() >= 500 ? ExitCode.FAILED : ExitCode.USAGE;
        }
        if (failure instanceof JobFailure job) {
            err.println(job.getMessage() + " [" + job.code() + "]");
            return ExitCode.FAILED;
        }
        if (failure instanceof StartFailure) {
            err.println(failure.getMessage());
            return ExitCode.FAILED;
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
            err.println(cause instanceof FileSystemException file && file.getReason() == null
                    ? cause.getClass().getSimpleName() + ": " + file.getMessage() : cause.getMessage());
            return ExitCode.FAILED;
        }
        err.println("drover: an error that should not be; please report it with what follows");
        failure.printStackTrace(err);
        return ExitCode.FAILED;
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        List<String> lines = List.of(misuse.getMessage());
        lines.forEach(command.getErr()::println);
        CommandLine.UnmatchedArgumentException.printSuggestions(misuse, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }
}
