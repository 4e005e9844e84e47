package io.drover.conformance;

import io.drover.recipe.function.CaseKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many documented cases of each kind gave their result, by entry and engine, as a file under {@code target/cases}. */
final class CaseReport {

    private final Map<String, int[]> counts = new TreeMap<>();

    /** @param held whether the engine gave the documented result */
    synchronized void add(String entry, String engine, Set<CaseKind> kinds, boolean held) {
        int[] row = counts.computeIfAbsent(entry + "," + engine, key -> new int[CaseKind.values().length + 1]);
        if (held) {
            kinds.forEach(kind -> row[kind.ordinal()]++);
        } else {
            row[CaseKind.values().length]++;
        }
    }

    void write(String name) {
        String head = "entry,engine," + Arrays.stream(CaseKind.values()).map(CaseKind::title)
                .collect(Collectors.joining(",")) + ",failed\n";
        String rows = counts.entrySet().stream().map(row -> row.getKey() + "," + Arrays.stream(row.getValue())
                .mapToObj(Integer::toString).collect(Collectors.joining(",")) + "\n").collect(Collectors.joining());
        try {
            Path folder = Files.createDirectories(Path.of("target", "cases"));
            Files.writeString(folder.resolve(name + ".csv"), head + rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
