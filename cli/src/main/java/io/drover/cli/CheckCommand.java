package io.drover.cli;

import io.drover.cli.run.FlowSource;
import io.drover.cli.run.LocalCompilation;
import io.drover.recipe.analysis.Compilation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds everything that is wrong with recipes, without running them. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Finds all errors of a flow's recipes, or of one recipe, in one pass; exits 2 if there are any.")
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FLOW_DIR|PACKAGE.zip|RECIPE.wrangle",
            description = "What to check; - reads a recipe from the standard input.")
    private Path source;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only this recipe and those before it.")
    private String dataset;

    @Option(names = "--input", paramLabel = "NAME=URI[;OPTION=VALUE]...",
            description = "A source, as for run. May be repeated.")
    private List<String> inputs;

    @Option(names = "--param", paramLabel = "KEY=VALUE", description = "A parameter's value. May be repeated.")
    private List<String> parameters;

    @Option(names = "--json", description = "Print the problems as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<Compilation.DatasetProblem> problems = new ArrayList<>();
        FlowSource.Selection selection = FlowSource.all(source, dataset, inputs);
        for (FlowSource flow : selection.sources()) {
            LocalCompilation.of(flow, parameters).compilation().problems().stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
        }
        PrintWriter out = spec.commandLine().getOut();
        selection.failures().forEach(spec.commandLine().getErr()::println);
        if (json) {
            List<Map<String, Object>> list = new ArrayList<>();
            problems.forEach(problem -> list.add(asMap(problem)));
            out.println(new com.fasterxml.jackson.databind.ObjectMapper().writerWithDefaultPrettyPrinter()
                    .writeValueAsString(list));
        } else {
            problems.forEach(problem -> out.println((problem.problem().isError() ? "error: " : "warning: ")
                    + problem.render()));
        }
        long errors = problems.stream().filter(problem -> problem.problem().isError()).count();
        if (!json && (errors > 0 || selection.failures().isEmpty())) {
            out.println(errors == 0 ? "no errors" : errors == 1 ? "1 error" : errors + " errors");
        }
        return errors == 0 && selection.failures().isEmpty() ? ExitCode.SUCCESS : ExitCode.USAGE;
    }

    private static Map<String, Object> asMap(Compilation.DatasetProblem problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dataset", problem.datasetName());
        map.put("severity", problem.problem().severity().name().toLowerCase(java.util.Locale.ROOT));
        map.put("code", problem.problem().code().id());
        map.put("line", problem.problem().span().line());
        map.put("column", problem.problem().span().column());
        map.put("step", problem.problem().step());
        map.put("message", problem.problem().message());
        map.put("suggestion", problem.problem().suggestion().orElse(null));
        return map;
    }
}
