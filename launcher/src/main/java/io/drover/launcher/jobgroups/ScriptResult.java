package io.drover.launcher.jobgroups;

import java.time.Instant;

/** A published output. @param uri where it really is */
public record ScriptResult(
        long id, long job, long jobGroup, String uri, String format, String compression, boolean header,
        boolean directory, boolean primary, long size, long rows, Instant createdAt) {}
