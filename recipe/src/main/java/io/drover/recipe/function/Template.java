package io.drover.recipe.function;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL text of one dialect for an operation, from the SQL texts of its arguments. */
@FunctionalInterface
public interface Template {

    String render(List<String> arguments);

    /** A template text in which {@code {0}}, {@code {1}}… stand for the arguments. */
    static Template of(String text) {
        Pattern placeholder = Pattern.compile("\\{(\\d+)}");
        return arguments -> placeholder.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(arguments.get(Integer.parseInt(match.group(1)))));
    }
}
