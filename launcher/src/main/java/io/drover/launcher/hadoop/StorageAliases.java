package io.drover.launcher.hadoop;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other names of storage: a scheme and authority as clients write them, e.g. a NameNode's web port,
 * and the URI that is meant. {@code hdfs://} stands for a URI without authority, {@code hdfs://*} for all those that
 * have no alias of their own.
 */
public final class StorageAliases {
    private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)/?");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/]*(/.*)?");

    private final Map<String, String> targets = new HashMap<>();

    /** @throws IllegalArgumentException if one can't be an alias */
    public StorageAliases(Map<String, String> aliases) {
        aliases.forEach((name, target) -> {
            Matcher matcher = KEY.matcher(name);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("storageAliases: \"" + name
                        + "\" is no scheme and authority such as hdfs://namenode:50070");
            }
            if (!TARGET.matcher(target).matches()) {
                throw new IllegalArgumentException("storageAliases: \"" + target + "\", which " + name
                        + " stands for, is no URI such as hdfs://namenode:8020");
            }
            targets.put(key(matcher.group(1), matcher.group(2)),
                    target.endsWith("/") && !target.endsWith("://") ? target.substring(0, target.length() - 1) : target);
        });
    }

    private static String key(String scheme, String authority) {
        return (scheme + "://" + authority).toLowerCase(Locale.ROOT);
    }

    /**
     * What a URI stands for; itself if it is no alias. Aliases are not followed further.
     *
     * @param path begins with a slash
     */
    public String resolve(String scheme, String authority, String path) {
        String target = targets.get(key(scheme, authority));
        if (target == null && !authority.isEmpty()) {
            target = targets.get(key(scheme, "*"));
        }
        return target == null ? scheme + "://" + authority + path : target + path;
    }
}
