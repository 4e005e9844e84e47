package io.drover.recipe.function;

import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Whitespace;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of URLs and forms of IPv4 addresses. */
final class UrlKernels {

    private static final long ADDRESSES = 1L << 32;

    private UrlKernels() {}

    /** Between the scheme with the user, and the first of {@code / ? # :}; null if that is no host with a dot in it. */
    static String host(String url) {
        int start = 0;
        int scheme = url.indexOf("://");
        if (scheme > 0 && isScheme(url.substring(0, scheme))) {
            start = scheme + 3;
        }
        int end = firstOf(url, "/?#", start);
        int at = url.lastIndexOf('@', end - 1);
        if (at >= start) {
            start = at + 1;
        }
        int port = url.indexOf(':', start);
        String host = url.substring(start, port >= 0 && port < end ? port : end);
        boolean named = host.indexOf('.') >= 0 && host.chars().noneMatch(Whitespace::is);
        return named ? host : null;
    }

    private static boolean isScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '.' || c == '-'))) {
                return false;
            }
        }
        return true;
    }

    private static int firstOf(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** The dot-separated labels of the host; null without a host and for an IPv4 address. */
    private static List<String> labels(String url) {
        String host = host(url);
        return host == null || address(host) != null ? null : List.of(host.split("\\.", -1));
    }

    static String suffix(String url) {
        List<String> labels = labels(url);
        return labels == null ? null : labels.get(labels.size() - 1);
    }

    static String domain(String url) {
        List<String> labels = labels(url);
        return labels == null ? null : labels.get(labels.size() - 2);
    }

    static String subdomain(String url) {
        List<String> labels = labels(url);
        return labels == null ? null : String.join(".", labels.subList(0, labels.size() - 2));
    }

    /** The query's parameters as an object of strings; null without a query. */
    static String parameters(String url) {
        int fragment = url.indexOf('#');
        String location = fragment < 0 ? url : url.substring(0, fragment);
        int query = location.indexOf('?');
        if (query < 0) {
            return null;
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (String parameter : location.substring(query + 1).split("&")) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String key = equals < 0 ? parameter : parameter.substring(0, equals);
                String value = equals < 0 ? "" : parameter.substring(equals + 1);
                members.put(decode(key), JsonText.quote(decode(value)));
            }
        }
        return JsonText.ofMembers(members);
    }

    /** Percent-decoded UTF-8, plus as blank; what can't be decoded stays as it is. */
    private static String decode(String text) {
        String spaced = text.replace('+', ' ');
        if (spaced.indexOf('%') < 0) {
            return spaced;
        }
        ByteBuffer bytes = ByteBuffer.allocate(spaced.length() * 4);
        for (int i = 0; i < spaced.length();) {
            int high = i + 2 < spaced.length() ? hex(spaced.charAt(i + 1)) : -1;
            int low = i + 2 < spaced.length() ? hex(spaced.charAt(i + 2)) : -1;
            if (spaced.charAt(i) == '%' && high >= 0 && low >= 0) {
                bytes.put((byte) (high * 16 + low));
                i += 3;
            } else {
                int point = spaced.codePointAt(i);
                bytes.put(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            return spaced;
        }
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** The number of an IPv4 address, white space around ignored; null for anything else. */
    static Long address(String text) {
        String[] parts = Whitespace.trim(text).split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long address = 0;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            int number = Integer.parseInt(part);
            if (number > 255) {
                return null;
            }
            address = address * 256 + number;
        }
        return address;
    }

    static String ofAddress(long address) {
        if (address < 0 || address >= ADDRESSES) {
            return null;
        }
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
