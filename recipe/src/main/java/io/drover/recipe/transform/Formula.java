package io.drover.recipe.transform;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import java.util.List;
import java.util.Optional;

/** Writes formulas: a step that a formula expresses means exactly what the formula means. */
final class Formula {

    private final Span span;

    private Formula(Span span) {
        this.span = span;
    }

    /** Problems in the formula are reported there. */
    static Formula at(Span span) {
        return new Formula(span);
    }

    Node call(String function, Node... arguments) {
        return call(function, List.of(arguments));
    }

    Node call(String function, List<Node> arguments) {
        return new Node.Call(function, arguments, false, span, span);
    }

    Node column(Column column) {
        return column.isUnknown() ? unknown() : new Node.Column(column.name(), Optional.empty(), true, span);
    }

    /** For a part that isn't known, which is told. */
    Node unknown() {
        return new Node.Unknown(List.of(), span);
    }

    /** A column's name as formulas have it. */
    static String written(Column column) {
        return column.name().matches("[\\p{L}_][\\p{L}0-9_]*") ? column.name() : "{" + column.name() + "}";
    }

    /** {@code $col}. */
    Node edited() {
        return new Node.Variable("col", span);
    }

    Node text(String text) {
        return new Node.Text(text, span);
    }

    Node number(long number) {
        Node digits = new Node.Number(Long.toString(Math.abs(number)), span);
        return number < 0 ? call("NEGATE", digits) : digits;
    }

    Node number(double number) {
        Node digits = new Node.Number(new java.math.BigDecimal(Math.abs(number)).toPlainString(), span);
        return number < 0 ? call("NEGATE", digits) : digits;
    }

    Node array(List<Node> elements) {
        return new Node.Array(elements, span);
    }

    Node nothing() {
        return call("NULL");
    }
}
