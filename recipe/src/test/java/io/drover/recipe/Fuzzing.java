package io.drover.recipe;

import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What strangers may send: problems and the exceptions of this language may come out of it, nothing else, and soon. Each
 * input runs on a thread with the stack of a server's.
 */
final class Fuzzing {
    static final long SEED = 20261124;

    static final List<String> PIECES = List.of("(", ")", "[", "]", "{", "}", "'", "\"", "`", "/", "\\", ":", ",", "~",
            "*", "-", "!", "$", "$col", "${", "==", "&&", "||", "?", "\n", "\r", "\0", "\uFEFF", "😀", "\uD800", "é",
            "\u2028", "//", "NULL()", "1e999", "9223372036854775808", "{any}", "{start}", "(?<=a)b", "\\1", "$9", "'%'",
            "current_dataset.", " as: ", " col: *", " value: ", " on: ", "group: ", "limit: 999999999999", "limit: -1",
            "-1", "0", "SUM(", "PREV(a, 1)", "SESSION(", "[[", "MISSING.", "~a", "splitrows col: column1 on: '\\n'\n");

    /** Far above what any input needs, even on a busy machine; what grows exponentially is far above it. */
    private static final int SECONDS = 60;

    private static final long STACK_BYTES = 1 << 20;

    private Fuzzing() {}

    /** Runs on a thread of its own, which is left behind if it doesn't end. */
    static void bounded(String input, Runnable action) throws Exception {
        FutureTask<Void> task = new FutureTask<>(action, null);
        Thread thread = new Thread(null, task, "fuzz", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        String shown = input.length() > 300 ? input.substring(0, 300) + "… (" + input.length() + ")" : input;
        try {
            task.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            AssertionError hang = new AssertionError("takes more than " + SECONDS + " s: " + shown);
            hang.setStackTrace(thread.getStackTrace());
            throw hang;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError(shown, e.getCause());
        }
    }

    /** What closes the brackets that the piece opens. */
    static String closing(String piece) {
        StringBuilder closing = new StringBuilder();
        for (int i = piece.length() - 1; i >= 0; i--) {
            switch (piece.charAt(i)) {
                case '(' -> closing.append(')');
                case '[' -> closing.append(']');
                case '{' -> closing.append('}');
                default -> { }
            }
        }
        return closing.toString();
    }
}
