package io.drover.launcher.rest;

import io.drover.launcher.LauncherSettings;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.pattern.PathPatternParser;

/** The rules of the API that hold for every path. */
@Configuration(proxyBeanMethods = false)
@Import({ApiErrors.class, ContainerErrors.class})
public class TransportConfiguration {

    @Bean
    WebMvcConfigurer transport(LauncherSettings settings) {
        return new WebMvcConfigurer() {
            @Override
            public void configurePathMatch(PathMatchConfigurer configurer) {
                PathPatternParser parser = new PathPatternParser();
                parser.setCaseSensitive(false);
                configurer.setPatternParser(parser);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new JsonBody.Resolver(settings.limits().bodyBytes()));
                resolvers.add(new QueryResolver());
            }
        };
    }

    @Bean
    FilterRegistrationBean<RequestIds> requestIds() {
        FilterRegistrationBean<RequestIds> bean = new FilterRegistrationBean<>(new RequestIds());
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return bean;
    }

    /** Answers paths with a trailing slash directly; clients do not follow redirects of a POST. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlashes() {
        FilterRegistrationBean<UrlHandlerFilter> bean = new FilterRegistrationBean<>(
                UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return bean;
    }

    /** Host names with underscores and odd query characters come from real clients. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> lenientTomcat() {
        return factory -> {
            factory.setProtocol(AnyHostProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("relaxedQueryChars", "[]{}|\\^\"<>");
                connector.setProperty("relaxedPathChars", "[]{}|\\^\"<>");
            });
            factory.addContextCustomizers(context ->
                    ((StandardHost) context.getParent()).setErrorReportValveClass(JsonErrorReport.class.getName()));
        };
    }
}
