package io.drover.cli;

import io.drover.cli.reference.ReferencePages;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.transform.ParameterDeclaration;
import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.transform.TransformDeclaration;
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

/** The reference of the language's transforms, from the catalogue itself. */
@Command(
        name = "transforms",
        mixinStandardHelpOptions = true,
        description = "Lists the language's transforms, or explains one.")
final class TransformsCommand implements Callable<Integer> {

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
            out.print(ReferencePages.transforms());
            out.flush();
            return ExitCode.SUCCESS;
        }
        TransformCatalogue catalogue = TransformCatalogue.standard();
        if (name != null) {
            Transform transform = catalogue.find(name).orElseThrow(() -> new UsageException("unknown transform " + name
                    + Suggestions.nearest(name, catalogue.verbs()).map(near -> "; did you mean " + near + "?").orElse("")));
            out.print(ReferencePages.transform(transform.declaration()));
            out.flush();
            return ExitCode.SUCCESS;
        }
        List<List<String>> rows = new ArrayList<>();
        catalogue.transforms().stream()
                .map(Transform::declaration)
                .sorted(Comparator.comparing(TransformDeclaration::verb))
                .forEach(declaration -> rows.add(List.of(
                        String.join(", ", declaration.verbs()),
                        String.join(" ", declaration.parameters().stream().map(ParameterDeclaration::name).toList()))));
        TextTable.print(out, List.of("TRANSFORM", "PARAMETERS"), rows);
        return ExitCode.SUCCESS;
    }
}
