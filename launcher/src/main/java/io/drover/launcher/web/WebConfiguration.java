package io.drover.launcher.web;

import io.drover.launcher.flows.FlowNodes;
import io.drover.launcher.flows.Flows;
import io.drover.launcher.flows.WriteSettings;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroups;
import io.drover.launcher.jobgroups.Jobs;
import io.drover.launcher.security.Users;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages and the files they load. */
@Configuration(proxyBeanMethods = false)
@Import({JobPages.class, ProfilePdfController.class})
public class WebConfiguration {

    @Bean
    GroupViews groupViews(JobGroups jobGroups, Jobs jobs, JobFiles files, FlowNodes nodes, Flows flows,
            WriteSettings writeSettings, Users users, Clock clock) {
        return new GroupViews(jobGroups, jobs, files, nodes, flows, writeSettings, users, clock);
    }

    @Bean
    WebMvcConfigurer pageFiles() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/drover/**").addResourceLocations("classpath:/static/drover/")
                        .setCacheControl(CacheControl.noCache().cachePrivate());
                // The version stands in the path, so what it names never changes.
                registry.addResourceHandler("/webjars/htmx.org/**")
                        .addResourceLocations("classpath:/META-INF/resources/webjars/htmx.org/")
                        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate());
            }
        };
    }
}
