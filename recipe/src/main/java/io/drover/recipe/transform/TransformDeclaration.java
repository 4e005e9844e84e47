package io.drover.recipe.transform;

import io.drover.recipe.function.CaseKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a transform is called and takes; the source of parameter checks, documentation and completion.
 *
 * @param verb canonical, lower case
 * @param aliases other verbs for the same thing (old and new dialect); {@link StepArguments#verb()} tells them apart
 * @param shape what the step does to the set of column names
 * @param without kinds of cases that it doesn't have, with the reason
 */
public record TransformDeclaration(
        String verb,
        List<String> aliases,
        Shape shape,
        String doc,
        List<ParameterDeclaration> parameters,
        List<TransformExample> examples,
        Map<CaseKind, String> without) {

    /** Which problems of later steps may follow from a broken step. */
    public enum Shape {
        /** Names stay: nothing follows. */
        SAME_COLUMNS,
        /** Names are added: a later "unknown column" may follow. */
        MORE_COLUMNS,
        /** Names are removed: a later "already has a column" may follow. */
        FEWER_COLUMNS,
        /** Columns that the step names go, others come. */
        REPLACED_COLUMNS,
        /** Names are added, removed or changed. */
        OTHER_COLUMNS
    }

    public TransformDeclaration {
        aliases = List.copyOf(aliases);
        parameters = List.copyOf(parameters);
        examples = List.copyOf(examples);
        without = Map.copyOf(without);
    }

    public static Builder transform(String verb, String... aliases) {
        return new Builder(verb, aliases);
    }

    public List<String> verbs() {
        List<String> verbs = new ArrayList<>();
        verbs.add(verb);
        verbs.addAll(aliases);
        return verbs;
    }

    /** Collects a declaration. */
    public static final class Builder {
        private final String verb;
        private final List<String> aliases;
        private final List<ParameterDeclaration> parameters = new ArrayList<>();
        private final List<TransformExample> examples = new ArrayList<>();
        private final Map<CaseKind, String> without = new EnumMap<>(CaseKind.class);
        private Shape shape = Shape.OTHER_COLUMNS;
        private String doc = "";

        private Builder(String verb, String... aliases) {
            this.verb = verb;
            this.aliases = Arrays.asList(aliases);
        }

        public Builder doc(String text) {
            doc = text;
            return this;
        }

        public Builder inPlace() {
            shape = Shape.SAME_COLUMNS;
            return this;
        }

        /** All columns stay, others come. */
        public Builder adding() {
            shape = Shape.MORE_COLUMNS;
            return this;
        }

        /** Columns that the step names make place for others. */
        public Builder replacing() {
            shape = Shape.REPLACED_COLUMNS;
            return this;
        }

        /** No columns come. */
        public Builder removing() {
            shape = Shape.FEWER_COLUMNS;
            return this;
        }

        /** @param name several spellings are parted by {@code /}, the canonical one first */
        public Builder required(String name, ParameterKind kind, String parameterDoc) {
            return add(name, kind, true, "", List.of(), parameterDoc);
        }

        public Builder optional(String name, ParameterKind kind, String parameterDoc) {
            return add(name, kind, false, "", List.of(), parameterDoc);
        }

        public Builder optional(String name, ParameterKind kind, String defaultText, String parameterDoc) {
            return add(name, kind, false, defaultText, List.of(), parameterDoc);
        }

        public Builder keyword(String name, String defaultText, String parameterDoc, String... words) {
            return add(name, ParameterKind.KEYWORD, false, defaultText, List.of(words), parameterDoc);
        }

        public Builder requiredKeyword(String name, String parameterDoc, String... words) {
            return add(name, ParameterKind.KEYWORD, true, "", List.of(words), parameterDoc);
        }

        /** The parameters of a match (docs/language.md, Patterns), of which each transform takes all or none. */
        public Builder matchClauses() {
            return matchClauses("at/positions");
        }

        /** @param at spellings of the parameter for positions */
        Builder matchClauses(String at) {
            return optional("on", ParameterKind.PATTERN, "what to match; without it the region itself")
                    .optional("after", ParameterKind.PATTERN, "the region begins right after the first match of this")
                    .optional("from", ParameterKind.PATTERN, "the region begins at the start of that match")
                    .optional("before", ParameterKind.PATTERN, "the region ends right before the first match of this")
                    .optional("to", ParameterKind.PATTERN, "the region ends at the end of that match")
                    .optional("start", ParameterKind.PATTERN, "newer spelling of after")
                    .optional("end", ParameterKind.PATTERN, "newer spelling of before")
                    .optional("includeStart", ParameterKind.BOOLEAN, "false", "start is part of the region")
                    .optional("includeEnd", ParameterKind.BOOLEAN, "false", "end is part of the region")
                    .optional(at, ParameterKind.INTEGERS, "characters i (inclusive) to j (exclusive), from 0")
                    .optional("startPosition", ParameterKind.INTEGER, "newer spelling of at, first part")
                    .optional("endPosition", ParameterKind.INTEGER, "newer spelling of at, second part")
                    .optional("ignoreCase", ParameterKind.BOOLEAN, "false", "case doesn't count");
        }

        public Builder example(String columns, List<String> rows, String step, String expectedColumns,
                List<String> expectedRows) {
            examples.add(TransformExample.of(List.of(), columns, rows, step, expectedColumns, expectedRows));
            return this;
        }

        /** With another dataset that the step names. */
        public Builder example(TransformExample.Dataset other, String columns, List<String> rows, String step,
                String expectedColumns, List<String> expectedRows) {
            examples.add(TransformExample.of(List.of(other), columns, rows, step, expectedColumns, expectedRows));
            return this;
        }

        /** An example at the edge of what the step takes or gives. */
        public Builder boundary(String columns, List<String> rows, String step, String expectedColumns,
                List<String> expectedRows) {
            return example(columns, rows, step, expectedColumns, expectedRows).marked(CaseKind.BOUNDARY);
        }

        public Builder boundary(TransformExample.Dataset other, String columns, List<String> rows, String step,
                String expectedColumns, List<String> expectedRows) {
            return example(other, columns, rows, step, expectedColumns, expectedRows).marked(CaseKind.BOUNDARY);
        }

        /** An example with equal values. */
        public Builder tie(String columns, List<String> rows, String step, String expectedColumns,
                List<String> expectedRows) {
            return example(columns, rows, step, expectedColumns, expectedRows).marked(CaseKind.TIE);
        }

        public Builder tie(TransformExample.Dataset other, String columns, List<String> rows, String step,
                String expectedColumns, List<String> expectedRows) {
            return example(other, columns, rows, step, expectedColumns, expectedRows).marked(CaseKind.TIE);
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

        /** No example can stand here. */
        public Builder withoutCases(String reason) {
            for (CaseKind each : CaseKind.values()) {
                without.put(each, reason);
            }
            return this;
        }

        private Builder add(String names, ParameterKind kind, boolean required, String defaultText,
                List<String> words, String parameterDoc) {
            List<String> spellings = Arrays.asList(names.split("/"));
            parameters.add(new ParameterDeclaration(spellings.get(0), spellings.subList(1, spellings.size()), kind,
                    required, defaultText, words, parameterDoc));
            return this;
        }

        public TransformDeclaration build() {
            return new TransformDeclaration(verb, aliases, shape, doc, parameters, examples, without);
        }
    }
}
