package io.drover.cli;

import io.drover.recipe.message.Suggestions;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A reference from a catalogue of the language itself: a table of its entries, one of them explained, or all as a page. */
abstract class CatalogueCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The one to explain.")
    private String name;

    @Option(names = "--markdown", description = "The whole reference page.")
    private boolean markdown;

    /** What an entry is called. */
    abstract String noun();

    abstract String page();

    /** The text of the entry of that name or alias, in any case. */
    abstract Optional<String> explanation(String name);

    /** The names to suggest from. */
    abstract Collection<String> names();

    abstract List<String> headings();

    /** A row for each entry, in the order to print. */
    abstract List<List<String>> rows();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(page());
        } else if (name != null) {
            out.print(explanation(name).orElseThrow(() -> new UsageException("unknown " + noun() + " " + name
                    + Suggestions.nearest(name, names()).map(near -> "; did you mean " + near + "?").orElse(""))));
        } else {
            TextTable.print(out, headings(), rows());
        }
        out.flush();
        return ExitCode.SUCCESS;
    }
}
