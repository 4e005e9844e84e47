package io.drover.launcher.rest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What {@code embed=a,b.c} asks for, as a tree; the names as the client wrote them. */
public record Embed(Map<String, Embed> children) {
    public static final Embed NONE = new Embed(Map.of());
    private static final int MAX_LENGTH = 2000;

    /**
     * Options in brackets after a name ({@code flownodes(limit=1)}) are accepted and have no effect.
     *
     * @throws ApiException 400 if brackets do not match, a path names an association twice or it is far too long
     */
    static Embed parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw ApiException.invalid("embed", "TOO_LONG", "embed may have at most " + MAX_LENGTH + " characters");
        }
        Embed root = new Embed(new LinkedHashMap<>());
        for (String path : withoutOptions(text).split(",")) {
            Embed at = root;
            Set<String> seen = new HashSet<>();
            for (String name : path.trim().split("\\.")) {
                if (!name.isBlank()) {
                    if (!seen.add(name.trim().toLowerCase(Locale.ROOT))) {
                        // There and back again would multiply what is embedded with every step.
                        throw ApiException.invalid("embed", "REPEATED",
                                "embed names " + Members.clip(name.trim()) + " twice in one path");
                    }
                    at = at.children.computeIfAbsent(name.trim(), n -> new Embed(new LinkedHashMap<>()));
                }
            }
        }
        return root;
    }

    private static String withoutOptions(String text) {
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0) {
                kept.append(c);
            }
            if (depth < 0) {
                break;
            }
        }
        if (depth != 0) {
            throw ApiException.invalid("embed", "SYNTAX", "embed has brackets that do not match");
        }
        return kept.toString();
    }

    boolean isEmpty() {
        return children.isEmpty();
    }
}
