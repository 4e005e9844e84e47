package io.drover.conformance;

import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.Example;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.syntax.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Deals functions so that none comes again before all others of its kind came: a run meets every one of them. */
final class FunctionDeck {

    private static final Map<FunctionEntry.Kind, List<Calls>> ALL = calls();

    private final Map<FunctionEntry.Kind, Deque<Calls>> decks = new EnumMap<>(FunctionEntry.Kind.class);

    /** Documented calls of an entry. */
    record Calls(FunctionEntry entry, List<Node.Call> calls) {}

    Calls deal(FunctionEntry.Kind kind, Random random) {
        Deque<Calls> deck = decks.computeIfAbsent(kind, each -> new ArrayDeque<>());
        if (deck.isEmpty()) {
            List<Calls> shuffled = new ArrayList<>(ALL.get(kind));
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        return deck.remove();
    }

    /** Every function with its documented calls. */
    static List<Calls> all() {
        return ALL.values().stream().flatMap(List::stream).toList();
    }

    private static Map<FunctionEntry.Kind, List<Calls>> calls() {
        Map<FunctionEntry.Kind, List<Calls>> calls = new EnumMap<>(FunctionEntry.Kind.class);
        for (FunctionEntry entry : Catalogue.standard().entries()) {
            List<Node.Call> documented = new ArrayList<>();
            for (Example example : entry.examples()) {
                call(Formulas.parse(example.call()), entry).ifPresent(documented::add);
            }
            calls.computeIfAbsent(entry.kind(), kind -> new ArrayList<>()).add(new Calls(entry, documented));
        }
        return calls;
    }

    private static Optional<Node.Call> call(Node node, FunctionEntry entry) {
        if (!(node instanceof Node.Call call)) {
            return Optional.empty();
        }
        return entry.name().equalsIgnoreCase(call.name()) ? Optional.of(call)
                : call.arguments().stream().flatMap(argument -> call(argument, entry).stream()).findFirst();
    }
}
