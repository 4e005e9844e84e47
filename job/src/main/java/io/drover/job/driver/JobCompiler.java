package io.drover.job.driver;

import io.drover.job.engine.JobCode;
import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.Probe;
import io.drover.recipe.analysis.RecipeCompiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From a job and its resolved sources to a compilation of its recipes. */
public final class JobCompiler {
    private final RecipeCompiler compiler = new RecipeCompiler();

    /** Everything that is wrong with the recipes is in the compilation's problems. */
    public Compilation compile(JobSpec spec, List<ResolvedSource> sources, Probe probe) {
        return compiler.compile(new CompilationRequest(
                sources.stream().map(source -> source(source, spec)).toList(),
                spec.datasets().stream().map(JobCompiler::dataset).toList(),
                spec.target(),
                spec.parameters(),
                spec.referenceTime(),
                probe));
    }

    /** @throws io.drover.job.engine.JobFailure with all errors if there are any */
    static void check(Compilation compilation) {
        if (compilation.hasErrors()) {
            throw JobCode.INVALID_RECIPE.failure(compilation.problems().stream()
                    .filter(problem -> problem.problem().isError())
                    .map(Compilation.DatasetProblem::render)
                    .collect(Collectors.joining("\n")));
        }
    }

    private static CompilationRequest.Source source(ResolvedSource source, JobSpec spec) {
        return new CompilationRequest.Source(
                source.id(),
                source.name(),
                source.columns().stream()
                        .map(column -> new CompilationRequest.SourceColumn(column.name(), column.type()))
                        .toList(),
                structure(source.options().structure()),
                content(source.options()),
                saysHeader(spec, source.id()),
                source.files().size() > 1);
    }

    /** Whether the user said so; that a file was found to have one doesn't count. */
    private static boolean saysHeader(JobSpec spec, String id) {
        return spec.sources().stream()
                .anyMatch(given -> given.id().equals(id) && Boolean.TRUE.equals(given.options().header()));
    }

    private static CompilationRequest.Content content(JobSpec.SourceOptions options) {
        return options.isDelimited() ? CompilationRequest.Content.DELIMITED
                : options.format().equals("json") ? CompilationRequest.Content.LINES
                : CompilationRequest.Content.TABLE;
    }

    private static CompilationRequest.Structure structure(String word) {
        return switch (word) {
            case "raw" -> CompilationRequest.Structure.RAW;
            case "noheader" -> CompilationRequest.Structure.NOHEADER;
            case "header" -> CompilationRequest.Structure.HEADER;
            default -> CompilationRequest.Structure.AUTO;
        };
    }

    /** A dataset as the compiler takes it. */
    public static CompilationRequest.Dataset dataset(JobSpec.Dataset dataset) {
        Map<String, CompilationRequest.Input> references = new LinkedHashMap<>();
        dataset.references().forEach((name, input) -> references.put(name, input(input)));
        return new CompilationRequest.Dataset(
                dataset.id(), dataset.name(), input(dataset.input()), references, dataset.recipe());
    }

    private static CompilationRequest.Input input(JobSpec.Dataset.Input input) {
        return input.source() != null
                ? CompilationRequest.Input.source(input.source())
                : CompilationRequest.Input.dataset(input.dataset());
    }
}
