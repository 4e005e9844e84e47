package io.drover.launcher;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running launcher. */
public final class Launcher implements AutoCloseable {
    /** What a form has beside its file. */
    private static final long FORM_BYTES = 1 << 20;
    private static final long LEAST_SWALLOWED = 64 << 20;

    private final ConfigurableApplicationContext context;
    private final LauncherSettings settings;

    private Launcher(ConfigurableApplicationContext context, LauncherSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Starts one; when this returns it answers requests.
     *
     * @throws StartFailure if the home or the port is in use, or the home can't be used
     */
    public static Launcher start(LauncherSettings settings) {
        try {
            return run(settings);
        } catch (RuntimeException e) {
            throw told(e, settings);
        }
    }

    /** What Spring wraps into failures of its own. */
    private static RuntimeException told(RuntimeException failure, LauncherSettings settings) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartFailure known) {
                return known;
            }
            if (cause instanceof PortInUseException) {
                return new StartFailure("port " + settings.port() + " of " + settings.address() + " is in use; stop what"
                        + " listens there, or choose another port", failure);
            }
        }
        return failure;
    }

    private static Launcher run(LauncherSettings settings) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(LauncherConfiguration.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties(settings))
                .initializers(fresh -> ((GenericApplicationContext) fresh).registerBean(LauncherSettings.class,
                        () -> settings))
                .run();
        return new Launcher(context, settings);
    }

    /** Without a trailing slash. */
    public URI baseUri() {
        return URI.create("http://" + (settings.address().contains(":") ? "[" + settings.address() + "]"
                : settings.address()) + ":" + port());
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Stops taking requests and jobs. Running jobs go on; the next start adopts them. */
    @Override
    public void close() {
        context.close();
    }

    private static Map<String, Object> properties(LauncherSettings settings) {
        Map<String, Object> map = new LinkedHashMap<>();
        // Configuration is what LauncherSettings says, not whatever files lie about.
        map.put("spring.config.name", "drover-launcher-none");
        map.put("spring.application.name", "drover");
        map.put("server.address", settings.address());
        map.put("server.port", settings.port());
        map.put("server.shutdown", "graceful");
        map.put("spring.lifecycle.timeout-per-shutdown-phase", settings.limits().drainTimeout().toMillis() + "ms");
        map.put("server.error.whitelabel.enabled", false);
        map.put("spring.web.resources.add-mappings", false);
        map.put("spring.thymeleaf.check-template-location", false);
        // A page that fails half-way becomes an error page, not half a page.
        map.put("spring.thymeleaf.servlet.produce-partial-output-while-processing", false);
        map.put("spring.flyway.placeholders.id", "INTEGER PRIMARY KEY AUTOINCREMENT");
        map.put("spring.servlet.multipart.max-file-size", settings.limits().uploadBytes() + "B");
        map.put("spring.servlet.multipart.max-request-size", settings.limits().uploadBytes() + FORM_BYTES + "B");
        // A body that is too large is read to its end, or its sender would never see the answer.
        map.put("server.tomcat.max-swallow-size",
                Math.max(LEAST_SWALLOWED, settings.limits().uploadBytes() + FORM_BYTES) + "B");
        // Names of files stand there.
        map.put("server.tomcat.max-part-header-size", "8KB");
        map.put("management.endpoints.web.exposure.include", "health,metrics,prometheus");
        map.put("management.endpoint.health.probes.enabled", true);
        map.put("management.endpoint.health.show-details", "when-authorized");
        map.put("logging.level.root", "WARN");
        map.put("logging.level.io.drover", "INFO");
        map.put("logging.level.org.springframework.web.servlet.PageNotFound", "ERROR");
        return map;
    }
}
