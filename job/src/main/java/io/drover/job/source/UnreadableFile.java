package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;

/** What to tell when storage or decompression fails in the middle of a source. */
public final class UnreadableFile {
    private UnreadableFile() {}

    /** @param after number of the file's record that was read last, 0 if there was none */
    public static JobFailure failure(String uri, long after, IOException e) {
        return failure(uri, FileRange.WHOLE, after, e);
    }

    /** @param after number of the part's record that was read last, 0 if there was none */
    public static JobFailure failure(String uri, FileRange part, long after, IOException e) {
        if (e instanceof FileNotFoundException) {
            return JobCode.NO_INPUT.failure(uri + " was there when it was listed, and is gone", e);
        }
        String what = e instanceof EOFException ? "it ends in the middle"
                : e.getMessage() == null ? e.toString() : e.getMessage();
        return JobCode.UNREADABLE_INPUT.failure(
                uri + " can't be read" + (after == 0 && part.start() == 0 ? "" : " on after " + part.place(after)) + ": " + what, e);
    }
}
