package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.Coercions;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.transform.TransformDeclaration;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What every function has to come with, and how many of them engines compute by their own built-ins. */
class CatalogueCoverageTest {

    private static final Set<Operation> COERCIONS = coercions();

    @Test
    void everyFunctionSaysWhatItGivesAndWhatItDoesWithNull() {
        List<String> missing = new ArrayList<>();
        for (FunctionEntry entry : Catalogue.standard().entries()) {
            check(missing, entry, "documentation", each -> !each.doc().isBlank());
            check(missing, entry, "a null rule", each -> !each.nulls().isBlank());
            check(missing, entry, "a result type", each -> !each.result().isBlank());
            check(missing, entry, "examples", each -> !each.examples().isEmpty());
            missingKinds(entry.name(), CaseKinds.of(entry), entry.without()).forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTransformSaysWhatItDoesAndShowsIt() {
        List<String> missing = new ArrayList<>();
        for (Transform transform : TransformCatalogue.standard().transforms()) {
            TransformDeclaration declaration = transform.declaration();
            if (declaration.doc().isBlank()) {
                missing.add(declaration.verb() + " has no documentation");
            }
            missingKinds(declaration.verb(), CaseKinds.of(declaration), declaration.without()).forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void thePageOfCasesIsTrue() throws IOException {
        Path page = Path.of("..", "docs", "cases.md");
        if (Boolean.getBoolean("drover.docs.write")) {
            Files.writeString(page, CasesPage.text());
        }
        assertThat(page).as("write it anew with -Ddrover.docs.write=true").hasContent(CasesPage.text());
    }

    /** A kernel is part of an operation, so what an example is bound to has one. */
    @Test
    void everyFunctionIsBoundToOperations(TestReporter reporter) {
        FunctionExamples examples = new FunctionExamples();
        List<String> unbound = new ArrayList<>();
        Map<Integer, int[]> tiers = new TreeMap<>();
        List<String> kernels = new ArrayList<>();
        for (FunctionEntry entry : Catalogue.standard().entries()) {
            List<FunctionExamples.Documented> documented = entry.examples().stream()
                    .map(example -> examples.documented(entry, example)).toList();
            documented.stream().map(FunctionExamples.Documented::problem).filter(Objects::nonNull)
                    .forEach(problem -> unbound.add(entry.name() + ": " + problem));
            int[] counts = tiers.computeIfAbsent(entry.tier(), tier -> new int[3]);
            counts[0]++;
            boolean spark = templated(documented, Dialect.SPARK);
            boolean duckdb = templated(documented, Dialect.DUCKDB);
            counts[1] += duckdb ? 1 : 0;
            counts[2] += spark ? 1 : 0;
            if (!spark || !duckdb) {
                kernels.add(entry.name() + (spark ? " (photon)" : duckdb ? " (spark)" : ""));
            }
        }
        tiers.forEach((tier, counts) -> reporter.publishEntry("tier " + tier, counts[0] + " functions; by built-ins "
                + counts[1] + " on photon, " + counts[2] + " on spark"));
        reporter.publishEntry("by kernel", String.join(", ", kernels));
        assertThat(unbound).isEmpty();
    }

    /** Whether no example needs a kernel of the function's own; what reads and prints values counts elsewhere. */
    private static boolean templated(List<FunctionExamples.Documented> examples, Dialect dialect) {
        boolean[] all = {true};
        examples.stream().flatMap(each -> each.cases().stream()).forEach(each -> ExprTree.forEach(each.expr(), node -> {
            if (node instanceof Expr.Call call && !COERCIONS.contains(call.operation())) {
                all[0] &= call.operation().template(dialect).isPresent();
            } else if (node instanceof Expr.Aggregate aggregate) {
                AggregateOperation operation = aggregate.operation();
                all[0] &= operation.template(dialect).isPresent();
            } else if (node instanceof Expr.Window window) {
                WindowOperation operation = window.operation();
                all[0] &= operation.template(dialect).isPresent();
            }
        }));
        return all[0];
    }

    /** A case of every kind, or the reason why there is none. */
    private static List<String> missingKinds(String name, Set<CaseKind> there, Map<CaseKind, String> without) {
        return Arrays.stream(CaseKind.values()).filter(kind -> !there.contains(kind) && !without.containsKey(kind))
                .map(kind -> name + " shows no " + kind.title() + " case and doesn't say why").toList();
    }

    private static void check(List<String> missing, FunctionEntry entry, String what, Predicate<FunctionEntry> has) {
        if (!has.test(entry)) {
            missing.add(entry.name() + " has no " + what);
        }
    }

    private static Set<Operation> coercions() {
        Set<Operation> operations = new HashSet<>();
        try {
            for (Field field : Coercions.class.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == Operation.class) {
                    operations.add((Operation) field.get(null));
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return operations;
    }
}
