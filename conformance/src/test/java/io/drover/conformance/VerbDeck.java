package io.drover.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** Deals transforms so that those that no recipe has had yet come first: a run of few recipes meets every one of them. */
final class VerbDeck {

    private final List<String> left = new ArrayList<>();

    /** One of those left. */
    String next(Collection<String> all, Random random) {
        if (left.isEmpty()) {
            left.addAll(all);
        }
        return left.get(random.nextInt(left.size()));
    }

    void played(String verb) {
        left.remove(verb);
    }
}
