package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Formulas over given columns: documented calls, with columns, other calls and nasty constants in the places of their
 * arguments. Not every one compiles.
 */
final class RandomFormulas {

    private static final int DEEPEST = 2;

    private static final List<Node> PATTERNS = List.of(
            regex("[0-9]+"), regex("."), regex("^\\s*"), regex("(a|b)*$"), regex("\\bx"), regex("[^a-z]"), regex("é|\\u00e9"),
            regex("(?i)STRASSE|ß"), regex("(a+)+$"), regex("(?=.*[0-9])."), regex("(.)\\1"), regex("\\p{L}+"), regex("[\\s\\S]"),
            regex("x*"), regex("\\B"), regex("(|a){2,3}"), regex("\\x{1F600}"),
            trifacta("{digit}+"), trifacta("{start}%"), trifacta("{alpha}{any}?"), trifacta("({upper}|{lower})+"),
            trifacta("{delim}"), text("a"), text(","), text("."), text("$1"), text("\n"), text(""));

    private static final List<String> UNITS = List.of("year", "quarter", "month", "week", "dayofyear", "day", "hour", "minute",
            "second", "millisecond");

    /** Of Datetimes, and some of numbers. */
    private static final List<String> FORMATS = List.of("yyyy-MM-dd", "dd/MM/yy", "M/d/yyyy h:mm a", "EEEE, d MMMM yyyy",
            "EEE MMM d", "HH:mm:ss.SSS", "yyyy-MM-dd'T'HH:mm:ssX", "D", "yy", "H", "k", "h", "'it''s' yyyy", "yyyyMMdd", "MMM",
            "ss", "a", "yyyy MM dd HH mm ss SSS XXX", "0.00", "#,##0.###", "000", "$#,##0.00;(#)", "0E0", "0%");

    private final Random random;
    private final FunctionDeck deck;
    private final List<Column> columns;
    private final Set<String> uses = new TreeSet<>();

    RandomFormulas(Random random, FunctionDeck deck, List<Column> columns) {
        this.random = random;
        this.deck = deck;
        this.columns = columns;
    }

    /** What the formulas so far have called on what: {@code FUNCTION × Type}. */
    Set<String> uses() {
        return uses;
    }

    Node scalar() {
        return formula(FunctionEntry.Kind.SCALAR, 0);
    }

    /** Also one over rows. */
    Node any() {
        int dice = random.nextInt(6);
        return dice == 0 ? aggregate() : dice == 1 ? window() : scalar();
    }

    Node aggregate() {
        return formula(FunctionEntry.Kind.AGGREGATE, 0);
    }

    Node window() {
        return formula(FunctionEntry.Kind.WINDOW, 0);
    }

    /** A test that most values pass. */
    Node present() {
        String test = random.nextBoolean() ? "ISNULL" : "ISMISSING";
        Column column = columns.get(random.nextInt(columns.size()));
        uses.add(test + " × " + column.type().name().recipeName());
        Node missing = new Node.Call(test, List.of(new Node.Array(List.of(
                new Node.Column(column.name(), Optional.empty(), true, Span.NONE)), Span.NONE)), false, Span.NONE, Span.NONE);
        return new Node.Call("NOT", List.of(missing), true, Span.NONE, Span.NONE);
    }

    /** Places in a documented call where a column can stand: the argument's and, in a bracketed list, the element's. */
    record Slot(int argument, int element) {}

    static List<Slot> slots(FunctionEntry entry, Node.Call call) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            Kind kind = kind(entry, i);
            if (kind == Kind.LIST && call.arguments().get(i) instanceof Node.Array array) {
                for (int e = 0; e < array.elements().size(); e++) {
                    slots.add(new Slot(i, e));
                }
            } else if (kind.isValue()) {
                slots.add(new Slot(i, -1));
            }
        }
        return slots;
    }

    /** A documented call, changed, with that column in that place. */
    Node with(FunctionEntry entry, Node.Call call, Slot slot, Column column) {
        Node.Call changed = (Node.Call) changed(entry, call, 0);
        List<Node> arguments = new ArrayList<>(changed.arguments());
        Node reference = new Node.Column(column.name(), Optional.empty(), true, Span.NONE);
        if (slot.element() < 0) {
            arguments.set(slot.argument(), reference);
        } else {
            List<Node> elements = new ArrayList<>(((Node.Array) arguments.get(slot.argument())).elements());
            elements.set(slot.element(), reference);
            arguments.set(slot.argument(), new Node.Array(elements, Span.NONE));
        }
        return new Node.Call(changed.name(), arguments, changed.infix(), changed.nameSpan(), changed.span());
    }

    private static Kind kind(FunctionEntry entry, int argument) {
        return entry.parameters().get(Math.min(argument, entry.parameters().size() - 1)).kind();
    }

    Node pattern() {
        return PATTERNS.get(random.nextInt(PATTERNS.size()));
    }

    private Node formula(FunctionEntry.Kind kind, int depth) {
        FunctionDeck.Calls calls = deck.deal(kind, random);
        return changed(calls.entry(), calls.calls().get(random.nextInt(calls.calls().size())), depth);
    }

    private Node changed(FunctionEntry entry, Node.Call call, int depth) {
        List<Node> arguments = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments.add(argument(entry, kind(entry, i), call.arguments().get(i), depth));
        }
        if (arguments.isEmpty()) {
            uses.add(entry.name() + " × nothing");
        }
        return new Node.Call(call.name(), arguments, call.infix(), call.nameSpan(), call.span());
    }

    private Node argument(FunctionEntry entry, Kind kind, Node documented, int depth) {
        switch (kind) {
            case KEYWORD -> {
                return documented;
            }
            case UNIT -> {
                return random.nextBoolean() ? documented : word(UNITS.get(random.nextInt(UNITS.size())));
            }
            case TYPE -> {
                TypeName[] types = TypeName.values();
                return random.nextBoolean() ? documented : text(types[random.nextInt(types.length)].recipeName());
            }
            case FORMAT -> {
                return random.nextBoolean() ? documented : text(FORMATS.get(random.nextInt(FORMATS.size())));
            }
            case PATTERN -> {
                return random.nextInt(3) > 0 ? documented : pattern();
            }
            case LIST -> {
                if (documented instanceof Node.Array array) {
                    return new Node.Array(array.elements().stream()
                            .map(element -> argument(entry, Kind.ANY, element, depth)).toList(), array.span());
                }
            }
            default -> { }
        }
        int dice = random.nextInt(20);
        boolean column = documented instanceof Node.Column;
        if (dice < 6 && !column) {
            uses.add(entry.name() + " × constant");
            return documented;
        }
        if (dice < 16 || column) {
            Column chosen = column(kind);
            uses.add(entry.name() + " × " + chosen.type().name().recipeName());
            return new Node.Column(chosen.name(), Optional.empty(), true, Span.NONE);
        }
        if (dice < 18 && depth < DEEPEST) {
            uses.add(entry.name() + " × formula");
            return formula(FunctionEntry.Kind.SCALAR, depth + 1);
        }
        String nasty = NastyValues.text(TypeName.STRING, random);
        uses.add(entry.name() + " × " + (nasty == null ? "null" : "constant"));
        return nasty == null ? new Node.Call("NULL", List.of(), false, Span.NONE, Span.NONE) : text(nasty);
    }

    /** Mostly one of a type that the parameter takes. */
    private Column column(Kind kind) {
        List<Column> fitting = random.nextInt(4) == 0 ? columns
                : columns.stream().filter(column -> fits(kind, column.type().name())).toList();
        List<Column> choice = fitting.isEmpty() ? columns : fitting;
        return choice.get(random.nextInt(choice.size()));
    }

    private static boolean fits(Kind kind, TypeName type) {
        return switch (kind) {
            case INTEGER -> type == TypeName.INTEGER;
            case DECIMAL, NUMBER -> type.isNumeric();
            case BOOLEAN -> type == TypeName.BOOLEAN;
            case DATETIME -> type == TypeName.DATETIME;
            case ARRAY -> type == TypeName.ARRAY;
            case OBJECT -> type == TypeName.MAP;
            case TEXT, ANY, LIST, PATTERN, UNIT, KEYWORD, TYPE, FORMAT -> true;
        };
    }

    private static Node regex(String source) {
        return new Node.Pattern(source, Node.Pattern.Kind.REGEX, Span.NONE);
    }

    private static Node trifacta(String source) {
        return new Node.Pattern(source, Node.Pattern.Kind.TRIFACTA, Span.NONE);
    }

    private static Node word(String word) {
        return new Node.Column(word, Optional.empty(), false, Span.NONE);
    }

    static Node text(String value) {
        return new Node.Text(value, Span.NONE);
    }
}
