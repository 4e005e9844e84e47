package io.drover.cli;

import io.drover.cli.reference.ReferencePages;
import io.drover.recipe.transform.ParameterDeclaration;
import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.transform.TransformDeclaration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** The reference of the language's transforms. */
@Command(
        name = "transforms",
        mixinStandardHelpOptions = true,
        description = "Lists the language's transforms, or explains one.")
final class TransformsCommand extends CatalogueCommand {

    private final TransformCatalogue catalogue = TransformCatalogue.standard();

    @Override
    String noun() {
        return "transform";
    }

    @Override
    String page() {
        return ReferencePages.transforms();
    }

    @Override
    Optional<String> explanation(String name) {
        return catalogue.find(name).map(transform -> ReferencePages.transform(transform.declaration()));
    }

    @Override
    Collection<String> names() {
        return catalogue.verbs();
    }

    @Override
    List<String> headings() {
        return List.of("TRANSFORM", "PARAMETERS");
    }

    @Override
    List<List<String>> rows() {
        return catalogue.transforms().stream()
                .map(Transform::declaration)
                .sorted(Comparator.comparing(TransformDeclaration::verb))
                .map(declaration -> List.of(
                        String.join(", ", declaration.verbs()),
                        String.join(" ", declaration.parameters().stream().map(ParameterDeclaration::name).toList())))
                .toList();
    }
}
