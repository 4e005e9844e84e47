package io.drover.launcher.security;

import io.drover.launcher.LauncherSettings;

/** Adds the administrator and whoever else the configuration names, if they are not there yet. */
final class FirstUsers {
    FirstUsers(LauncherSettings settings, Users users, AccessTokens tokens) {
        users.provision(settings.adminEmail(), settings.adminEmail(), settings.adminPassword(), true, null);
        settings.users().forEach(user -> {
            User added = users.provision(user.email(), user.name(), user.password(), user.admin(), user.allowedPaths());
            user.tokens().forEach(token -> tokens.register(added, token, -1, "from the configuration"));
        });
    }
}
