package io.drover.launcher.web;

import java.util.List;

/**
 * One job group ready to be drawn.
 *
 * @param livePath of the fragment that refreshes it
 * @param rows of the result, null while unknown
 * @param heartbeat when the driver was last heard of, null when that says nothing
 * @param error of the job that failed first, null if none did
 * @param profile null if there is none
 * @param log its end
 */
public record GroupView(
        long id, boolean finished, String livePath, String dataset, String flow, String status, String engine,
        String creator, String ranfrom, String createdAt, String duration, String rows, String heartbeat,
        String error, List<String> warnings, List<JobView> jobs, List<OutputView> outputs, ProfileView profile,
        String log) {

    /** @param what it works on, empty if there is nothing to say */
    public record JobView(long id, String type, String what, String status, int percent, String error) {}

    public record OutputView(long id, String uri, String format, String size) {}
}
