package io.drover.cli;

import io.drover.cli.run.FlowSource;
import io.drover.cli.run.LocalCompilation;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.sql.PlanText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a recipe compiles to. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Shows the columns, the plan and the expressions that an engine will run.")
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FLOW_DIR|PACKAGE.zip|RECIPE.wrangle",
            description = "What to explain; - reads a recipe from the standard input.")
    private Path source;

    @Option(names = "--dataset", paramLabel = "NAME", description = "The recipe, where the flow ends in several.")
    private String dataset;

    @Option(names = "--engine", paramLabel = "photon|spark", defaultValue = "photon",
            description = "Whose expressions to show. Default: ${DEFAULT-VALUE}.")
    private String engine;

    @Option(names = "--input", paramLabel = "NAME=URI[;OPTION=VALUE]...",
            description = "A source, as for run. May be repeated.")
    private List<String> inputs;

    @Option(names = "--param", paramLabel = "KEY=VALUE", description = "A parameter's value. May be repeated.")
    private List<String> parameters;

    @Override
    public Integer call() throws IOException {
        Dialect dialect = switch (engine) {
            case "photon" -> Dialect.DUCKDB;
            case "spark" -> Dialect.SPARK;
            default -> throw new UsageException("--engine " + engine + ": photon or spark is wanted");
        };
        Compilation compilation =
                LocalCompilation.of(FlowSource.read(source, dataset, inputs), parameters).compilation();
        PrintWriter out = spec.commandLine().getOut();
        compilation.problems().forEach(problem -> spec.commandLine().getErr().println(problem.render()));
        if (compilation.hasErrors()) {
            return ExitCode.USAGE;
        }
        Table table = compilation.target().orElseThrow();
        List<List<String>> rows = new ArrayList<>();
        table.columns().forEach(column -> rows.add(List.of(
                column.name(), column.type().name().recipeName(), column.id(), origins(column))));
        TextTable.print(out, List.of("COLUMN", "TYPE", "PLAN COLUMN", "FROM"), rows);
        out.println();
        out.print(PlanText.of(table.plan(), dialect));
        out.flush();
        return ExitCode.SUCCESS;
    }

    private static String origins(io.drover.recipe.analysis.Column column) {
        return String.join(", ", column.origins().stream().map(origin -> origin.source() + "." + origin.column())
                .sorted().toList());
    }
}
