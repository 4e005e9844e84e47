package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.Example;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Spark sends kernels to its workers, so each of them, with all that it holds, has to be serializable. */
class KernelsTest {

    @Test
    void everyKernelCanBeSent() {
        FunctionExamples examples = new FunctionExamples();
        Map<String, Object> kernels = new TreeMap<>();
        for (FunctionEntry entry : Catalogue.standard().entries()) {
            for (Example example : entry.examples()) {
                examples.documented(entry, example).cases()
                        .forEach(each -> ExprTree.forEach(each.expr(), node -> collect(node, kernels)));
            }
        }
        assertThat(kernels).hasSizeGreaterThan(200);
        Map<String, String> unsendable = new TreeMap<>();
        kernels.forEach((name, kernel) -> {
            try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
                out.writeObject(kernel);
            } catch (IOException e) {
                unsendable.put(name, e.toString());
            }
        });
        assertThat(unsendable).isEmpty();
    }

    private static void collect(Expr node, Map<String, Object> kernels) {
        if (node instanceof Expr.Call call) {
            kernels.put(call.operation().name(), call.operation().kernel());
        } else if (node instanceof Expr.Aggregate aggregate) {
            kernels.put(aggregate.operation().name(), aggregate.operation().kernel());
        } else if (node instanceof Expr.Window window) {
            kernels.put(window.operation().name(), window.operation().kernel());
        }
    }
}
