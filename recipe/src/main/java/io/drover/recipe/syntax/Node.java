package io.drover.recipe.syntax;

import io.drover.recipe.message.Span;
import io.drover.recipe.pattern.Replacement;
import io.drover.recipe.type.UnicodeText;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;

/** A value in a recipe as it is written, before names are resolved and types known. */
public sealed interface Node {

    Span span();

    /** Whether all of it could be read. */
    default boolean isReadable() {
        return true;
    }

    /**
     * A string literal, escapes resolved, except that backslashes right before a dollar stay as written: the replacement
     * rule reads them. Everywhere else {@link #plain()} is the text.
     */
    record Text(String value, Span span) implements Node {

        /** The text with {@code \$} resolved too, and U+FFFD for half a surrogate pair, which no file can hold. */
        public String plain() {
            return UnicodeText.wellFormed(Replacement.plain(value));
        }
    }

    /** An integer or decimal literal as written, without sign. */
    record Number(String text, Span span) implements Node {}

    record Bool(boolean value, Span span) implements Node {}

    /** A Trifacta pattern (source without backticks) or a regular expression (source without slashes). */
    record Pattern(String source, Kind kind, Span span) implements Node {
        public enum Kind { TRIFACTA, REGEX }
    }

    /** A column reference or a bare word (enumeration values, units, dataset names: the parameter's kind decides). */
    record Column(String name, Optional<String> dataset, boolean braced, Span span) implements Node {}

    /** {@code a~c}. */
    record Range(Column from, Column to, Span span) implements Node {}

    /** {@code *}. */
    record Wildcard(Span span) implements Node {}

    /** {@code $name} or {@code ${name}}. */
    record Variable(String name, Span span) implements Node {}

    /**
     * A function call or operator; operators carry their function's name (ADD, EQUAL, NOT, IF…).
     *
     * @param infix written as an operator
     */
    record Call(String name, List<Node> arguments, boolean infix, Span nameSpan, Span span) implements Node {

        @Override
        public boolean isReadable() {
            return arguments.stream().allMatch(Node::isReadable);
        }

        /** Whether it is {@code a && b && c} or the same with {@code ||}: its left operand is the chain before. */
        boolean isChained() {
            return infix && (name.equals("AND") || name.equals("OR")) && arguments.get(0) instanceof Call left
                    && left.infix && left.name.equals(name);
        }

        /** A chain as one call over all its operands, which means the same and is as deep as one of them. */
        public Call unchained() {
            if (!isChained()) {
                return this;
            }
            LinkedList<Node> operands = new LinkedList<>();
            Call call = this;
            while (call.isChained()) {
                operands.addFirst(call.arguments.get(1));
                call = (Call) call.arguments.get(0);
            }
            operands.addAll(0, call.arguments);
            return new Call(name, List.copyOf(operands), infix, nameSpan, span);
        }
    }

    record Array(List<Node> elements, Span span) implements Node {
        @Override
        public boolean isReadable() {
            return elements.stream().allMatch(Node::isReadable);
        }
    }

    /** {@code {'as': 'Out', 'sources': a,b}} of union's mapping. */
    record Mapping(List<Entry> entries, Span span) implements Node {
        public record Entry(String key, List<Node> values) {}
    }

    /**
     * What can't be read, and is told already.
     *
     * @param parts of it that are formulas by themselves
     */
    record Unknown(List<Node> parts, Span span) implements Node {
        @Override
        public boolean isReadable() {
            return false;
        }
    }

    /** {@code out = dataset.column} of join's col. */
    record Assignment(Column name, Node value, Span span) implements Node {}
}
