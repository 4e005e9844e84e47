package io.drover.launcher;

import io.drover.launcher.connections.ConnectionsConfiguration;
import io.drover.launcher.flows.FlowsConfiguration;
import io.drover.launcher.jobgroups.JobGroupsConfiguration;
import io.drover.launcher.launch.LaunchConfiguration;
import io.drover.launcher.openapi.OpenApiConfiguration;
import io.drover.launcher.rest.TransportConfiguration;
import io.drover.launcher.security.SecurityConfiguration;
import io.drover.launcher.store.StoreConfiguration;
import io.drover.launcher.web.WebConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything the launcher is made of, by name; nothing is scanned for. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({StoreConfiguration.class, TransportConfiguration.class, SecurityConfiguration.class, FlowsConfiguration.class,
    JobGroupsConfiguration.class, LaunchConfiguration.class, WebConfiguration.class, HealthController.class,
    ConnectionsConfiguration.class, OpenApiConfiguration.class})
class LauncherConfiguration {}
