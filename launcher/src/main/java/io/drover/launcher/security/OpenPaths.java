package io.drover.launcher.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/** What needs no credentials: health, for load balancers, and the container's error page. */
final class OpenPaths {
    private static final Set<String> PATHS = Set.of("/v4/health", "/actuator/health", "/actuator/health/liveness",
            "/actuator/health/readiness");

    private OpenPaths() {}

    static boolean matches(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR
                || PATHS.contains(request.getServletPath().toLowerCase(Locale.ROOT));
    }
}
