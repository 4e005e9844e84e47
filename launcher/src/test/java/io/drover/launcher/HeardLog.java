package io.drover.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What the launcher's log says during a test. */
final class HeardLog implements BeforeEachCallback, AfterEachCallback {
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        heard.start();
        root().addAppender(heard);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        root().detachAppender(heard);
    }

    /** Each line as a terminal would show it; {@code with a trace} stands for what floods it. */
    List<String> lines(Level least) {
        return List.copyOf(heard.list).stream().filter(event -> event.getLevel().isGreaterOrEqual(least))
                .map(event -> event.getLoggerName() + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null ? "" : " with a trace")).toList();
    }
}
