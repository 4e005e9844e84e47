package io.drover.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parts of request paths, escaped. */
final class ApiPath {
    private ApiPath() {}

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
