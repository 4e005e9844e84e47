package io.drover.recipe.transform;

import io.drover.recipe.pattern.MatchClauses;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.Plan.Scan.Field;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.plan.PlanRewrite;
import io.drover.recipe.plan.PlanTree;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lets the scan cut records into fields where the steps behind {@code splitrows} do no more than that: {@code split} of the
 * record at one delimiter, with the quote of {@code splitrows} or none, and, on every field, the two replacements that
 * undouble quotes and strip the enclosing ones. The rows are the same by {@link Reading.Fields}; the record's text and its
 * list of parts are never made, and only the fields that something reads.
 *
 * <p>Comes behind the merging of projects, which puts the steps of one field into one expression.
 */
public final class FuseStructure implements PlanRewrite {

    private static final Set<String> QUOTES = Set.of("\"", "'");

    @Override
    public Plan apply(Plan root, Set<String> required) {
        List<Plan> nodes = PlanTree.bottomUp(root);
        Map<Plan, List<Plan>> readers = new IdentityHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Plan node : nodes) {
            PlanTree.inputs(node).forEach(input -> readers.computeIfAbsent(input, absent -> new ArrayList<>()).add(node));
            node.columns().forEach(column -> taken.add(column.id()));
        }
        Map<Plan, Plan> fused = new IdentityHashMap<>();
        for (Plan node : nodes) {
            if (node instanceof Plan.Scan scan && scan.reading() instanceof Reading.Records records && isPlain(records)) {
                fused.putAll(Chain.fused(scan, records, above(scan, readers), taken));
            }
        }
        if (fused.isEmpty()) {
            return root;
        }
        Map<Plan, Plan> done = new IdentityHashMap<>();
        for (Plan node : nodes) {
            Plan replaced = fused.get(node);
            done.put(node, replaced != null ? replaced : PlanTree.inputs(node).isEmpty() ? node
                    : PlanTree.withInputs(node, PlanTree.inputs(node).stream().map(done::get).toList()));
        }
        return done.get(root);
    }

    /** Whether a quote is made ordinary only by doubling it, as the split of a record knows it. */
    private static boolean isPlain(Reading.Records records) {
        boolean separated = records.separator().filter(text -> !text.isEmpty()).isPresent();
        return separated && (records.quote().isEmpty() || QUOTES.contains(records.quote().get())
                && records.quote().equals(records.escape()));
    }

    /** The projects and filters over the scan, up to the first node that several read. */
    private static List<Plan> above(Plan scan, Map<Plan, List<Plan>> readers) {
        List<Plan> chain = new ArrayList<>();
        Plan node = scan;
        while (readers.getOrDefault(node, List.of()).size() == 1) {
            node = readers.get(node).get(0);
            if (!(node instanceof Plan.Project || node instanceof Plan.Filter)) {
                break;
            }
            chain.add(node);
        }
        return chain;
    }

    /** Something reads the record or its parts in another way. */
    private static final class NotFusible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFusible() {
            super(null, null, false, false);
        }
    }

    /** What a split does. */
    private record Cut(String delimiter, Optional<String> quote, long limit) {}

    /** One scan and what stands over it. */
    private static final class Chain {
        private final Plan.Scan scan;
        private final Reading.Records records;
        private final boolean unquoted;
        private final Set<String> taken;
        private final Set<String> texts = new HashSet<>();
        private final Set<String> lists = new HashSet<>();
        private final Map<Integer, PlanColumn> fields = new TreeMap<>();
        private Cut cut;
        private int plainReads;
        private int unquotedReads;

        private Chain(Plan.Scan scan, Reading.Records records, boolean unquoted, Set<String> taken) {
            this.scan = scan;
            this.records = records;
            this.unquoted = unquoted;
            this.taken = taken;
            scan.fields().stream().filter(field -> field.kind() == Field.Kind.VALUE)
                    .forEach(field -> texts.add(field.column().id()));
        }

        /** The nodes to put in place of the scan and the chain's; empty if they stay. */
        static Map<Plan, Plan> fused(Plan.Scan scan, Reading.Records records, List<Plan> nodes, Set<String> taken) {
            try {
                Chain keeping = new Chain(scan, records, false, new HashSet<>(taken));
                Map<Plan, Plan> kept = keeping.rebuild(nodes);
                boolean allUnquoted = keeping.plainReads == 0 && keeping.unquotedReads > 0;
                return allUnquoted ? new Chain(scan, records, true, taken).rebuild(nodes) : kept;
            } catch (NotFusible e) {
                return Map.of();
            }
        }

        private Map<Plan, Plan> rebuild(List<Plan> nodes) {
            List<Plan> changed = new ArrayList<>();
            List<Boolean> carries = new ArrayList<>();
            for (Plan node : nodes) {
                boolean carried = !texts.isEmpty() || !lists.isEmpty();
                if (node instanceof Plan.Project project) {
                    changed.add(new Plan.Project(project.input(), expressions(project)));
                } else {
                    Plan.Filter filter = (Plan.Filter) node;
                    changed.add(new Plan.Filter(filter.input(), rewritten(filter.condition())));
                }
                carries.add(carried && (!texts.isEmpty() || !lists.isEmpty()));
            }
            if (cut == null || !texts.isEmpty() || !lists.isEmpty()) {
                throw new NotFusible();
            }
            Plan input = new Plan.Scan(scan.source(), new Reading.Fields(records, cut.delimiter(), (int) cut.limit() + 1,
                    unquoted), scanned());
            Map<Plan, Plan> done = new IdentityHashMap<>();
            done.put(scan, input);
            for (int i = 0; i < nodes.size(); i++) {
                if (changed.get(i) instanceof Plan.Project project) {
                    List<NamedExpr> all = new ArrayList<>(project.expressions());
                    if (carries.get(i)) {
                        // Fields go the way that the record or its parts went.
                        fields.values().forEach(field -> all.add(NamedExpr.keep(field)));
                    }
                    input = new Plan.Project(input, all);
                } else {
                    input = new Plan.Filter(input, ((Plan.Filter) changed.get(i)).condition());
                }
                done.put(nodes.get(i), input);
            }
            return done;
        }

        private List<Field> scanned() {
            List<Field> all = new ArrayList<>();
            scan.fields().stream().filter(field -> field.kind() != Field.Kind.VALUE).forEach(all::add);
            fields.forEach((index, column) -> all.add(new Field(Field.Kind.VALUE, index, column)));
            return all;
        }

        private List<NamedExpr> expressions(Plan.Project project) {
            List<NamedExpr> kept = new ArrayList<>();
            Set<String> nextTexts = new HashSet<>();
            Set<String> nextLists = new HashSet<>();
            for (NamedExpr named : project.expressions()) {
                if (isText(named.expr())) {
                    nextTexts.add(named.id());
                } else if (isParts(named.expr())) {
                    nextLists.add(named.id());
                } else {
                    kept.add(new NamedExpr(named.id(), rewritten(named.expr())));
                }
            }
            texts.clear();
            texts.addAll(nextTexts);
            lists.clear();
            lists.addAll(nextLists);
            return kept;
        }

        private Expr rewritten(Expr expr) {
            Integer stripped = strippedField(expr);
            if (stripped != null) {
                unquotedReads++;
                if (unquoted) {
                    return field(stripped, expr.type());
                }
                Expr.Call strip = (Expr.Call) expr;
                Expr.Call undouble = (Expr.Call) strip.arguments().get(0);
                return with(strip, with(undouble, field(stripped, undouble.arguments().get(0).type())));
            }
            Integer part = part(expr);
            if (part != null) {
                plainReads++;
                return field(part, expr.type());
            }
            if (isText(expr) || isParts(expr)) {
                throw new NotFusible();
            }
            List<Expr> arguments = ExprTree.arguments(expr);
            return arguments.isEmpty() ? expr
                    : ExprTree.withArguments(expr, arguments.stream().map(this::rewritten).toList());
        }

        private static Expr with(Expr.Call call, Expr first) {
            List<Expr> arguments = new ArrayList<>(call.arguments());
            arguments.set(0, first);
            return new Expr.Call(call.operation(), arguments, call.type());
        }

        private Expr field(int index, ValueType type) {
            PlanColumn column = fields.computeIfAbsent(index, absent -> {
                String id = "field_" + index;
                for (int n = 2; !taken.add(id); n++) {
                    id = "field_" + index + "_" + n;
                }
                return new PlanColumn(id, ValueType.TEXT);
            });
            return new Expr.Column(column.id(), type);
        }

        private boolean isText(Expr expr) {
            return expr instanceof Expr.Column column && texts.contains(column.id());
        }

        private boolean isParts(Expr expr) {
            if (expr instanceof Expr.Column column) {
                return lists.contains(column.id());
            }
            if (!(expr instanceof Expr.Call call) || !call.operation().equals(Split.AT_MATCHES)
                    && !call.operation().equals(Split.AT_LITERAL) || !isText(call.arguments().get(0))) {
                return false;
            }
            Cut found = cut(call);
            if (cut != null && !cut.equals(found)) {
                throw new NotFusible();
            }
            cut = found;
            return true;
        }

        /** @throws NotFusible if it isn't at one delimiter, with the quote that the records have */
        private Cut cut(Expr.Call call) {
            String encoded = (String) constant(call, 1);
            Object limit = constant(call, 2);
            String delimiter = MatchClauses.of(encoded).on().flatMap(Regex::literal).orElseThrow(NotFusible::new);
            MatchClauses.Builder same = MatchClauses.builder().on(Regex.encode(Regex.Kind.LITERAL, delimiter));
            records.quote().ifPresent(quote -> same.quote(quote.codePointAt(0)));
            boolean ordinary = delimiter.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\t')
                    && records.quote().filter(delimiter::contains).isEmpty()
                    && records.separator().orElseThrow().chars().noneMatch(c -> delimiter.indexOf(c) >= 0);
            if (delimiter.isEmpty() || !ordinary || !same.build().encode().equals(encoded)
                    || !(limit instanceof Long count) || count < 1) {
                throw new NotFusible();
            }
            return new Cut(delimiter, records.quote(), count);
        }

        /** Which part of the record it is; null if it is none. */
        private Integer part(Expr expr) {
            if (expr instanceof Expr.Call call && call.operation().equals(RowOperations.ELEMENT)
                    && isParts(call.arguments().get(0)) && constant(call, 1) instanceof Long index
                    && index >= 0 && index <= cut.limit()) {
                return (int) (long) index;
            }
            return null;
        }

        /** Which part it is with quotes undoubled and the enclosing ones stripped; null if it isn't that. */
        private Integer strippedField(Expr expr) {
            String quote = records.quote().orElse(null);
            if (quote == null || !(expr instanceof Expr.Call strip) || !strip.operation().equals(Replace.PORTABLE_ALL)
                    || !(strip.arguments().get(0) instanceof Expr.Call undouble)
                    || !undouble.operation().equals(Replace.LITERAL_ALL)) {
                return null;
            }
            String enclosing = MatchClauses.builder()
                    .on(Regex.encode(Regex.Kind.TRIFACTA, "{start}" + quote + "|" + quote + "{end}")).build().encode();
            String doubled = MatchClauses.builder().on(Regex.encode(Regex.Kind.LITERAL, quote + quote)).build().encode();
            boolean strips = enclosing.equals(constant(strip, 1)) && "".equals(constant(strip, 2));
            boolean undoubles = doubled.equals(constant(undouble, 1)) && quote.equals(constant(undouble, 2));
            return strips && undoubles ? part(undouble.arguments().get(0)) : null;
        }

        private static Object constant(Expr.Call call, int argument) {
            return call.arguments().get(argument) instanceof Expr.Literal literal ? literal.value() : null;
        }
    }
}
