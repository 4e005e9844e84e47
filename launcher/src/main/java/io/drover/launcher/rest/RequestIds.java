package io.drover.launcher.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, in its answer and in the log. */
public final class RequestIds extends OncePerRequestFilter {
    static final String ATTRIBUTE = RequestIds.class.getName();

    /** Of requests that the container refuses, nothing but the error comes by here. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader("x-trifacta-request-id", id);
        try (MDC.MDCCloseable closed = MDC.putCloseable("request", id)) {
            chain.doFilter(request, response);
        }
    }
}
