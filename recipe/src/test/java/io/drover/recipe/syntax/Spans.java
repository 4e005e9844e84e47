package io.drover.recipe.syntax;

import io.drover.recipe.message.Span;
import java.util.List;

/** Steps without their places and first lines, for comparing what they say. */
final class Spans {
    private Spans() {}

    static List<Step> without(List<Step> steps) {
        return steps.stream().map(Spans::without).toList();
    }

    static Step without(Step step) {
        return new Step(step.verb(), step.parameters().stream()
                .map(p -> new Parameter(p.name(), nodes(p.values()), Span.NONE, Span.NONE)).toList(),
                Span.NONE, Span.NONE, "");
    }

    static List<Node> nodes(List<Node> nodes) {
        return nodes.stream().map(Spans::without).toList();
    }

    static Node without(Node node) {
        if (node instanceof Node.Text text) {
            return new Node.Text(text.value(), Span.NONE);
        }
        if (node instanceof Node.Number number) {
            return new Node.Number(number.text(), Span.NONE);
        }
        if (node instanceof Node.Bool bool) {
            return new Node.Bool(bool.value(), Span.NONE);
        }
        if (node instanceof Node.Pattern pattern) {
            return new Node.Pattern(pattern.source(), pattern.kind(), Span.NONE);
        }
        if (node instanceof Node.Column column) {
            return column(column);
        }
        if (node instanceof Node.Range range) {
            return new Node.Range(column(range.from()), column(range.to()), Span.NONE);
        }
        if (node instanceof Node.Wildcard) {
            return new Node.Wildcard(Span.NONE);
        }
        if (node instanceof Node.Variable variable) {
            return new Node.Variable(variable.name(), Span.NONE);
        }
        if (node instanceof Node.Call call) {
            return new Node.Call(call.name(), nodes(call.arguments()), call.infix(), Span.NONE, Span.NONE);
        }
        if (node instanceof Node.Array array) {
            return new Node.Array(nodes(array.elements()), Span.NONE);
        }
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(mapping.entries().stream()
                    .map(e -> new Node.Mapping.Entry(e.key(), nodes(e.values()))).toList(), Span.NONE);
        }
        Node.Assignment assignment = (Node.Assignment) node;
        return new Node.Assignment(column(assignment.name()), without(assignment.value()), Span.NONE);
    }

    private static Node.Column column(Node.Column column) {
        return new Node.Column(column.name(), column.dataset(), column.braced(), Span.NONE);
    }
}
