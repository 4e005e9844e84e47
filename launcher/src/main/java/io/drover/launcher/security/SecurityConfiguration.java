package io.drover.launcher.security;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.rest.ApiErrors;
import io.drover.launcher.rest.ApiException;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Who may ask what. Everything that is not named open needs credentials. */
@Configuration(proxyBeanMethods = false)
@Import({AccessTokenController.class, PeopleController.class})
public class SecurityConfiguration {
    /** Nothing from elsewhere and no script in a page; style attributes draw the bars, data: is the empty icon. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src-attr 'unsafe-inline';"
            + " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    Users users(JdbcClient jdbc, Clock clock) {
        return new Users(jdbc, clock);
    }

    @Bean
    AccessTokens accessTokens(JdbcClient jdbc, Clock clock) {
        return new AccessTokens(jdbc, clock);
    }

    @Bean
    People people(Users users) {
        return new People(users);
    }

    @Bean
    PathPolicy pathPolicy(LauncherSettings settings) {
        return new PathPolicy(settings);
    }

    /** Made while the context starts, so that they are there before the first request. */
    @Bean
    FirstUsers firstUsers(LauncherSettings settings, Users users, AccessTokens tokens) {
        return new FirstUsers(settings, users, tokens);
    }

    /** Keeps Boot from making a user with a random password. */
    @Bean
    UserDetailsService noOtherUsers() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, Users users, AccessTokens tokens) throws Exception {
        return http
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .addFilterBefore(new Credentials(users, tokens), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(OpenPaths::matches).permitAll()
                        .anyRequest().authenticated())
                .exceptionHandling(handling -> handling
                        .authenticationEntryPoint((request, response, e) -> {
                            response.setHeader("WWW-Authenticate", "Basic realm=\"trifacta\"");
                            ApiErrors.write(ApiException.unauthenticated(), request, response);
                        })
                        .accessDeniedHandler((request, response, e) ->
                                ApiErrors.write(ApiException.forbidden("Access denied"), request,
                                        response)))
                .build();
    }

    @Bean
    WebMvcConfigurer userParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new UserResolver());
            }
        };
    }

    /** Hands the authenticated {@link User} to controllers. */
    private static final class UserResolver implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == User.class;
        }

        @Override
        public User resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest web,
                WebDataBinderFactory binder) {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication != null && authentication.getPrincipal() instanceof User user) {
                return user;
            }
            throw ApiException.unauthenticated();
        }
    }
}
