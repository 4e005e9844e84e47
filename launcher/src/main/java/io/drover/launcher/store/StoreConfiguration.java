package io.drover.launcher.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;

/** The database: a SQLite file with a single connection, so that writers queue in order instead of timing out. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    HomeLock homeLock(LauncherSettings settings) {
        return new HomeLock(settings.databaseFile().getParent());
    }

    /** @param lock held before the file is opened */
    @Bean(destroyMethod = "close")
    DataSource dataSource(LauncherSettings settings, HomeLock lock) {
        Path file = settings.databaseFile();
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(30_000);
        // FULL: an accepted job is on the disk before its 201 is sent.
        config.setJdbcUrl("jdbc:sqlite:" + file
                + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=true");
        return new HikariDataSource(config);
    }

    @Bean
    SQLExceptionTranslator storeFailures() {
        return new StoreFailures();
    }

    /** Of commits, too, which is where a full disk is mostly met. */
    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new StoreTransactions(dataSource);
    }
}
