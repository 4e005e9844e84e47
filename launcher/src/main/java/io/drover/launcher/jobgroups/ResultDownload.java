package io.drover.launcher.jobgroups;

import io.drover.launcher.rest.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Hands out the bytes of a published output, parts joined. */
final class ResultDownload {
    private final ScriptResult result;
    private final Configuration hadoop;

    ResultDownload(ScriptResult result, Configuration hadoop) {
        this.result = result;
        this.hadoop = hadoop;
    }

    /** @throws ApiException 404 if the files are no longer there */
    void write(HttpServletResponse response) throws IOException {
        Path path = new Path(result.uri());
        FileSystem files = path.getFileSystem(hadoop);
        List<FileStatus> parts = parts(files, path);
        boolean text = result.format().equals("csv") || result.format().equals("json");
        boolean zip = !text && parts.size() > 1;
        response.setContentType(zip ? "application/zip" : contentType());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName(path, zip) + "\"");
        OutputStream out = response.getOutputStream();
        if (zip) {
            zip(files, parts, out);
        } else if (parts.size() > 1 && result.header() && result.format().equals("csv")) {
            joinUnderOneHeader(files, parts, out);
        } else {
            for (FileStatus part : parts) {
                try (InputStream in = files.open(part.getPath())) {
                    in.transferTo(out);
                }
            }
        }
    }

    private List<FileStatus> parts(FileSystem files, Path path) throws IOException {
        try {
            FileStatus status = files.getFileStatus(path);
            if (status.isFile()) {
                return List.of(status);
            }
            return Arrays.stream(files.listStatus(path, part -> part.getName().startsWith("part-")))
                    .filter(FileStatus::isFile).sorted(Comparator.comparing(FileStatus::getPath)).toList();
        } catch (FileNotFoundException e) {
            throw ApiException.notFound("The result " + result.uri() + " is no longer there");
        }
    }

    private String contentType() {
        return switch (result.compression()) {
            case "gzip" -> "application/gzip";
            case "bzip2" -> "application/x-bzip2";
            default -> switch (result.format()) {
                case "csv" -> "text/csv";
                case "json" -> "application/x-ndjson";
                default -> "application/octet-stream";
            };
        };
    }

    /** Only characters that need no quoting in the header. */
    private static String fileName(Path path, boolean zip) {
        return path.getName().replaceAll("[^A-Za-z0-9._-]", "_") + (zip ? ".zip" : "");
    }

    private static void zip(FileSystem files, List<FileStatus> parts, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (FileStatus part : parts) {
            zip.putNextEntry(new ZipEntry(part.getPath().getName()));
            try (InputStream in = files.open(part.getPath())) {
                in.transferTo(zip);
            }
            zip.closeEntry();
        }
        zip.finish();
    }

    /** Every part begins with the header; only the first one's is kept. */
    private void joinUnderOneHeader(FileSystem files, List<FileStatus> parts, OutputStream out) throws IOException {
        OutputStream packed = pack(out);
        boolean first = true;
        for (FileStatus part : parts) {
            try (InputStream in = new BufferedInputStream(unpack(files.open(part.getPath())), 1 << 16)) {
                if (!first) {
                    skipRecord(in);
                }
                in.transferTo(packed);
                first = false;
            }
        }
        packed.flush();
        if (packed instanceof GZIPOutputStream gzip) {
            gzip.finish();
        } else if (packed instanceof BZip2CompressorOutputStream bzip2) {
            bzip2.finish();
        }
    }

    private OutputStream pack(OutputStream out) throws IOException {
        return switch (result.compression()) {
            case "gzip" -> new GZIPOutputStream(out, 1 << 16);
            case "bzip2" -> new BZip2CompressorOutputStream(out);
            default -> out;
        };
    }

    private InputStream unpack(InputStream in) throws IOException {
        return switch (result.compression()) {
            case "gzip" -> new GZIPInputStream(in, 1 << 16);
            case "bzip2" -> new BZip2CompressorInputStream(in, true);
            default -> in;
        };
    }

    /** A line end inside quotes does not end a record. */
    private static void skipRecord(InputStream in) throws IOException {
        boolean quoted = false;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '"') {
                quoted = !quoted;
            } else if (b == '\n' && !quoted) {
                return;
            }
        }
    }
}
