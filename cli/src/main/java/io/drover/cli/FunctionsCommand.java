package io.drover.cli;

import io.drover.cli.reference.ReferencePages;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.message.Suggestions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The reference of the language's functions, from the catalogue itself. */
@Command(
        name = "functions",
        mixinStandardHelpOptions = true,
        description = "Lists the language's functions, or explains one.")
final class FunctionsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The one to explain.")
    private String name;

    @Option(names = "--markdown", description = "The whole reference page.")
    private boolean markdown;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(ReferencePages.functions());
            out.flush();
            return ExitCode.SUCCESS;
        }
        Catalogue catalogue = Catalogue.standard();
        if (name != null) {
            FunctionEntry entry = catalogue.find(name).orElseThrow(() -> new UsageException("unknown function " + name
                    + Suggestions.nearest(name, catalogue.names()).map(near -> "; did you mean " + near + "?").orElse("")));
            out.print(ReferencePages.function(entry));
            out.flush();
            return ExitCode.SUCCESS;
        }
        List<List<String>> rows = new ArrayList<>();
        catalogue.entries().stream()
                .sorted(Comparator.comparing(FunctionEntry::category).thenComparing(FunctionEntry::name))
                .forEach(entry -> rows.add(List.of(entry.category().title(), entry.signature(), entry.result())));
        TextTable.print(out, List.of("FAMILY", "FUNCTION", "RESULT"), rows);
        return ExitCode.SUCCESS;
    }
}
