package io.drover.recipe.function;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL text of one dialect for an operation, from the SQL texts of its arguments. */
@FunctionalInterface
public interface Template {

    String render(List<String> arguments);

    /**
     * The same for a template that leaves some values to the operation's kernel.
     *
     * @param kernel gives the SQL that calls the kernel with these arguments; asked only if the template needs it
     */
    default String render(List<String> arguments, Supplier<String> kernel) {
        return render(arguments);
    }

    /**
     * A template text in which {@code {0}}, {@code {1}}… stand for the arguments and {@code {kernel}} for a call of the
     * operation's kernel.
     */
    static Template of(String text) {
        Pattern placeholder = Pattern.compile("\\{(\\d+|kernel)}");
        return withKernel((arguments, kernel) -> placeholder.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).equals("kernel")
                        ? kernel.get()
                        : arguments.get(Integer.parseInt(match.group(1))))));
    }

    /** A template that may call the operation's kernel. */
    static Template withKernel(BiFunction<List<String>, Supplier<String>, String> body) {
        return new Template() {
            @Override
            public String render(List<String> arguments) {
                return render(arguments, () -> {
                    throw new IllegalStateException("the template calls its kernel, and there is no way to call it");
                });
            }

            @Override
            public String render(List<String> arguments, Supplier<String> kernel) {
                return body.apply(arguments, kernel);
            }
        };
    }
}
