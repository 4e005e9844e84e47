package io.drover.launcher.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the servlet container itself refuses, e.g. a malformed path, in the same form as every other error. */
@RestController
public final class ContainerErrors implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<?> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        ApiException e;
        if (code == 401) {
            e = ApiException.unauthenticated();
        } else if (code == 403) {
            e = ApiException.forbidden("Access denied");
        } else if (code == 404 || code == 405) {
            e = ApiException.noRoute(request.getMethod(), String.valueOf(path));
        } else if (code == 415) {
            e = ApiException.wrongMediaType("Content-Type must be application/json");
        } else if (code < 500) {
            e = ApiException.unreadable("The request can't be read");
        } else {
            e = ApiException.serverFault("The server's log has more under request id "
                    + request.getAttribute(RequestIds.ATTRIBUTE));
        }
        return ApiErrors.answer(e, String.valueOf(path));
    }
}
