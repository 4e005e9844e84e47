package io.drover.cli;

import io.drover.cli.reference.ReferencePages;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** The reference of the language's functions. */
@Command(
        name = "functions",
        mixinStandardHelpOptions = true,
        description = "Lists the language's functions, or explains one.")
final class FunctionsCommand extends CatalogueCommand {

    private final Catalogue catalogue = Catalogue.standard();

    @Override
    String noun() {
        return "function";
    }

    @Override
    String page() {
        return ReferencePages.functions();
    }

    @Override
    Optional<String> explanation(String name) {
        return catalogue.find(name).map(ReferencePages::function);
    }

    @Override
    Collection<String> names() {
        return catalogue.names();
    }

    @Override
    List<String> headings() {
        return List.of("FAMILY", "FUNCTION", "RESULT");
    }

    @Override
    List<List<String>> rows() {
        return catalogue.entries().stream()
                .sorted(Comparator.comparing(FunctionEntry::category).thenComparing(FunctionEntry::name))
                .map(entry -> List.of(entry.category().title(), entry.signature(), entry.result()))
                .toList();
    }
}
