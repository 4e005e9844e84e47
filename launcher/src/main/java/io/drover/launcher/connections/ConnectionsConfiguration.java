package io.drover.launcher.connections;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.security.People;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connections. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionController.class)
public class ConnectionsConfiguration {

    @Bean
    Connections connections(JdbcClient jdbc, Clock clock, LauncherSettings settings) {
        return new Connections(jdbc, clock,
                new CredentialCipher(settings.databaseFile().resolveSibling("credentials.key")));
    }

    @Bean
    ConnectionObjects connectionObjects(People people) {
        return new ConnectionObjects(people);
    }

    @Bean
    ConnectionTrial connectionTrial(LauncherSettings settings) {
        return new ConnectionTrial(settings);
    }
}
