package io.drover.launcher.rest;

import io.drover.launcher.LauncherSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns whatever goes wrong into the error body of the API, or into a page where pages are. */
@RestControllerAdvice
public final class ApiErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final LauncherSettings.Limits limits;

    ApiErrors(LauncherSettings settings) {
        limits = settings.limits();
    }

    @ExceptionHandler
    ResponseEntity<?> api(ApiException e, HttpServletRequest request) {
        return answer(e, request.getRequestURI());
    }

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class,
        HttpRequestMethodNotSupportedException.class})
    ResponseEntity<?> noRoute(HttpServletRequest request) {
        return api(ApiException.noRoute(request.getMethod(), request.getRequestURI()), request);
    }

    @ExceptionHandler
    ResponseEntity<?> mediaType(HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
        return api(ApiException.wrongMediaType(e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<?> uploadTooLarge(MaxUploadSizeExceededException e, HttpServletRequest request) {
        // The same type tells of headers of parts and of too many parts.
        boolean large = e.getMostSpecificCause() instanceof FileSizeLimitExceededException
                || e.getMostSpecificCause() instanceof SizeLimitExceededException;
        return large ? api(ApiException.tooLarge("A file may have at most " + limits.uploadBytes() + " bytes"), request)
                : multipart(e, request);
    }

    @ExceptionHandler
    ResponseEntity<?> multipart(MultipartException e, HttpServletRequest request) {
        return api(ApiException.unreadable("The multipart body can't be read: "
                + e.getMostSpecificCause().getMessage()), request);
    }

    /** Of the query, which Tomcat reads when it is first asked for. */
    @ExceptionHandler
    ResponseEntity<?> parameters(InvalidParameterException e, HttpServletRequest request) {
        return api(ApiException.invalid("", "MALFORMED_QUERY", "The query can't be read: " + e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<?> rejected(RequestRejectedException e, HttpServletRequest request) {
        return api(ApiException.unreadable("The request can't be read"), request);
    }

    /** The client has gone; there is nobody to answer. */
    @ExceptionHandler
    void clientGone(AsyncRequestNotUsableException e) {
        LOG.debug("client gone: {}", e.getMessage());
    }

    /** The disk of the database is full, say. The change that failed is undone as a whole; what only reads goes on. */
    @ExceptionHandler
    ResponseEntity<?> store(DataAccessResourceFailureException e, HttpServletRequest request) {
        LOG.error("{} {} failed: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        return api(ApiException.unavailable("Nothing was changed: " + e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<?> fault(Exception e, HttpServletRequest request) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return api(ApiException.serverFault("The server's log has more under request id "
                + request.getAttribute(RequestIds.ATTRIBUTE)), request);
    }

    /** @param path of the request that went wrong */
    static ResponseEntity<?> answer(ApiException e, String path) {
        boolean page = ErrorPage.wanted(path);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(e.status())
                .contentType(page ? HTML : MediaType.APPLICATION_JSON);
        e.retryAfter().ifPresent(after -> answer.header(HttpHeaders.RETRY_AFTER, Long.toString(after.toSeconds())));
        return page ? answer.body(ErrorPage.of(e).getBytes(StandardCharsets.UTF_8)) : answer.body(body(e));
    }

    /** The body that tells an error. */
    public static ObjectNode body(ApiException e) {
        ObjectNode exception = Json.object().put("name", e.name()).put("message", e.getMessage());
        e.details().ifPresent(details -> exception.put("details", details));
        if (!e.defects().isEmpty()) {
            ArrayNode errors = exception.putArray("errors");
            e.defects().forEach(defect -> errors.addObject()
                    .put("pointer", defect.pointer()).put("code", defect.code()).put("message", defect.message()));
        }
        ObjectNode body = Json.object();
        body.set("exception", exception);
        return body;
    }

    /** For places before and after the dispatcher: filters and the container's own errors. */
    public static void write(ApiException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean page = ErrorPage.wanted(request.getRequestURI());
        response.setStatus(e.status());
        e.retryAfter().ifPresent(after -> response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(after.toSeconds())));
        response.setContentType(page ? HTML.toString() : "application/json");
        response.getOutputStream()
                .write((page ? ErrorPage.of(e) : Json.write(body(e))).getBytes(StandardCharsets.UTF_8));
    }
}
