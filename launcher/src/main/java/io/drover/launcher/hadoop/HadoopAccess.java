package io.drover.launcher.hadoop;

import io.drover.job.storage.HadoopConfiguration;
import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedExceptionAction;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.ShutdownHookManager;

/** Hadoop for the launcher: its configuration, and who acts. */
@SuppressWarnings("removal") // Hadoop 3.3 knows users by the access control context, and by nothing else
public final class HadoopAccess {
    private final Configuration configuration;
    private final Optional<LauncherSettings.Kerberos> kerberos;
    private final Path ticketCache;
    private KerberosTicket written;
    /** Kept, for file systems and connections are bound to the object. */
    private final Map<String, UserGroupInformation> proxies = new ConcurrentHashMap<>();

    /**
     * Logs in from the keytab if there is one to log in from.
     *
     * @throws IllegalStateException if the login fails
     */
    public HadoopAccess(LauncherSettings launcher) {
        LauncherSettings.Hadoop settings = launcher.hadoop();
        ticketCache = launcher.databaseFile().resolveSibling("tickets");
        configuration = settings.conf().map(HadoopConfiguration::of).orElseGet(Configuration::new);
        kerberos = settings.kerberos();
        failFast(configuration);
        // Its thread takes over the class loader of whoever asks first; that of a request is gone when the thread runs.
        ShutdownHookManager.get();
        if (settings.conf().isPresent() || kerberos.isPresent()) {
            UserGroupInformation.setConfiguration(configuration);
        }
        kerberos.ifPresent(this::login);
    }

    /** A launcher looks again in its next round; it must not hang for minutes in this one. */
    private static void failFast(Configuration configuration) {
        configuration.setInt("ipc.client.connect.max.retries", 1);
        configuration.setInt("ipc.client.connect.retry.interval", 500);
        configuration.setInt("ipc.client.connect.max.retries.on.timeouts", 1);
        configuration.setInt("ipc.client.connect.timeout", 5_000);
        configuration.setInt("ipc.client.rpc-timeout.ms", 20_000);
        configuration.setInt("dfs.client.failover.max.attempts", 4);
        configuration.setInt("dfs.client.failover.sleep.max.millis", 1_000);
        configuration.setInt("yarn.resourcemanager.connect.max-wait.ms", 2_000);
        configuration.setInt("yarn.resourcemanager.connect.retry-interval.ms", 500);
        configuration.setInt("yarn.client.failover-max-attempts", 4);
        configuration.setInt("yarn.client.application-client-protocol.poll-timeout-ms", 5_000);
    }

    private void login(LauncherSettings.Kerberos who) {
        if (!UserGroupInformation.isSecurityEnabled()) {
            throw new IllegalStateException("hadoop.principal is set, but Hadoop's configuration does not ask for Kerberos:"
                    + " hadoop.security.authentication is " + configuration.get("hadoop.security.authentication"));
        }
        try {
            UserGroupInformation.loginUserFromKeytab(who.principal(), who.keytab().toString());
        } catch (IOException e) {
            throw new IllegalStateException("can't log in as " + who.principal() + " with the keytab " + who.keytab()
                    + ": " + e.getMessage(), e);
        }
    }

    /** Not to be changed. */
    public Configuration configuration() {
        return configuration;
    }

    public Optional<LauncherSettings.Kerberos> kerberos() {
        return kerberos;
    }

    /**
     * A file by which a process of its own is who the service is (KRB5CCNAME), with a ticket that is good for a while.
     *
     * @return empty without Kerberos: a process is then whoever it says
     */
    public synchronized Optional<Path> tickets() throws IOException {
        if (kerberos.isEmpty()) {
            return Optional.empty();
        }
        UserGroupInformation login = UserGroupInformation.getLoginUser();
        login.checkTGTAndReloginFromKeytab();
        KerberosTicket ticket = login.doAs((PrivilegedAction<KerberosTicket>) HadoopAccess::ticketGrantingTicket);
        if (ticket == null) {
            throw new IOException("the login as " + kerberos.get().principal() + " holds no ticket-granting ticket");
        }
        if (!ticket.equals(written) || !Files.exists(ticketCache)) {
            TicketCache.write(ticket, ticketCache);
            written = ticket;
        }
        return Optional.of(ticketCache);
    }

    private static KerberosTicket ticketGrantingTicket() {
        Subject subject = Subject.getSubject(AccessController.getContext());
        return subject.getPrivateCredentials(KerberosTicket.class).stream()
                .filter(ticket -> ticket.getServer().getName().startsWith("krbtgt/"))
                .max(Comparator.comparing(KerberosTicket::getEndTime)).orElse(null);
    }

    /** Something that is done on the cluster. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Acts as a user.
     *
     * @param user empty for the service itself
     */
    public <T> T as(Optional<String> user, Action<T> action) throws IOException {
        if (user.isEmpty()) {
            return action.run();
        }
        UserGroupInformation login = UserGroupInformation.getLoginUser();
        UserGroupInformation proxy = proxies.computeIfAbsent(user.get(),
                name -> UserGroupInformation.createProxyUser(name, login));
        try {
            return proxy.doAs((PrivilegedExceptionAction<T>) action::run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
