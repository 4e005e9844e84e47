package io.drover.launcher.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** Tells an error as a small page, to those who look at pages. */
final class ErrorPage {
    private ErrorPage() {}

    /** @param path of the request that went wrong */
    static boolean wanted(String path) {
        String folded = path.toLowerCase(Locale.ROOT);
        return folded.equals("/") || folded.equals("/jobs") || folded.startsWith("/jobs/");
    }

    static boolean wanted(HttpServletRequest request) {
        return wanted(request.getRequestURI());
    }

    static String of(ApiException e) {
        String details = e.details().orElse("");
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<title>" + escape(e.getMessage()) + " · Drover</title>"
                + "<link rel=\"stylesheet\" href=\"/drover/pages.css\"><link rel=\"icon\" href=\"data:,\"></head>\n"
                + "<body><header><a class=\"name\" href=\"/jobs\">Drover</a></header>\n"
                + "<main><h1>" + e.status() + " " + escape(e.getMessage()) + "</h1>\n<p>" + escape(details)
                + "</p>\n<p><a href=\"/jobs\">All jobs</a></p></main></body></html>\n";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
