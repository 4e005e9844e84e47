package io.drover.job.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * Takes secrets out of text that people will read: logs, errors, reports. A storage's client quotes what it was given, so
 * a message may hold a signed URL or an option's value that nobody meant to show.
 *
 * <p>Masked are passwords in URIs' user information, tokens in queries, values of options and JSON members whose key
 * says that they are secret, authorization headers, private keys, and the secret values of this process's own Hadoop
 * configuration wherever they stand. What is masked reads {@code ***}; the words around it stay, so that the message
 * still tells what was wrong.
 */
public final class Redaction {
    /** What stands in a secret's place. */
    public static final String MASK = "***";

    private static final String SECRET_WORDS =
            "secret|passw(?:or)?d|passphrase|access[._-]?key|account[._-]?key|api[._-]?key|private[._-]?key|signature"
                    + "|credential|token";
    private static final Pattern SECRET_KEY = Pattern.compile("(?i)" + SECRET_WORDS);
    // Bounded and possessive, so that no text makes matching slow or deep.
    private static final String KEY = "(?<![\\w.-])[\\w.-]{0,200}?(?:" + SECRET_WORDS + ")[\\w.-]{0,200}+";
    private static final String QUOTED = "\"(?:[^\"\\\\]++|\\\\.){0,1000}+\"";
    private static final String VALUE = "(?:" + QUOTED + "|'[^']*+'|[^\\s&,;\"'<>(){}\\[\\]]++)";

    private record Rule(Pattern pattern, String replacement) {
        Rule(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }
    }

    /** user:password@host. A port and a path are not one; a password may have an @ or (as some write them) a /. */
    private static final Pattern USER_INFORMATION = Pattern.compile(
            "(://[^\\s/:@\"'<>]{0,500}+:)(?!\\d{1,5}(?:[/,;?#\\s]|$))(?:[^\\s/\"'<>]{0,500}@|[^\\s@\"'<>]{1,500}+@)");

    private static final List<Rule> RULES = List.of(
            new Rule("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)",
                    "-----PRIVATE KEY " + MASK + "-----"),
            new Rule(USER_INFORMATION, "$1" + MASK + "@"),
            new Rule("(?i)((?:proxy-)?authorization\"?\\s*[:=]\\s*\"?(?:(?:basic|bearer|negotiate|digest|aws4-hmac-sha256)\\s+)?)"
                    + "[^\\s\"]+(?:,\\s*\\w+=[^\\s\",]+)*", "$1" + MASK),
            new Rule("(?i)(\\bbearer\\s+)[\\w.~+/=-]{16,}", "$1" + MASK),
            new Rule("\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*", MASK),
            new Rule("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b", "$1" + MASK),
            new Rule("(?i)([?&](?:sig|key|code|pwd|auth)=)[^&\\s\"'<>]+", "$1" + MASK),
            new Rule("(?i)(\"" + KEY + "\"\\s{0,3}:\\s{0,3})" + QUOTED, "$1\"" + MASK + "\""),
            new Rule("(?i)(" + KEY + "\\s{0,3}=\\s{0,3})(?!=)" + VALUE, "$1" + MASK),
            new Rule("(?i)(--?[\\w-]{0,50}(?:password|secret|token)\\s+)(?!-)" + VALUE, "$1" + MASK),
            new Rule("(?i)(\\b(?:password|passphrase|secret(?:[ ._-]key)?)\\s{0,3}:\\s{0,3})" + VALUE, "$1" + MASK));

    /** Shorter ones are words, which would be masked everywhere. */
    private static final int SHORTEST_VALUE = 8;

    private final List<String> values;

    private Redaction(List<String> values) {
        this.values = values;
    }

    /** Knows secrets by their looks only. */
    public static Redaction byLooks() {
        return new Redaction(List.of());
    }

    /** Knows the secret values of a configuration too; those that Hadoop itself ships are none. */
    public static Redaction of(Configuration configuration) {
        Set<String> values = new LinkedHashSet<>();
        for (Map.Entry<String, String> entry : configuration) {
            String value = entry.getValue();
            if (value != null && value.length() >= SHORTEST_VALUE && SECRET_KEY.matcher(entry.getKey()).find()
                    && !value.equals("true") && !value.equals("false") && !isShipped(configuration, entry.getKey())) {
                values.add(value);
            }
        }
        List<String> longestFirst = new ArrayList<>(values);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        return new Redaction(List.copyOf(longestFirst));
    }

    private static boolean isShipped(Configuration configuration, String key) {
        String[] sources = configuration.getPropertySources(key);
        return sources != null && sources.length > 0 && sources[sources.length - 1].endsWith("-default.xml");
    }

    /** Whether a URI's user information holds a password, which would then stand wherever the URI does. */
    public static boolean holdsPassword(String uri) {
        return USER_INFORMATION.matcher(uri).find();
    }

    /** The text without its secrets; null for null. */
    public String apply(String text) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        for (Rule rule : RULES) {
            masked = rule.pattern().matcher(masked).replaceAll(rule.replacement());
        }
        return masked;
    }
}
