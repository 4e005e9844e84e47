package io.drover.launcher.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Tomcat refuses before anything of this service sees it, e.g. a broken request line, told like every other error. */
public final class JsonErrorReport extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(JsonErrorReport.class);

    @Override
    protected void report(Request request, Response response, Throwable fault) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        // 501 and 505 are of the request, too: a method or version of HTTP that nobody speaks.
        boolean own = fault != null && status >= 500 && status != 501 && status != 505;
        if (own) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), fault);
        } else {
            LOG.debug("a request was refused with {}", status, fault);
        }
        ApiException e = status == 404 || status == 405
                ? ApiException.noRoute(String.valueOf(request.getMethod()), String.valueOf(request.getRequestURI()))
                : status == 413 ? ApiException.tooLarge("The request is too large")
                : own ? ApiException.serverFault("") : ApiException.unreadable("The request can't be read");
        try {
            if (response.getHeader("x-trifacta-request-id") == null) {
                response.setHeader("x-trifacta-request-id", UUID.randomUUID().toString());
            }
            response.setContentType("application/json");
            response.getOutputStream().write(Json.write(ApiErrors.body(e)).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException clientGone) {
            LOG.debug("an error could not be told: {}", clientGone.getMessage());
        }
    }
}
