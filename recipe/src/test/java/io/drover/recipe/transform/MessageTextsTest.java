package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.message.Problem;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No text for people is without a golden recipe: those of {@link WrongRecipesTest} and {@link GoldenMessagesTest} are compiled
 * once by classes in which each such text notes that it is used.
 */
class MessageTextsTest {

    /** Texts that no recipe can have said, each by where it stands or by its words, with the reason. */
    private static final List<Exemption> EXEMPTIONS = List.of(
            new Exemption("sql.PlanText:", "the plan as explain shows it"),
            new Exemption("type.TypeTest:", "a plan's own encoding"),
            new Exemption("type.FormatText:", "a plan's own encoding"),
            new Exemption("pattern.Search$OverBudgetException:", "caught for each value"),
            new Exemption("pattern.BoundedSearch:", "the nesting is limited before"),
            new Exemption("pattern.Re2Search:", "what is wrong is found before; should an expression slip through, it is said"),
            new Exemption("\"there is nothing after the last \\\"", "in a recipe the mark behind it is escaped"),
            new Exemption("\"write \\\\ for the character itself\"", "goes with it"),
            new Exemption("\"the rows have no order to find the first by\"", "no step leaves rows in the order of one number"
                    + " that may be missing"),
            new Exemption("\"this is no formula\"", "the grammar has maps and assignments only where steps take them"));

    private record Exemption(String part, String reason) {}

    @Test
    void everyTextIsInAGoldenFile() throws Exception {
        TextRecorder recorder = new TextRecorder(MessageTextsTest.class.getClassLoader());
        for (Class<?> golden : List.of(WrongRecipesTest.class, GoldenMessagesTest.class)) {
            Method all = recorder.loadClass(golden.getName()).getDeclaredMethod("sayAll");
            all.setAccessible(true);
            all.invoke(null);
        }
        for (String name : classes()) {
            Class.forName(name, true, recorder);
        }
        assertThat(recorder.count()).as("texts that were found").isGreaterThan(500);
        List<String> unused = recorder.unused().stream().map(Object::toString).toList();
        assertThat(unused.stream().filter(text -> EXEMPTIONS.stream().noneMatch(each -> text.contains(each.part()))))
                .as("texts for people that no golden recipe has said").isEmpty();
        Set<String> needless = EXEMPTIONS.stream().filter(each -> unused.stream().noneMatch(text -> text.contains(each.part())))
                .map(Exemption::part).collect(Collectors.toCollection(TreeSet::new));
        assertThat(needless).as("exemptions that nothing needs").isEmpty();
    }

    /** Those of the module, loaded or not. */
    private static List<String> classes() throws Exception {
        Path root = Path.of(Problem.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())).toList();
        }
    }
}
