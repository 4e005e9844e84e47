package io.drover.launcher.jobgroups;

import java.time.Instant;

/**
 * A part of a job group that has a state of its own.
 *
 * @param type wrangle, filewriter or profile
 * @param writeSetting of a filewriter job, else null
 * @param heartbeatAt null before the first sign of life
 * @param errorMessage null unless it failed
 */
public record Job(
        long id, long jobGroup, String type, int position, Long writeSetting, String status, int percent,
        Instant heartbeatAt, String errorCode, String errorMessage, Instant createdAt, Instant updatedAt) {}
