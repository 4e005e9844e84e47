package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Strings, patterns and regular expressions made up at random, wherever one may stand: refused while the recipe is
 * compiled, or with the same matches on every engine, whose own regular expressions differ.
 *
 * <p>To look further: {@code -Ddrover.conformance.seed=7}, {@code -Ddrover.conformance.patterns=2000}.
 */
class PatternsTest {

    private static final String FIXED = "20240501";
    private static final long SEED = Long.getLong("drover.conformance.seed", 0);
    private static final int PATTERNS = Integer.getInteger("drover.conformance.patterns", 240);
    private static final int VALUES = 14;
    private static final int STEPS = 10;

    /** P is a pattern, Q another one, R a replacement. */
    private static final List<String> CALLS = List.of("MATCHES(v, P)", "MATCHES(v, P, true)", "MATCHES(v, Q)",
            "FIND(v, P)", "FIND(v, P, true, 1)",
            "RIGHTFIND(v, P)", "RIGHTFIND(v, P, true, 1)", "FINDNTH(v, P, 2)", "FINDNTH(v, P, 1, right, true)",
            "STARTSWITH(v, P)", "STARTSWITH(v, P, true)", "ENDSWITH(v, P)", "ENDSWITH(v, P, true)", "SUBSTITUTE(v, P, R)",
            "SUBSTITUTE(v, Q, R)",
            "SUBSTITUTE(v, P, R, true)", "SUBSTITUTE(v, P, R, false, Q, '')", "SUBSTITUTE(v, P, 'x', false, '', Q)");

    /** Each leaves the column v. */
    private static final List<String> STEP_FORMS = List.of(
            "extract col: v on: P limit: 2", "extract col: v on: P ignoreCase: true", "extract col: v after: P before: Q",
            "extract col: v from: P to: Q", "extract col: v on: P start: Q includeStart: true", "extract col: v on: P quote: '\"'",
            "extractbetweendelimiters col: v start: P end: Q", "extractlist col: v on: P", "extractlist col: v on: P delimiter: Q",
            "countpattern col: v on: P", "countpattern col: v on: P after: Q ignoreCase: true",
            "extractkv col: v key: P valueafter: Q delimiter: ','",
            "derive value: v as: 'N'\nreplace col: N on: P with: R", "derive value: v as: 'N'\nreplace col: N on: P with: R global: true",
            "derive value: v as: 'N'\nreplacepatterns col: N on: P with: 'x' global: true ignoreCase: true",
            "derive value: v as: 'N'\nreplacebetweenpatterns col: N start: P end: Q with: '-'",
            "derive value: v as: 'N'\nreplacecells col: N with: 'x' on: P",
            "derive value: v as: 'N'\nconvertpattern col: N cases: [P,R],[Q,'q']",
            "derive value: v as: 'N'\nsplit col: N on: P limit: 2", "derive value: v as: 'N'\nsplit col: N on: P limit: 3 quote: '\"'",
            "derive value: v as: 'N'\nsplit col: N after: P before: Q", "derive value: v as: 'N'\nsplit col: N delimiters: P, Q",
            "case cases: [MATCHES(v, P),'p'],[MATCHES(v, Q),'q'] as: 'N'");

    private static final List<String> TESTS = List.of("filter type: contains col: v contains: P action: Delete",
            "filter type: startsWith col: v startsWith: P ignoreCase: true action: Delete",
            "filter type: endsWith col: v endsWith: P action: Keep", "keep row: MATCHES(v, P)");

    @Property(tries = 1, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void functionsFindTheSame(@ForAll long seed) {
        Random random = new Random(seed ^ SEED);
        RandomPatterns patterns = new RandomPatterns(random);
        List<FormulaCase> cases = new ArrayList<>();
        int refused = 0;
        for (int i = 0; cases.size() < PATTERNS; i++) {
            Column column = new Column("v", "v" + i, ValueType.TEXT, Set.of());
            String call = filled(CALLS.get(i % CALLS.size()), patterns);
            Compilation compilation = compiled("derive value: " + call + " as: 'n'");
            if (compilation.hasErrors()) {
                refused++;
            } else {
                List<List<Object>> rows = new ArrayList<>();
                values(patterns).forEach(value -> rows.add(Arrays.asList((Object) value)));
                cases.add(new FormulaCase(call, FormulaCase.Mode.SCALAR, Formulas.analyze(call, List.of(column)),
                        List.of(column), rows));
            }
        }
        Map<FormulaCase, FormulaBatch.Outcome> wanted = onAllEngines(cases);
        long telling = cases.stream().filter(each -> Set.copyOf(texts(wanted.get(each))).size() > 1).count();
        long byBuiltIns = cases.stream().filter(PatternsTest::isByBuiltIns).count();
        System.out.println(cases.size() + " calls with random patterns, " + refused + " more refused; " + telling
                + " gave different results for different values, " + byBuiltIns + " by the engines' own regular expressions");
        assertThat(telling).as("calls that tell values apart").isGreaterThan(cases.size() / 3);
        assertThat(byBuiltIns).as("calls by built-ins").isGreaterThan(cases.size() / 6);
    }

    /** Near misses of every type, since types are tested by regular expressions too. */
    @Property(tries = 1, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void typesAcceptTheSame(@ForAll long seed) {
        Random random = new Random(seed ^ SEED);
        List<FormulaCase> cases = new ArrayList<>();
        for (TypeName type : TypeName.values()) {
            Column column = new Column("v", "t" + cases.size(), ValueType.TEXT, Set.of());
            List<List<Object>> rows = new ArrayList<>();
            for (int r = 0; r < PATTERNS / 2; r++) {
                rows.add(Arrays.asList((Object) RandomPatterns.near(type, random)));
            }
            for (String function : List.of("ISVALID", "ISMISMATCHED")) {
                String call = function + "(v, '" + type.recipeName() + "')";
                cases.add(new FormulaCase(call, FormulaCase.Mode.SCALAR, Formulas.analyze(call, List.of(column)),
                        List.of(column), rows));
            }
        }
        Map<FormulaCase, FormulaBatch.Outcome> wanted = onAllEngines(cases);
        assertThat(cases).as("both valid and invalid values").allSatisfy(each ->
                assertThat(Set.copyOf(texts(wanted.get(each)))).as(each.label()).hasSize(2));
    }

    private static List<String> texts(FormulaBatch.Outcome outcome) {
        return outcome.values().stream().map(String::valueOf).toList();
    }

    /** Whether an engine doesn't call the kernel. */
    private static boolean isByBuiltIns(FormulaCase each) {
        boolean[] found = {false};
        ExprTree.forEach(each.expr(), node -> found[0] |= node instanceof Expr.Call call
                && call.operation().name().contains("portable"));
        return found[0];
    }

    /** What the reference gives, which the real engines have to give, too. */
    private static Map<FormulaCase, FormulaBatch.Outcome> onAllEngines(List<FormulaCase> cases) {
        Map<FormulaCase, FormulaBatch.Outcome> wanted = new FormulaBatch(Engines.REFERENCE).run(cases);
        List<String> differences = new ArrayList<>();
        for (PlanRunner runner : Engines.real()) {
            Map<FormulaCase, FormulaBatch.Outcome> given = new FormulaBatch(runner).run(cases);
            cases.forEach(each -> compare(runner, each, wanted.get(each), given.get(each), differences));
        }
        assertThat(differences).isEmpty();
        return wanted;
    }

    private static void compare(PlanRunner runner, FormulaCase each, FormulaBatch.Outcome wanted,
            FormulaBatch.Outcome given, List<String> differences) {
        String label = runner.engine() + ": " + each.label();
        if (given.failure() != null || wanted.failure() != null) {
            differences.add(label + " fails: " + given.failure() + ", on the reference " + wanted.failure());
            return;
        }
        for (int r = 0; r < each.rows().size(); r++) {
            if (!Objects.equals(wanted.values().get(r), given.values().get(r))) {
                differences.add(label + " gave <" + given.values().get(r) + ">, not <" + wanted.values().get(r)
                        + "> for " + each.rows().get(r));
                return;
            }
        }
    }

    @Property(tries = 1, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void stepsFindTheSame(@ForAll long seed) {
        Random random = new Random(seed ^ SEED);
        RandomPatterns patterns = new RandomPatterns(random);
        List<RandomRecipes.Sound> recipes = new ArrayList<>();
        int form = 0;
        for (int made = 0; made < PATTERNS / 2; ) {
            List<String> steps = new ArrayList<>();
            while (steps.size() < STEPS) {
                boolean last = steps.size() == STEPS - 1;
                String step = filled(last ? TESTS.get(made % TESTS.size()) : STEP_FORMS.get(form++ % STEP_FORMS.size()), patterns)
                        .replace("'N'", "'n" + made + "_'").replace(" N ", " n" + made + "_ ");
                if (!compiled(String.join("\n", steps) + "\n" + step).hasErrors()) {
                    steps.add(step);
                    made++;
                }
            }
            recipes.add(new RandomRecipes.Sound(List.of(table(patterns)), steps, Set.of(), OutputBatch.Form.ORDERED));
        }
        List<OutputBatch.Job> jobs = recipes.stream().map(each -> OutputBatch.Job.of(Engines.REFERENCE, each)).toList();
        List<OutputBatch.Outcome> wanted = new OutputBatch(Engines.REFERENCE, 1).run(jobs);
        List<Difference> differences = new ArrayList<>();
        for (PlanRunner runner : Engines.real()) {
            List<OutputBatch.Outcome> given = new OutputBatch(runner, 1).run(jobs);
            for (int i = 0; i < jobs.size() && differences.size() < 3; i++) {
                if (wanted.get(i).failure() != null || !wanted.get(i).text().equals(given.get(i).text())) {
                    differences.add(Difference.of(runner, recipes.get(i)));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static Recipes.Input table(RandomPatterns patterns) {
        return new Recipes.Input("t", List.of("v"), values(patterns).stream().map(Arrays::asList).toList());
    }

    private static List<String> values(RandomPatterns patterns) {
        List<String> values = new ArrayList<>();
        for (int r = 0; r < VALUES; r++) {
            values.add(patterns.value());
        }
        return values;
    }

    /** Compiles it; what is wrong may only be wrong with a pattern or a reference to its groups. */
    private static Compilation compiled(String recipe) {
        Compilation compilation = Recipes.compile(Engines.REFERENCE,
                List.of(new Recipes.Input("t", List.of("v"), List.of(List.of("a")))), recipe);
        compilation.problems().forEach(problem -> assertThat(problem.problem().code()).as(problem.problem().render())
                .isIn(ProblemCode.INVALID_PATTERN, ProblemCode.INVALID_GROUP_REFERENCE, ProblemCode.UNBOUNDED_PATTERN));
        return compilation;
    }

    private static String filled(String form, RandomPatterns patterns) {
        String filled = form;
        for (String place : List.of("P", "Q", "R")) {
            String value = place.equals("R") ? patterns.replacement() : patterns.next();
            filled = filled.replaceAll("(?<=[ ,\\[])" + place + "(?=[,)\\] ]|$)", java.util.regex.Matcher.quoteReplacement(value));
        }
        return filled;
    }
}
