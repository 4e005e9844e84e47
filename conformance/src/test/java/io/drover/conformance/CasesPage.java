package io.drover.conformance;

import io.drover.recipe.function.CaseKind;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.Category;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.transform.TransformDeclaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code docs/cases.md}: how many entries have documented cases of each kind, and why others have none. */
final class CasesPage {

    private static final int MOST_NAMES = 12;

    /** An entry's name, the kinds it shows, and why it doesn't show others. */
    private record Entry(String name, int examples, Set<CaseKind> kinds, Map<CaseKind, String> without) {}

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Set<String>> reasons = new TreeMap<>();

    static String text() {
        return new CasesPage().page();
    }

    private String page() {
        text.append("""
                # Documented cases

                Every function and every transform has documented cases of each kind, or says why there is none:
                """);
        for (CaseKind kind : CaseKind.values()) {
            text.append("- ").append(kind.title()).append(": ").append(meaning(kind)).append('\n');
        }
        text.append("""

                Each case is run on the reference engine, on photon and on Spark. Of a function it is run as written and
                with its constants in columns, and if it is over rows, in a window and of a group. Which case of which entry
                gave its result on which engine is in `conformance/target/cases/` after the tests.

                How many entries have a case of a kind:

                """);
        text.append("| | entries | cases |").append(Arrays.stream(CaseKind.values())
                .map(kind -> " " + kind.title() + " |").collect(Collectors.joining())).append("\n|---|---|---|")
                .append("---|".repeat(CaseKind.values().length)).append('\n');
        List<Entry> all = new ArrayList<>();
        for (Category category : Category.values()) {
            List<Entry> entries = Catalogue.standard().entries().stream().filter(entry -> entry.category() == category)
                    .map(CasesPage::entry).toList();
            if (!entries.isEmpty()) {
                row(category.title() + " functions", entries);
                all.addAll(entries);
            }
        }
        List<Entry> transforms = TransformCatalogue.standard().transforms().stream().map(Transform::declaration)
                .map(CasesPage::entry).toList();
        row("Transforms", transforms);
        all.addAll(transforms);
        row("All", all);
        all.forEach(this::reasons);
        text.append("\nWhy there is none:\n\n| | of |\n|---|---|\n");
        reasons.forEach((reason, names) -> text.append("| ").append(reason).append(" | ")
                .append(names.size() > MOST_NAMES ? names.size() + " entries" : String.join(", ", names)).append(" |\n"));
        return text.toString();
    }

    private static String meaning(CaseKind kind) {
        return switch (kind) {
            case ORDINARY -> "what the entry is for";
            case NULL -> "null is given";
            case EMPTY -> "the empty text is given";
            case MISMATCHED -> "a value that isn't of the type wanted is given";
            case BOUNDARY -> "the last value that works or the first that doesn't, nothing, a single one";
            case TIE -> "equal values, of which one is taken or all count";
        };
    }

    private static Entry entry(FunctionEntry entry) {
        return new Entry(entry.name(), entry.examples().size(), CaseKinds.of(entry), entry.without());
    }

    private static Entry entry(TransformDeclaration declaration) {
        return new Entry(declaration.verb(), declaration.examples().size(), CaseKinds.of(declaration),
                declaration.without());
    }

    private void row(String title, List<Entry> entries) {
        text.append("| ").append(title).append(" | ").append(entries.size()).append(" | ")
                .append(entries.stream().mapToInt(Entry::examples).sum()).append(" |");
        for (CaseKind kind : CaseKind.values()) {
            text.append(' ').append(entries.stream().filter(entry -> entry.kinds().contains(kind)).count()).append(" |");
        }
        text.append('\n');
    }

    private void reasons(Entry entry) {
        entry.without().forEach((kind, reason) -> {
            if (!entry.kinds().contains(kind)) {
                reasons.computeIfAbsent(kind.title() + ": " + reason, key -> new TreeSet<>()).add(entry.name());
            }
        });
    }
}
