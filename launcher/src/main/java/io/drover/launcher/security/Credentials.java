package io.drover.launcher.security;

import io.drover.launcher.rest.ApiErrors;
import io.drover.launcher.rest.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who asks, from each request's own Authorization header. Bad credentials leave the request anonymous; what
 * is open to all stays open, everything else answers 401.
 */
final class Credentials extends OncePerRequestFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Users users;
    private final AccessTokens tokens;

    Credentials(Users users, AccessTokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (crossSite(request)) {
            ApiErrors.write(ApiException.forbidden("Another site's page may not change anything here"), request,
                    response);
            return;
        }
        Optional<User> user = Optional.ofNullable(request.getHeader("Authorization")).flatMap(this::authenticate);
        if (user.isPresent() && user.get().disabled()) {
            ApiErrors.write(ApiException.forbidden("This user is disabled"), request, response);
            return;
        }
        user.ifPresent(known -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new UsernamePasswordAuthenticationToken(known, null,
                    List.of(new SimpleGrantedAuthority(known.admin() ? "ADMIN" : "USER"))));
            SecurityContextHolder.setContext(context);
        });
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Browsers send remembered Basic credentials with forms of any site; they also say where the form came from. */
    private static boolean crossSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !SAFE.contains(request.getMethod()) && !OWN_SITE.contains(site.toLowerCase(Locale.ROOT));
    }

    private Optional<User> authenticate(String header) {
        int space = header.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String scheme = header.substring(0, space).toLowerCase(Locale.ROOT);
        String value = header.substring(space + 1).trim();
        if (scheme.equals("bearer")) {
            return tokens.authenticate(value).flatMap(users::find);
        }
        return scheme.equals("basic") ? basic(value) : Optional.empty();
    }

    private Optional<User> basic(String value) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        return colon < 0 ? Optional.empty() : users.authenticate(pair.substring(0, colon), pair.substring(colon + 1));
    }
}
