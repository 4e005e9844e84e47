package io.drover.launcher.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns whatever goes wrong into the error body of contract.md §3. */
@RestControllerAdvice
public final class ApiErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler
    ResponseEntity<JsonNode> api(ApiException e) {
        return Answers.json(e.status(), body(e));
    }

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class,
        HttpRequestMethodNotSupportedException.class})
    ResponseEntity<JsonNode> noRoute(HttpServletRequest request) {
        return api(ApiException.noRoute(request.getMethod(), request.getRequestURI()));
    }

    @ExceptionHandler
    ResponseEntity<JsonNode> mediaType(HttpMediaTypeNotSupportedException e) {
        return api(ApiException.wrongMediaType(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<JsonNode> multipart(MultipartException e) {
        return api(ApiException.unreadable("The multipart body can't be read: " + e.getMessage()));
    }

    /** The client has gone; there is nobody to answer. */
    @ExceptionHandler
    void clientGone(AsyncRequestNotUsableException e) {
        LOG.debug("client gone: {}", e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<JsonNode> fault(Exception e, HttpServletRequest request) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return api(ApiException.serverFault("The server's log has more under request id "
                + request.getAttribute(RequestIds.ATTRIBUTE)));
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
    public static void write(ApiException e, HttpServletResponse response) throws IOException {
        response.setStatus(e.status());
        response.setContentType("application/json");
        response.getOutputStream().write(Json.write(body(e)).getBytes(StandardCharsets.UTF_8));
    }
}
