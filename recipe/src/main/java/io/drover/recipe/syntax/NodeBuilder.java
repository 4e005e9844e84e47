package io.drover.recipe.syntax;

import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.WrangleParser.AssignmentsContext;
import io.drover.recipe.syntax.WrangleParser.BinaryContext;
import io.drover.recipe.syntax.WrangleParser.ColumnContext;
import io.drover.recipe.syntax.WrangleParser.ConditionalContext;
import io.drover.recipe.syntax.WrangleParser.EntryContext;
import io.drover.recipe.syntax.WrangleParser.ExprContext;
import io.drover.recipe.syntax.WrangleParser.ItemContext;
import io.drover.recipe.syntax.WrangleParser.OperandContext;
import io.drover.recipe.syntax.WrangleParser.PrefixContext;
import io.drover.recipe.syntax.WrangleParser.PrimaryContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Makes nodes of a parse tree. */
final class NodeBuilder {
    /**
     * The depth of the tree, which analysis and engines walk down with their stacks: a chain of operators leans to the left
     * and is as deep as it is long. A chain of {@code &&} or of {@code ||} is read as one call and adds one level.
     */
    static final int DEPTH_LIMIT = 300;
    /** Of operands in one chain. */
    static final int CHAIN_LIMIT = 1000;

    private final SourceText source;
    private final Map<Lexeme, Node.Unknown> unread;

    /** @param unread what tokens stand for that took the place of others, by identity */
    NodeBuilder(SourceText source, Map<Lexeme, Node.Unknown> unread) {
        this.source = source;
        this.unread = unread;
    }

    static final class TooManyOperatorsException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Span span;
        final transient int limit;

        TooManyOperatorsException(Span span, int limit) {
            super("too many operators at " + span, null, false, false);
            this.span = span;
            this.limit = limit;
        }
    }

    /** @param chain how many operands the chain has that ends here */
    private record Built(Node node, int depth, int chain) {}

    List<Node> build(ParserRuleContext tree) {
        if (tree instanceof AssignmentsContext assignments) {
            return assignments.assignment().stream().map(this::assignment).toList();
        }
        return ((WrangleParser.ValuesContext) tree).item().stream().map(item -> item(item).node()).toList();
    }

    private Node assignment(WrangleParser.AssignmentContext context) {
        if (context instanceof WrangleParser.NamedContext named) {
            return new Node.Assignment(column(named.column()), expr(named.expr()).node(), span(named));
        }
        return item(((WrangleParser.UnnamedContext) context).item()).node();
    }

    private Built item(ItemContext context) {
        if (context instanceof WrangleParser.WildcardContext) {
            return leaf(new Node.Wildcard(span(context)));
        }
        if (context instanceof WrangleParser.RangeContext range) {
            return leaf(new Node.Range(column(range.from), column(range.to), span(context)));
        }
        if (context instanceof WrangleParser.MappingContext mapping) {
            return leaf(new Node.Mapping(mapping.entry().stream().map(this::entry).toList(), span(context)));
        }
        if (context instanceof WrangleParser.DatasetContext dataset) {
            String name = value(dataset.DATASET().getSymbol());
            return leaf(new Node.Column(name, Optional.empty(), false, span(context)));
        }
        return expr(((WrangleParser.ValueContext) context).expr());
    }

    private Node.Mapping.Entry entry(EntryContext context) {
        return new Node.Mapping.Entry(value(context.key), context.item().stream().map(i -> item(i).node()).toList());
    }

    private Built expr(ExprContext context) {
        if (context instanceof OperandContext operand) {
            return primary(operand.primary());
        }
        if (context instanceof PrefixContext prefix) {
            String name = prefix.op.getType() == WrangleParser.NOT ? "NOT" : "NEGATE";
            return operator(name, prefix.op, context, List.of(expr(prefix.expr())));
        }
        if (context instanceof ConditionalContext conditional) {
            return operator("IF", conditional.QUESTION().getSymbol(), context,
                    conditional.expr().stream().map(this::expr).toList());
        }
        return chain((BinaryContext) context);
    }

    /** Folds a left-leaning chain without recursing along it. */
    private Built chain(BinaryContext last) {
        Deque<BinaryContext> operators = new ArrayDeque<>();
        ExprContext leftmost = last;
        while (leftmost instanceof BinaryContext binary) {
            operators.push(binary);
            leftmost = binary.expr(0);
        }
        Built left = expr(leftmost);
        for (BinaryContext binary : operators) {
            left = operator(Operators.ofToken(binary.op.getType()).function(), binary.op, binary,
                    List.of(left, expr(binary.expr(1))));
        }
        return left;
    }

    private Built operator(String name, Token symbol, ParserRuleContext context, List<Built> arguments) {
        Node.Call call = new Node.Call(name, nodes(arguments), true, span(symbol, symbol), span(context));
        if (call.isChained()) {
            int length = arguments.get(0).chain() + 1;
            if (length > CHAIN_LIMIT) {
                throw new TooManyOperatorsException(call.span(), CHAIN_LIMIT);
            }
            int depth = Math.max(arguments.get(0).depth(), deeper(call, arguments.subList(1, 2)).depth());
            return new Built(call, depth, length);
        }
        return deeper(call, arguments);
    }

    private Built primary(PrimaryContext context) {
        Span span = span(context);
        Lexeme first = (Lexeme) context.start;
        if (unread.containsKey(first)) {
            return leaf(unread.get(first));
        }
        if (context instanceof WrangleParser.StringContext) {
            return leaf(new Node.Text(first.value, span));
        }
        if (context instanceof WrangleParser.NumberContext) {
            return leaf(new Node.Number(first.value, span));
        }
        if (context instanceof WrangleParser.BoolContext) {
            return leaf(new Node.Bool(first.value.equalsIgnoreCase("true"), span));
        }
        if (context instanceof WrangleParser.PatternContext) {
            Node.Pattern.Kind kind = first.getType() == WrangleParser.PATTERN
                    ? Node.Pattern.Kind.TRIFACTA : Node.Pattern.Kind.REGEX;
            return leaf(new Node.Pattern(first.value, kind, span));
        }
        if (context instanceof WrangleParser.VariableContext) {
            return leaf(new Node.Variable(first.value, span));
        }
        if (context instanceof WrangleParser.ReferenceContext reference) {
            return leaf(column(reference.column()));
        }
        if (context instanceof WrangleParser.CallContext call) {
            List<Built> arguments = items(call.item());
            Node node = new Node.Call(first.value.toUpperCase(Locale.ROOT), nodes(arguments), false,
                    span(first, first), span);
            return deeper(node, arguments);
        }
        if (context instanceof WrangleParser.ArrayContext array) {
            List<Built> elements = items(array.item());
            return deeper(new Node.Array(nodes(elements), span), elements);
        }
        return expr(((WrangleParser.GroupContext) context).expr());
    }

    private Node.Column column(ColumnContext context) {
        Lexeme name = (Lexeme) context.name;
        Optional<String> dataset = Optional.empty();
        if (context.QUALIFIER() != null) {
            dataset = Optional.of(value(context.QUALIFIER().getSymbol()));
        } else if (!context.words.isEmpty()) {
            dataset = Optional.of(context.words.stream().map(Token::getText).collect(Collectors.joining(".")));
        }
        return new Node.Column(name.value, dataset, name.getType() == WrangleParser.BRACED, span(context));
    }

    private List<Built> items(List<ItemContext> items) {
        List<Built> built = new ArrayList<>(items.size());
        for (ItemContext item : items) {
            built.add(item(item));
        }
        return built;
    }

    private static List<Node> nodes(List<Built> built) {
        return built.stream().map(Built::node).toList();
    }

    private static Built leaf(Node node) {
        return new Built(node, 1, 1);
    }

    private static Built deeper(Node node, List<Built> children) {
        int depth = 1 + children.stream().mapToInt(Built::depth).max().orElse(0);
        if (depth > DEPTH_LIMIT) {
            throw new TooManyOperatorsException(node.span(), DEPTH_LIMIT);
        }
        return new Built(node, depth, 2);
    }

    private static String value(Token token) {
        return ((Lexeme) token).value;
    }

    private Span span(ParserRuleContext context) {
        return span(context.start, context.stop);
    }

    private Span span(Token first, Token last) {
        return source.span(((Lexeme) first).begin, ((Lexeme) last).end);
    }
}
