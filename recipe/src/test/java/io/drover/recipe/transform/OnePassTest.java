package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.function.CaseKind;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.message.Problem;
import io.drover.recipe.transform.Defects.Defect;
import io.drover.recipe.transform.Defects.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is wrong with a recipe is told at once: of two defects that have nothing to do with each other all is said that is
 * said of each by itself, nothing twice, and nothing more. The steps are the examples of all transforms and calls of all functions.
 */
class OnePassTest {

    /** A problem with the place where it would be in the sound recipe, or in the text of the defect that it is in. */
    private record Found(String where, String what) {}

    @Test
    void twoDefectsOfAStepAreBothTold() {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        int pairs = 0;
        for (TransformExample example : Stream.concat(examples().stream(), calls().stream()).toList()) {
            boolean call = example.expectedColumns().isEmpty();
            // Of a call only its own parts: what is wrong around it has nothing to do with the function.
            List<Defect> defects = Defects.of(example.step(), columns(example)).stream()
                    .filter(defect -> !call || defect.isInside()).toList();
            Map<Defect, Set<Found>> alone = new HashMap<>();
            defects.forEach(defect -> alone.put(defect, problems(example, List.of(defect), "")));
            for (int a = 0; a < defects.size(); a++) {
                for (int b = a + 1; b < defects.size(); b++) {
                    Defect first = defects.get(a);
                    Defect second = defects.get(b);
                    if (first.overlaps(second) || !isNew(seen, verb(example) + first + " and " + second)) {
                        continue;
                    }
                    pairs++;
                    Set<Found> both = problems(example, List.of(first, second), "");
                    Set<Found> expected = union(alone.get(first), alone.get(second));
                    both.removeIf(problem -> isExempt(problem, example, first, second));
                    expected.removeIf(problem -> isExempt(problem, example, first, second));
                    if (!both.equals(expected)) {
                        wrong.add(difference(text(example.step(), List.of(first, second)), both, expected));
                    }
                }
            }
        }
        assertThat(pairs).isGreaterThan(5_000);
        assertThat(wrong).as("pairs of defects of which not all is told, or more").isEmpty();
    }

    @Test
    void threeDefectsOfAStepAreAllTold() {
        Random random = new Random(7);
        List<String> wrong = new ArrayList<>();
        for (TransformExample example : examples()) {
            List<Defect> defects = Defects.of(example.step(), columns(example));
            for (int i = 0; i < 20 && defects.size() > 2; i++) {
                List<Defect> three = Stream.generate(() -> defects.get(random.nextInt(defects.size()))).limit(3).toList();
                boolean apart = Stream.of(three.get(0), three.get(1)).noneMatch(three.get(2)::overlaps)
                        && !three.get(0).overlaps(three.get(1));
                if (!apart || three.stream().filter(defect -> defect.effect() == Effect.FORM).count() > 1) {
                    continue;
                }
                Set<Found> all = problems(example, three, "");
                Set<Found> expected = new HashSet<>();
                three.forEach(defect -> expected.addAll(problems(example, List.of(defect), "")));
                all.removeIf(problem -> isExempt(problem, example, three.get(0), three.get(1), three.get(2)));
                expected.removeIf(problem -> isExempt(problem, example, three.get(0), three.get(1), three.get(2)));
                if (!all.equals(expected)) {
                    wrong.add(difference(text(example.step(), three), all, expected));
                }
            }
        }
        assertThat(wrong).as("three defects of which not all is told, or more").isEmpty();
    }

    /** Whether a problem has no meaning, or another, where there is the other defect too. */
    private static boolean isExempt(Found problem, TransformExample example, Defect... defects) {
        boolean form = problem.what().startsWith("MISSING_PARAMETER") || problem.what().startsWith("INVALID_PARAMETER");
        if (form && Stream.of(defects).filter(defect -> defect.effect() == Effect.FORM).count() > 1) {
            return true; // with two parameters less it is another step, which needs others
        }
        // What the step needs besides follows from a word of this parameter.
        return form && example.step().startsWith("replacemissing") && Stream.of(defects)
                .anyMatch(defect -> defect.parameter().equals("with"));
    }

    @Test
    void whatIsWrongWithAStepBehindABrokenOneIsTold() {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        int pairs = 0;
        for (TransformExample example : examples()) {
            List<String> after = new ArrayList<>(List.of("derive value: QZXLATER(1) as: 'qzxlater'", "sort order: qzxlater",
                    "keep row: LEN(" + written(column(example)) + ", 1) > 1"));
            example.expectedColumns().stream().limit(3).forEach(column -> after.add("settype col: " + written(column) + " type: 'String'"));
            String last = example.expectedColumns().get(example.expectedColumns().size() - 1);
            after.add("derive value: 1 as: '" + last.replace("'", "\\'") + "'");
            columns(example).stream().filter(column -> !example.expectedColumns().contains(column))
                    .forEach(column -> after.add("settype col: " + written(column) + " type: 'String'"));
            Map<String, Set<Found>> behind = new HashMap<>();
            after.forEach(step -> behind.put(step, problems(example, List.of(), "\n" + step)));
            for (Defect defect : Defects.of(example.step(), columns(example))) {
                // An operator at the end of a line goes on on the next.
                if (defect.kind().equals("a formula without end") || !isNew(seen, verb(example) + defect)) {
                    continue;
                }
                Set<Found> alone = problems(example, List.of(defect), "");
                if (alone.isEmpty()) {
                    continue; // it is another sound step
                }
                for (String step : after) {
                    pairs++;
                    Set<Found> both = problems(example, List.of(defect), "\n" + step);
                    Set<Found> expected = union(alone, behind.get(step));
                    if (isNaming(defect, example.step())) {
                        // What the new columns are to be called is what is wrong.
                        both.removeIf(OnePassTest::isOfColumns);
                        expected.removeIf(OnePassTest::isOfColumns);
                    } else if (!keepsColumns(defect)) {
                        // Which columns there are behind it isn't known, so neither what is wrong with a use of them.
                        expected.removeIf(problem -> isOfColumns(problem) && !both.contains(problem));
                    }
                    if (!both.equals(expected)) {
                        wrong.add(difference(text(example.step(), List.of(defect)) + "\n" + step, both, expected));
                    }
                }
            }
        }
        assertThat(pairs).isGreaterThan(3_000);
        assertThat(wrong).as("defects and steps behind them of which not all is told, or more").isEmpty();
    }

    @Test
    void aMisspeltVerbIsAllThatIsWrongWithASoundStep() {
        List<String> wrong = new ArrayList<>();
        for (TransformExample example : examples()) {
            String step = example.step();
            String verb = step.replaceFirst("\\W.*", "");
            int last = verb.length() - 1;
            Defect doubled = new Defect(0, verb.length(), verb + verb.charAt(last), "", "a misspelt verb", Effect.FORM);
            Set<Found> found = problems(example, List.of(doubled), "");
            boolean isMeant = found.stream().anyMatch(problem -> problem.what().startsWith("UNKNOWN_VERB"));
            if (!isMeant || found.size() != 1) {
                wrong.add(text(step, List.of(doubled)) + " " + found);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Whether the same hasn't been tried yet, over another table. */
    private static boolean isNew(Map<String, Integer> seen, String what) {
        return seen.merge(what, 1, Integer::sum) == 1;
    }

    private static String verb(TransformExample example) {
        return example.step().replaceAll("^(derive value: \\w+\\().*|(\\w+) .*", "$1$2 ");
    }

    /** Whether the same columns come out of the step as without the defect. */
    private static boolean keepsColumns(Defect defect) {
        return Set.of("an unknown function", "an empty call", "an unknown variable", "a bad date format",
                "a bad pattern of a function", "a bad pattern", "a bad regular expression").contains(defect.kind());
    }

    /** Whether the defect stands in place of what new columns are called by, or of how many there are. */
    private static boolean isNaming(Defect defect, String step) {
        return Set.of("as", "to", "keys", "delimiters").contains(defect.parameter())
                || defect.parameter().equals("on") && step.startsWith("rename ")
                || defect.parameter().equals("value") && !defect.isInside()
                        && Stream.of("groupby ", "aggregate ", "pivot ", "window ").anyMatch(step::startsWith);
    }

    private static boolean isOfColumns(Found problem) {
        return problem.where().startsWith("2:") && (problem.what().startsWith("UNKNOWN_COLUMN")
                || problem.what().startsWith("DUPLICATE_COLUMN"));
    }

    private static String written(String column) {
        return "{" + column + "}";
    }

    private static List<String> columns(TransformExample example) {
        return example.columns().stream().map(column -> column.replaceAll(":.*", "")).toList();
    }

    private static List<TransformExample> examples() {
        return TransformCatalogue.standard().transforms().stream()
                .flatMap(transform -> transform.declaration().examples().stream()).toList();
    }

    /** Of each function a documented call with several arguments. */
    private static List<TransformExample> calls() {
        return Catalogue.standard().entries().stream().flatMap(entry -> entry.examples().stream()
                .filter(example -> example.call().contains(",")).limit(1)
                .map(example -> new TransformExample(List.of(),
                        example.columns().isEmpty() ? List.of("a:Integer") : example.columns(),
                        example.columns().isEmpty() ? List.of(List.of("1")) : example.rows(),
                        "derive value: " + example.call() + " as: 'qzxresult'", List.of(), List.of(), CaseKind.ORDINARY)))
                .filter(example -> problems(example, List.of(), "").isEmpty()).toList();
    }

    private static Set<Found> union(Set<Found> first, Set<Found> second) {
        Set<Found> union = new HashSet<>(first);
        union.addAll(second);
        return union;
    }

    private static String difference(String recipe, Set<Found> both, Set<Found> expected) {
        Set<Found> missing = new HashSet<>(expected);
        missing.removeAll(both);
        Set<Found> more = new HashSet<>(both);
        more.removeAll(expected);
        return recipe + "\n   isn't told: " + missing + "\n   is told as well: " + more;
    }

    private static String column(TransformExample example) {
        return example.columns().get(0).replaceAll(":.*", "");
    }

    private static String text(String step, List<Defect> defects) {
        StringBuilder text = new StringBuilder(step);
        defects.stream().sorted((x, y) -> y.begin() - x.begin())
                .forEach(defect -> text.replace(defect.begin(), defect.end(), defect.text()));
        return text.toString();
    }

    private static Set<Found> problems(TransformExample example, List<Defect> defects, String after) {
        RecipeTester tester = new RecipeTester().table("t", example.columns(), example.rows());
        example.datasets().forEach(other -> tester.table(other.name(), other.columns(), other.rows()));
        List<Problem> problems = tester.compile(text(example.step(), defects) + after).problems().stream()
                .map(problem -> problem.problem()).filter(Problem::isError).toList();
        assertThat(problems).as(text(example.step(), defects)).doesNotHaveDuplicates();
        return problems.stream().map(problem -> new Found(where(problem, defects), problem.code() + " " + problem.message()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Where it would be without the defects before it. */
    private static String where(Problem problem, List<Defect> defects) {
        int column = problem.span().column() - 1;
        int shift = 0;
        for (Defect defect : defects.stream().sorted((x, y) -> x.begin() - y.begin()).toList()) {
            int begin = defect.begin() + shift;
            if (problem.span().line() == 1 && column > begin && column < begin + defect.text().length()) {
                return defect + "+" + (column - begin);
            }
            if (problem.span().line() == 1 && column >= begin + defect.text().length() && column > begin) {
                shift += defect.text().length() - (defect.end() - defect.begin());
            }
        }
        return problem.span().line() + ":" + (problem.span().line() == 1 ? column - shift : column);
    }
}
