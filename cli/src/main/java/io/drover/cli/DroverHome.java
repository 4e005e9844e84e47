package io.drover.cli;

import java.util.Map;

/** Where Drover keeps what is its own on a machine, if neither an option nor a setting says so. */
public final class DroverHome {
    private DroverHome() {}

    /** {@code $DROVER_HOME}, else {@code ~/.drover}, as one would write it. */
    public static String text() {
        return text(System.getenv());
    }

    static String text(Map<String, String> environment) {
        String home = environment.getOrDefault("DROVER_HOME", "");
        return home.isBlank() ? "~/.drover" : home;
    }
}
