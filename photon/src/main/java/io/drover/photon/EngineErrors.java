package io.drover.photon;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import java.sql.SQLException;
import java.util.Locale;

/** DuckDB's errors as failures that a person can act on. */
final class EngineErrors {
    private EngineErrors() {}

    static JobFailure failure(SQLException e) {
        String message = String.valueOf(e.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("disk full")
                || lower.contains("max_temp_directory_size") || lower.contains("failed to write")) {
            return JobCode.ENGINE_FAILED.failure("the disk for temporary data is full; give the job's working folder"
                    + " more space, or the engine more memory. The engine says: " + firstLine(message), e);
        }
        if (lower.startsWith("out of memory error") || lower.contains("failed to allocate")) {
            return JobCode.ENGINE_FAILED.failure("the job needs more memory than its limit allows, even with data spilled"
                    + " to disk; raise the memory limit or lower the threads. The engine says: "
                    + firstLine(message), e);
        }
        return JobCode.ENGINE_FAILED.failure("the local engine failed: " + message, e);
    }

    static boolean isUnreadableText(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("CSV Error") || message.contains("CSV Parser") || message.contains("Invalid unicode")
                || message.contains("Invalid string encoding") || message.contains("not utf-8")
                || message.contains("UTF-8") || message.contains("sniffing");
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
