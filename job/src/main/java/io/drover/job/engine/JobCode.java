package io.drover.job.engine;

/** The stable codes of what can go wrong with a job. A number is never reused. */
public enum JobCode {
    INVALID_SPEC(101),
    UNSUPPORTED_VERSION(102),
    INVALID_DOCUMENT(103),
    NO_INPUT(201),
    UNREADABLE_INPUT(202),
    INPUT_FORMAT(203),
    PLACE_FORBIDDEN(204),
    BAD_RECORDS(205),
    INVALID_RECIPE(301),
    ENGINE_FAILED(401),
    TIME_LIMIT(402),
    ENGINE_STOPPED(403),
    TARGET_KIND(501),
    TARGET_UNSUPPORTED(502),
    NOT_PUBLISHED(503),
    PUBLICATION_UNKNOWN(504),
    SUPERSEDED(505),
    STAGED_INVALID(506),
    LOCATION_BUSY(507),
    PUBLICATION_BROKEN_OFF(508),
    UPSTREAM_FAILED(601),
    CANCELED(602),
    INTERNAL(901);

    private final int number;

    JobCode(int number) {
        this.number = number;
    }

    /** E.g. {@code DROVER-J201}. */
    public String id() {
        return "DROVER-J" + number;
    }

    public JobFailure failure(String message) {
        return new JobFailure(id(), message);
    }

    public JobFailure failure(String message, Throwable cause) {
        return new JobFailure(id(), message, cause);
    }
}
