package io.drover.cli.run;

import java.io.PrintWriter;

/** A progress bar on a terminal, a plain line per change elsewhere. */
public final class ProgressDisplay implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final int PLAIN_STEP = 10;

    private final PrintWriter out;
    private final String title;
    private final boolean terminal;
    private int shownPercent = -1;
    private String shownText = "";

    private ProgressDisplay(PrintWriter out, String title, boolean terminal) {
        this.out = out;
        this.title = title;
        this.terminal = terminal;
    }

    public static ProgressDisplay on(PrintWriter out, String title) {
        return new ProgressDisplay(out, title, System.console() != null);
    }

    public void show(int percent, String text) {
        if (percent == shownPercent && text.equals(shownText)) {
            return;
        }
        if (terminal) {
            int filled = Math.max(0, Math.min(WIDTH, percent * WIDTH / 100));
            out.print("\r" + title + " [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] "
                    + String.format("%3d %% ", percent) + text + "\u001b[K");
            out.flush();
        } else if (!text.equals(shownText) || percent / PLAIN_STEP != shownPercent / PLAIN_STEP) {
            out.println(title + ": " + percent + " % " + text);
        }
        shownPercent = percent;
        shownText = text;
    }

    /** A line of its own, above the bar. */
    public void line(String text) {
        if (terminal) {
            out.print("\r\u001b[K");
        }
        out.println(text);
        shownPercent = -1;
    }

    @Override
    public void close() {
        if (terminal && !shownText.isEmpty()) {
            out.println();
        }
        out.flush();
    }
}
