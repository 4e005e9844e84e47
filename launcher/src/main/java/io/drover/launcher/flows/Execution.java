package io.drover.launcher.flows;

import java.util.List;

/** The names clients know engines by, and the engine each means. */
public final class Execution {
    public static final List<String> NAMES =
            List.of("photon", "spark", "emrSpark", "databricksSpark", "dataflow", "hadoop");

    private Execution() {}

    /** {@code photon} or {@code spark}. */
    public static String engine(String name) {
        return name.equals("photon") ? "photon" : "spark";
    }
}
