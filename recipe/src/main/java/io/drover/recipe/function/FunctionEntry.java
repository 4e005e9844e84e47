package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A function of the language: the one place where its signature, semantics, documentation, examples and translation
 * stand. Declared as a {@code static final} constant of a family class that {@link Catalogue} names; nothing else has
 * to be touched to add one.
 *
 * @param name upper case
 * @param aliases other names with the same meaning
 * @param tier importance: 1 for what nearly every recipe needs, then less and less
 * @param result documentation of the result type
 * @param doc what it gives, with edge cases
 * @param nulls its null rule
 * @param without kinds of cases that it doesn't have, with the reason
 */
public record FunctionEntry(
        Kind kind,
        String name,
        List<String> aliases,
        Category category,
        int tier,
        List<FunctionParameter> parameters,
        String result,
        String doc,
        String nulls,
        List<Example> examples,
        Map<CaseKind, String> without,
        Binder binder) {

    public enum Kind { SCALAR, AGGREGATE, WINDOW }

    /** Turns a call into a typed expression. Problems go to the arguments' collector; then the result is any typed null. */
    @FunctionalInterface
    public interface Binder {
        Expr bind(Arguments arguments);
    }

    public FunctionEntry {
        Objects.requireNonNull(binder, name + " has no binding");
        aliases = List.copyOf(aliases);
        parameters = List.copyOf(parameters);
        examples = List.copyOf(examples);
        without = Map.copyOf(without);
    }

    public static Builder scalar(String name, Category category, int tier) {
        return new Builder(Kind.SCALAR, name, category, tier);
    }

    public static Builder aggregate(String name, int tier) {
        return new Builder(Kind.AGGREGATE, name, Category.AGGREGATE, tier);
    }

    public static Builder window(String name, int tier) {
        return new Builder(Kind.WINDOW, name, Category.WINDOW, tier);
    }

    public int minimumArguments() {
        return (int) parameters.stream().filter(parameter -> parameter.required() && !parameter.repeated()).count();
    }

    public int maximumArguments() {
        boolean open = parameters.stream().anyMatch(FunctionParameter::repeated);
        return open ? Integer.MAX_VALUE : parameters.size();
    }

    /** E.g. {@code PAD(s, length, pad=' ', side=left)}; what may be left out and has no default stands in brackets. */
    public String signature() {
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            FunctionParameter parameter = parameters.get(i);
            String separator = i == 0 ? "" : ", ";
            if (parameter.required()) {
                text.append(separator).append(parameter.name());
            } else if (parameter.repeated()) {
                text.append('[').append(separator).append(parameter.name()).append("…]");
            } else if (parameter.defaultText().isEmpty()) {
                text.append('[').append(separator).append(parameter.name()).append(']');
            } else {
                text.append(separator).append(parameter.name()).append('=').append(parameter.defaultText());
            }
        }
        return text.append(')').toString();
    }

    /** Collects an entry. */
    public static final class Builder {
        private final Kind kind;
        private final String name;
        private final Category category;
        private final int tier;
        private final List<String> aliases = new ArrayList<>();
        private final List<FunctionParameter> parameters = new ArrayList<>();
        private final List<Example> examples = new ArrayList<>();
        private final Map<CaseKind, String> without = new EnumMap<>(CaseKind.class);
        private String result = "";
        private String doc = "";
        private String nulls = "A null or unreadable argument gives null.";

        private Builder(Kind kind, String name, Category category, int tier) {
            this.kind = kind;
            this.name = name;
            this.category = category;
            this.tier = tier;
        }

        public Builder alias(String... names) {
            aliases.addAll(Arrays.asList(names));
            return this;
        }

        public Builder takes(String parameter, FunctionParameter.Kind parameterKind) {
            parameters.add(new FunctionParameter(parameter, parameterKind, null, false));
            return this;
        }

        public Builder optional(String parameter, FunctionParameter.Kind parameterKind, String defaultText) {
            parameters.add(new FunctionParameter(parameter, parameterKind, defaultText, false));
            return this;
        }

        /** The last parameter, any number of times. */
        public Builder repeated(String parameter, FunctionParameter.Kind parameterKind) {
            parameters.add(new FunctionParameter(parameter, parameterKind, "", true));
            return this;
        }

        public Builder gives(String resultType) {
            result = resultType;
            return this;
        }

        public Builder doc(String text) {
            doc = text;
            return this;
        }

        public Builder nulls(String text) {
            nulls = text;
            return this;
        }

        /** A call of constants and its result's text (null for null). */
        public Builder example(String call, String expected) {
            examples.add(new Example(call, List.of(), List.of(List.of()), Arrays.asList(expected)));
            return this;
        }

        /** A call over a one-column table and the result for each row (for an aggregate: one result). */
        public Builder example(String call, String column, List<String> cells, List<String> expected) {
            List<List<String>> rows = new ArrayList<>();
            cells.forEach(cell -> rows.add(Arrays.asList(cell)));
            examples.add(new Example(call, List.of(column), rows, expected));
            return this;
        }

        public Builder example(Example example) {
            examples.add(example);
            return this;
        }

        /** An example at the edge of what the function takes or gives. */
        public Builder boundary(String call, String expected) {
            return example(call, expected).marked(CaseKind.BOUNDARY);
        }

        public Builder boundary(String call, String column, List<String> cells, List<String> expected) {
            return example(call, column, cells, expected).marked(CaseKind.BOUNDARY);
        }

        public Builder boundary(Example example) {
            return example(example).marked(CaseKind.BOUNDARY);
        }

        /** An example with equal values. */
        public Builder tie(String call, String expected) {
            return example(call, expected).marked(CaseKind.TIE);
        }

        public Builder tie(String call, String column, List<String> cells, List<String> expected) {
            return example(call, column, cells, expected).marked(CaseKind.TIE);
        }

        public Builder tie(Example example) {
            return example(example).marked(CaseKind.TIE);
        }

        private Builder marked(CaseKind caseKind) {
            int last = examples.size() - 1;
            examples.set(last, examples.get(last).of(caseKind));
            return this;
        }

        /** There is no such case. */
        public Builder without(CaseKind caseKind, String reason) {
            without.put(caseKind, reason);
            return this;
        }

        public FunctionEntry bind(Binder binder) {
            withoutByNature();
            return new FunctionEntry(
                    kind, name, aliases, category, tier, parameters, result, doc, nulls, examples, without, binder);
        }

        /** What follows from the kind of function and from its parameters. */
        private void withoutByNature() {
            Optional<FunctionParameter> value = parameters.stream()
                    .filter(parameter -> parameter.required() && parameter.kind().isValue()).findFirst();
            if (value.isEmpty()) {
                for (CaseKind each : List.of(CaseKind.NULL, CaseKind.EMPTY, CaseKind.MISMATCHED)) {
                    without.putIfAbsent(each, "no value has to be given");
                }
            } else if (value.get().kind().takesAnyText()) {
                without.putIfAbsent(CaseKind.MISMATCHED, "a value of any type is taken");
            }
            if (kind == Kind.SCALAR && examples.stream().noneMatch(example -> example.kind() == CaseKind.TIE)) {
                without.putIfAbsent(CaseKind.TIE, "nothing is chosen among equal values");
            }
        }

        /** Every argument read as the operation wants it, in order; the result computed, of the storage's own type. */
        public FunctionEntry operation(Operation operation) {
            return bind(arguments -> arguments.call(operation));
        }
    }
}
