package io.drover.launcher.jobgroups;

import io.drover.job.driver.JobCompiler;
import io.drover.job.spec.JobSpec.Dataset;
import io.drover.job.spec.JobSpec.Source;
import io.drover.launcher.flows.RecipeText;
import io.drover.launcher.rest.Defect;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Members;
import io.drover.recipe.analysis.Compilation.DatasetProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles the recipes of a job as far as that goes without their sources. */
final class ChainCheck {
    private final RecipeText texts;

    ChainCheck(RecipeText texts) {
        this.texts = texts;
    }

    /** Notes what is certainly wrong and not noted yet. A chain that lacks an input is not looked at. */
    void check(RecipeChain.Resolved chain, Instant referenceTime, String pointer, Defects defects) {
        if (!isWhole(chain)) {
            return;
        }
        List<DatasetProblem> problems = texts.problems(chain.sources().stream().map(Source::id).toList(),
                chain.datasets().stream().map(JobCompiler::dataset).toList(), chain.parameters(), referenceTime);
        for (DatasetProblem found : problems) {
            String message = "Recipe \"" + Members.clip(found.datasetName()) + "\", " + found.problem().render();
            if (defects.all().stream().map(Defect::message).noneMatch(message::equals)) {
                defects.invalid(pointer, found.problem().code().id(), message);
            }
        }
    }

    private static boolean isWhole(RecipeChain.Resolved chain) {
        Set<String> known = new HashSet<>();
        chain.sources().forEach(source -> known.add(source.id()));
        for (Dataset dataset : chain.datasets()) {
            List<Dataset.Input> inputs = new ArrayList<>(dataset.references().values());
            inputs.add(dataset.input());
            boolean whole = inputs.stream().flatMap(input -> Stream.ofNullable(
                    input.source() != null ? input.source() : input.dataset())).allMatch(known::contains);
            if (!whole) {
                return false;
            }
            known.add(dataset.id());
        }
        return known.contains(chain.target());
    }
}
