package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.Example;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.type.CanonicalText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every documented example gives its result on every engine: as written, where constants are computed while the recipe
 * is compiled, and with its constants in columns, where the engine has to compute them.
 */
class FunctionExamplesTest {

    private static final CaseReport REPORT = new CaseReport();

    @TestFactory
    Stream<DynamicTest> everyExampleGivesItsResultOnEveryEngine() {
        FunctionExamples examples = new FunctionExamples();
        List<FunctionExamples.Documented> documented = new ArrayList<>();
        for (FunctionEntry entry : Catalogue.standard().entries()) {
            entry.examples().forEach(example -> documented.add(examples.documented(entry, example)));
        }
        List<FormulaCase> cases = documented.stream().flatMap(each -> each.cases().stream()).toList();
        Map<String, Map<FormulaCase, FormulaBatch.Outcome>> outcomes = new LinkedHashMap<>();
        Engines.all().forEach(runner -> outcomes.put(runner.engine(), new FormulaBatch(runner).run(cases)));
        Map<String, List<FunctionExamples.Documented>> byFunction = new LinkedHashMap<>();
        documented.forEach(each ->
                byFunction.computeIfAbsent(each.entry().name(), name -> new ArrayList<>()).add(each));
        return byFunction.entrySet().stream().map(function -> DynamicTest.dynamicTest(function.getKey(),
                () -> assertThat(problems(function.getValue(), outcomes)).isEmpty()));
    }

    private static List<String> problems(List<FunctionExamples.Documented> examples,
            Map<String, Map<FormulaCase, FormulaBatch.Outcome>> outcomes) {
        List<String> problems = new ArrayList<>();
        for (FunctionExamples.Documented documented : examples) {
            if (documented.problem() != null) {
                problems.add(documented.problem());
            }
            outcomes.forEach((engine, all) -> {
                List<String> found = documented.cases().stream()
                        .flatMap(each -> problem(each, documented.example(), engine, all.get(each)).stream()).toList();
                REPORT.add(documented.entry().name(), engine,
                        CaseKinds.of(documented.entry(), documented.example()),
                        documented.problem() == null && found.isEmpty());
                problems.addAll(found);
            });
        }
        return problems;
    }

    private static Optional<String> problem(FormulaCase each, Example example, String engine,
            FormulaBatch.Outcome outcome) {
        if (outcome.failure() != null) {
            return Optional.of(engine + ": " + each.label() + " failed: " + outcome.failure());
        }
        List<String> texts = outcome.values().stream()
                .map(value -> CanonicalText.of(value, each.expr().type())).toList();
        List<String> expected = example.results();
        List<String> wanted = each.mode() == FormulaCase.Mode.WINDOW && expected.size() == 1
                ? Collections.nCopies(each.rows().size(), expected.get(0)) : expected;
        return texts.equals(wanted) ? Optional.empty()
                : Optional.of(engine + ": " + each.label() + " gave " + texts + ", not " + wanted);
    }

    @AfterAll
    static void writesWhatHeld() {
        REPORT.write("functions");
    }
}
