package io.drover.launcher.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON body of a request; an empty one is legal and reads as an object without members.
 *
 * @param bytes as received
 */
public record JsonBody(JsonNode root, byte[] bytes) {

    /** @throws ApiException 400 if the body is JSON but no object */
    public Members object(Defects defects) {
        if (root instanceof ObjectNode object) {
            return new Members(object, "", defects);
        }
        throw ApiException.unreadable("The body must be a JSON object");
    }

    /** SHA-256 of the body without insignificant white space, in hex. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Json.write(root).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonBody body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Reads bodies of at most a number of bytes into {@link JsonBody} parameters. */
    static final class Resolver implements HandlerMethodArgumentResolver {
        private final int limit;

        Resolver(int limit) {
            this.limit = limit;
        }

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == JsonBody.class;
        }

        @Override
        public JsonBody resolveArgument(MethodParameter parameter, ModelAndViewContainer container,
                NativeWebRequest web, WebDataBinderFactory binder) throws IOException {
            HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
            byte[] bytes;
            try (InputStream in = request.getInputStream()) {
                bytes = in.readNBytes(limit + 1);
            } catch (IOException e) {
                // The client went away, or what it sends is not what it announced.
                throw ApiException.unreadable("The body breaks off or is malformed");
            }
            if (bytes.length > limit) {
                throw ApiException.tooLarge("A body may have at most " + limit + " bytes");
            }
            if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
                return new JsonBody(Json.object(), bytes);
            }
            requireJson(request.getContentType());
            try {
                JsonNode root = Json.MAPPER.readTree(bytes);
                if (root == null || root.isMissingNode()) {
                    return new JsonBody(Json.object(), bytes);
                }
                return new JsonBody(root, bytes);
            } catch (JacksonException e) {
                throw ApiException.unreadable("The body is not JSON: " + e.getOriginalMessage() + place(e));
            }
        }

        private static String place(JacksonException e) {
            return e.getLocation() == null ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
        }

        private static void requireJson(String contentType) {
            if (contentType == null || contentType.isBlank()) {
                return;
            }
            String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
            if (!type.equals("application/json") && !(type.contains("/") && type.endsWith("+json"))) {
                throw ApiException.wrongMediaType("Content-Type must be application/json, not " + Members.clip(type));
            }
        }
    }
}
