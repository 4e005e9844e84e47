package io.drover.launcher.rest;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * The one file of a {@code multipart/form-data} body, whatever its part is called. Parts that are no files are ignored.
 *
 * @param name as the client gave it: not to be trusted
 */
public record UploadedFile(String name, long size, Part part) {

    /** Whether the request's body is a form with files. */
    public static boolean isForm(HttpServletRequest request) {
        return mediaType(request).equals("multipart/form-data");
    }

    /** Lower case, without parameters; empty if the request names none. */
    public static String mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    /**
     * @param what is wanted, for messages
     * @throws ApiException 415 if the body is no form, 400 if it can't be read or holds no or several files
     */
    public static UploadedFile of(HttpServletRequest request, String what) throws IOException {
        if (!isForm(request)) {
            throw ApiException.wrongMediaType(what + " is sent as multipart/form-data with one file");
        }
        List<Part> files;
        try {
            files = request.getParts().stream().filter(part -> part.getSubmittedFileName() != null).toList();
        } catch (ServletException | IllegalStateException e) {
            throw ApiException.unreadable("The form can't be read: " + e.getMessage());
        }
        if (files.size() != 1) {
            throw ApiException.invalid("", "ONE_FILE_WANTED",
                    "the form has " + files.size() + " files; one is wanted, " + what);
        }
        Part file = files.get(0);
        return new UploadedFile(file.getSubmittedFileName(), file.getSize(), file);
    }

    public InputStream open() throws IOException {
        return part.getInputStream();
    }
}
