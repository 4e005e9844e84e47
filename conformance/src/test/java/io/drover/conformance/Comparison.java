package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.transform.TransformDeclaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An engine beside the reference engine; remembers what was compared. */
final class Comparison {

    private static final int ROWS = 8;

    /** More would bury the report, and each takes time to be made small. */
    private static final int MOST_DIFFERENCES = 5;

    private final PlanRunner runner;
    private final int batch;
    private final FunctionDeck deck = new FunctionDeck();
    private final VerbDeck verbs = new VerbDeck();
    private final Set<String> uses = new TreeSet<>();
    private final Set<String> unmet = new TreeSet<>();
    private int recipes;
    private int steps;

    /** @param batch how many recipes the engine runs at once */
    Comparison(PlanRunner runner, int batch) {
        this.runner = runner;
        this.batch = batch;
    }

    /** The differences that so many random recipes show, smallest form first seen. */
    List<Difference> recipes(Random random, int count) {
        List<RandomRecipes.Sound> sounds = new ArrayList<>();
        List<OutputBatch.Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomRecipes.Sound sound = RandomRecipes.recipe(random, deck, verbs);
            sounds.add(sound);
            jobs.add(OutputBatch.Job.of(Engines.REFERENCE, sound));
            uses.addAll(sound.uses());
            recipes++;
            steps += sound.steps().size();
        }
        List<OutputBatch.Outcome> wanted = new OutputBatch(Engines.REFERENCE, 1).run(jobs);
        List<OutputBatch.Outcome> given = new OutputBatch(runner, batch).run(jobs);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < count && differences.size() < MOST_DIFFERENCES; i++) {
            if (wanted.get(i).failure() != null || !wanted.get(i).text().equals(given.get(i).text())) {
                differences.add(Difference.of(runner, sounds.get(i)));
            }
        }
        return differences;
    }

    /** The differences of every documented call, its constants in columns, over nasty values instead of its own. */
    List<String> calls(Random random) {
        return differences(documentedCalls().stream().map(call -> withNastyRows(call, random)).toList());
    }

    /** The differences of every function over columns of every type. */
    List<String> types(Random random) {
        TypePairs pairs = new TypePairs(random);
        uses.addAll(pairs.met());
        unmet.addAll(pairs.missed(Set.of(1, 2, 3)));
        return differences(pairs.cases());
    }

    private List<String> differences(List<FormulaCase> cases) {
        Map<FormulaCase, FormulaBatch.Outcome> expected = new FormulaBatch(Engines.REFERENCE).run(cases);
        Map<FormulaCase, FormulaBatch.Outcome> given = new FormulaBatch(runner).run(cases);
        return cases.stream().flatMap(each -> difference(each, expected.get(each), given.get(each)).stream()).toList();
    }

    private List<String> difference(FormulaCase each, FormulaBatch.Outcome expected, FormulaBatch.Outcome given) {
        String label = runner.engine() + ": " + each.label();
        if (expected.failure() != null) {
            return List.of(label + " fails on the reference engine: " + expected.failure());
        }
        if (given.failure() != null) {
            return List.of(label + " fails: " + given.failure());
        }
        for (int r = 0; r < expected.values().size(); r++) {
            Object wanted = expected.values().get(r);
            Object got = r < given.values().size() ? given.values().get(r) : "no row";
            if (!Objects.equals(wanted, got)) {
                String rows = each.mode() == FormulaCase.Mode.SCALAR ? each.rows().get(r).toString()
                        : "row " + r + " of " + each.rows();
                return List.of(label + " gave <" + got + ">, not <" + wanted + "> for " + rows);
            }
        }
        return List.of();
    }

    private static FormulaCase withNastyRows(FormulaCase call, Random random) {
        List<List<Object>> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            List<Object> documented = call.rows().get(random.nextInt(call.rows().size()));
            Object[] row = new Object[call.columns().size()];
            for (int c = 0; c < row.length; c++) {
                List<Object> values = NastyValues.of(call.columns().get(c).type().storage());
                // Some documented values stay, so that the others are met behind every guard.
                row[c] = random.nextInt(4) == 0 ? documented.get(c) : values.get(random.nextInt(values.size()));
            }
            rows.add(Arrays.asList(row));
        }
        return new FormulaCase(call.label(), call.mode(), call.expr(), call.columns(), rows);
    }

    private static List<FormulaCase> documentedCalls() {
        FunctionExamples examples = new FunctionExamples();
        List<FormulaCase> calls = new ArrayList<>();
        for (FunctionEntry entry : Catalogue.standard().entries()) {
            calls.addAll(entry.examples().stream()
                    .flatMap(example -> examples.documented(entry, example).cases().stream())
                    .filter(each -> !each.columns().isEmpty())
                    .collect(Collectors.toMap(Comparison::shape, each -> each, (first, same) -> first,
                            LinkedHashMap::new)).values());
        }
        return calls;
    }

    /** Two examples of a function that differ only in the constants are one call here. */
    private static String shape(FormulaCase each) {
        String shape = each.mode() + each.expr().toString();
        for (Column column : each.columns()) {
            shape = shape.replace("id=" + column.id() + ",", "id=" + each.columns().indexOf(column) + ",");
        }
        return shape;
    }

    int recipes() {
        return recipes;
    }

    /** Names of the functions of these tiers that no recipe called. */
    Set<String> uncalled(Integer... tiers) {
        return Catalogue.standard().entries().stream()
                .filter(entry -> Arrays.asList(tiers).contains(entry.tier()))
                .map(FunctionEntry::name)
                .filter(name -> uses.stream().noneMatch(use -> use.startsWith(name + " × ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What of {@link #types} could not be made: {@code FUNCTION × Type}. */
    Set<String> unmet() {
        return unmet;
    }

    /** Pairs of a function and the type of an argument that were computed. */
    long pairs() {
        return uses.stream().filter(use -> use.contains(" × ")).count();
    }

    /** Verbs of the transforms with documented steps that no recipe used. */
    Set<String> unused() {
        return TransformCatalogue.standard().transforms().stream().map(Transform::declaration)
                .filter(declaration -> !declaration.examples().isEmpty())
                .map(TransformDeclaration::verb)
                .filter(verb -> !uses.contains("step " + verb))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Verbs of the transforms that can read a second table, which no recipe let them do. */
    Set<String> withoutSecondTable() {
        return TransformCatalogue.standard().transforms().stream().map(Transform::declaration)
                .filter(declaration -> !declaration.examples().isEmpty() && declaration.parameters().stream()
                        .anyMatch(parameter -> RandomRecipes.READS_TABLE.contains(parameter.kind())))
                .map(TransformDeclaration::verb)
                .filter(verb -> !uses.contains("second table of " + verb))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String summary() {
        return runner.engine() + " against the reference: " + recipes + " recipes of " + steps + " steps, " + pairs()
                + " pairs of a function and the type of an argument; functions not called: " + uncalled(1, 2, 3)
                + "; transforms not used: " + unused() + "; without a second table: " + withoutSecondTable();
    }
}
