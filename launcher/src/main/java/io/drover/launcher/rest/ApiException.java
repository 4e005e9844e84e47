package io.drover.launcher.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request that gets a 4xx or 5xx answer. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final int status;
    private final String name;
    private final String details;
    private final transient List<Defect> defects;

    private ApiException(int status, String name, String message, String details, List<Defect> defects) {
        super(message);
        this.status = status;
        this.name = name;
        this.details = details;
        this.defects = List.copyOf(defects);
    }

    /** 400 if any defect is one, else 404, else 403. */
    static ApiException of(List<Defect> defects) {
        String details = defects.stream().map(Defect::message).distinct().collect(Collectors.joining("; "));
        if (defects.stream().anyMatch(d -> d.status() == 400)) {
            return new ApiException(400, "ValidationFailed", "Input validation failed", details, defects);
        }
        if (defects.stream().anyMatch(d -> d.status() == 404)) {
            return new ApiException(404, "NotFoundException", "Not found", details, defects);
        }
        return new ApiException(403, "AccessControlException", "Access denied", details, defects);
    }

    public static ApiException invalid(String pointer, String code, String details) {
        return of(List.of(new Defect(400, pointer, code, details)));
    }

    public static ApiException unreadable(String details) {
        return new ApiException(400, "ApiValidationFailed", "Request body is not valid", details, List.of());
    }

    public static ApiException notFound(String details) {
        return new ApiException(404, "NotFoundException", "Not found", details, List.of());
    }

    public static ApiException gone(String details) {
        return new ApiException(410, "GoneException", "Gone", details, List.of());
    }

    public static ApiException forbidden(String details) {
        return new ApiException(403, "AccessControlException", "Access denied", details, List.of());
    }

    public static ApiException noRoute(String method, String path) {
        return new ApiException(404, "RouteNotFoundException", "Route doesn't exist", method + " " + path, List.of());
    }

    public static ApiException wrongMediaType(String details) {
        return new ApiException(415, "UnsupportedMediaTypeException", "Unsupported media type", details, List.of());
    }

    public static ApiException noProfile(long jobGroup) {
        return new ApiException(400, "ProfilingDataNotFoundException", "Profiling data not found",
                "Job group " + jobGroup + " does not have profiling data", List.of());
    }

    public static ApiException tooLarge(String details) {
        return new ApiException(400, "ApiValidationFailed", "Request body is too large", details, List.of());
    }

    /** The body of 401, the same for every way of not being authenticated, so that nothing can be learned from it. */
    public static ApiException unauthenticated() {
        return new ApiException(401, "MissingPersonException", "Person is missing", null, List.of());
    }

    /** @param details empty if there is nothing to add */
    public static ApiException serverFault(String details) {
        return new ApiException(500, "InternalServerError", "Internal server error", details, List.of());
    }

    /** What may work later, without anything else in the request. */
    public static ApiException unavailable(String details) {
        return new ApiException(503, "ServiceUnavailableException", "Service unavailable", details, List.of());
    }

    public int status() {
        return status;
    }

    public String name() {
        return name;
    }

    public Optional<String> details() {
        return Optional.ofNullable(details);
    }

    /** When the same request is worth another try; empty if it isn't. */
    public Optional<Duration> retryAfter() {
        return status == 503 ? Optional.of(RETRY_AFTER) : Optional.empty();
    }

    public List<Defect> defects() {
        return defects;
    }
}
