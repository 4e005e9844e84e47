package io.drover.launcher.hadoop;

import io.drover.launcher.LauncherSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which Hadoop user somebody's jobs run as. */
public final class HadoopUsers {
    /** What can be the name of a user on a cluster's machines. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9._-]{0,31}");

    private final Optional<String> domain;

    public HadoopUsers(LauncherSettings.Hadoop settings) {
        this.domain = settings.impersonatedDomain().map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** Whether jobs run as their users rather than as the service. */
    public boolean impersonates() {
        return domain.isPresent();
    }

    /**
     * The part of the e-mail address before the @; empty if all run as the service.
     *
     * @throws NoHadoopUser if jobs run as their users and this one has no name there
     */
    public Optional<String> of(String address) {
        if (domain.isEmpty()) {
            return Optional.empty();
        }
        String email = address.toLowerCase(Locale.ROOT);
        int at = email.lastIndexOf('@');
        if (at < 0 || !email.substring(at + 1).equals(domain.get()) || !NAME.matcher(email.substring(0, at)).matches()) {
            throw new NoHadoopUser(address + " has no Hadoop user to run as: jobs run as the part before the @ of"
                    + " addresses that end in @" + domain.get());
        }
        return Optional.of(email.substring(0, at));
    }

    /** Says so. */
    public static final class NoHadoopUser extends RuntimeException {
        NoHadoopUser(String message) {
            super(message);
        }
    }
}
