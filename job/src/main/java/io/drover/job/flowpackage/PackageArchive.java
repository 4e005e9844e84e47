package io.drover.job.flowpackage;

import io.drover.job.flowpackage.PackageException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * The members of a package that matter. Nothing is written anywhere; the zip is read in one pass, every size is what was
 * really inflated, and the pass ends at the first limit.
 *
 * @param documentName the entry's name
 * @param document the flow's JSON or JSON5
 * @param artifacts by storage id
 * @param ignored names of entries that have no meaning here
 */
record PackageArchive(String documentName, byte[] document, Map<String, byte[]> artifacts, List<String> ignored) {
    private static final Pattern ARTIFACT = Pattern.compile("artifact_(.+)\\.data");
    private static final int IGNORED_SHOWN = 20;
    private static final int NAME_LIMIT = 200;

    static PackageArchive read(InputStream in, PackageLimits limits) throws IOException {
        String documentName = null;
        byte[] document = null;
        Map<String, byte[]> artifacts = new HashMap<>();
        List<String> ignored = new ArrayList<>();
        int artifactBytes = 0;
        int entries = 0;
        try (ZipArchiveInputStream zip = new ZipArchiveInputStream(new Bounded(in, limits.archiveBytes()),
                StandardCharsets.UTF_8.name(), true, true)) {
            for (ZipArchiveEntry entry = zip.getNextZipEntry(); entry != null; entry = zip.getNextZipEntry()) {
                if (++entries > limits.entries()) {
                    throw new PackageException(Kind.TOO_LARGE, "the package has more than " + limits.entries()
                            + " entries; one document and its artifacts are expected");
                }
                String path = safe(entry.getName());
                String name = path.substring(path.lastIndexOf('/') + 1);
                boolean hidden = path.startsWith("__MACOSX/") || name.startsWith(".");
                Matcher artifact = ARTIFACT.matcher(name);
                if (entry.isDirectory() || hidden) {
                    continue;
                }
                if (isDocument(name)) {
                    if (document != null) {
                        throw new PackageException(Kind.NOT_A_PACKAGE, "the package has two documents, "
                                + documentName + " and " + path + "; one flow document is expected");
                    }
                    documentName = path;
                    document = content(zip, entry, path, limits.documentBytes(), "document");
                } else if (artifact.matches()) {
                    byte[] bytes = content(zip, entry, path, limits.artifactBytes() - artifactBytes, "artifacts");
                    artifactBytes += bytes.length;
                    artifacts.put(artifact.group(1), bytes);
                } else if (ignored.size() < IGNORED_SHOWN) {
                    ignored.add(path);
                }
            }
        } catch (PackageException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // The library's way of saying that the bytes are no zip, or not a whole one.
            throw new PackageException(entries == 0 ? Kind.NOT_A_PACKAGE : Kind.BAD_ENTRY,
                    (entries == 0 ? "the file is not a zip: " : "the zip is damaged: ") + clip(e.getMessage()), e);
        }
        if (entries == 0) {
            throw new PackageException(Kind.NOT_A_PACKAGE,
                    "the file is not a zip, or an empty one; a flow package is a zip with one flow document");
        }
        if (document == null) {
            throw new PackageException(Kind.NOT_A_PACKAGE, "the zip has no flow document (flow_<name>.json or .json5)"
                    + (ignored.isEmpty() ? "" : "; it has " + String.join(", ", ignored)));
        }
        return new PackageArchive(documentName, document, artifacts, ignored);
    }

    private static boolean isDocument(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".json") || lower.endsWith(".json5");
    }

    /** With slashes; a name that leads out of the package means that somebody made the zip to do harm. */
    private static String safe(String name) {
        String path = name.replace('\\', '/');
        boolean leaves = path.startsWith("/") || path.matches("[A-Za-z]:.*")
                || List.of(path.split("/")).contains("..");
        if (leaves || path.chars().anyMatch(c -> c < 0x20)) {
            throw new PackageException(Kind.BAD_ENTRY, "the package has an entry named \"" + clip(path)
                    + "\"; names inside the package are expected");
        }
        return path;
    }

    private static byte[] content(ZipArchiveInputStream zip, ZipArchiveEntry entry, String path, int limit,
            String what) throws IOException {
        if (!zip.canReadEntryData(entry)) {
            throw new PackageException(Kind.BAD_ENTRY, "entry " + clip(path)
                    + " is encrypted or compressed in a way that can't be read; deflated is right");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        for (int count = zip.read(buffer); count >= 0; count = zip.read(buffer)) {
            if (count > limit - bytes.size()) {
                throw new PackageException(Kind.TOO_LARGE, "entry " + clip(path) + " inflates beyond the limit of "
                        + limit + " bytes for a package's " + what);
            }
            bytes.write(buffer, 0, count);
            crc.update(buffer, 0, count);
        }
        // Known from the header, or not before the entry was read.
        if (entry.getCrc() >= 0 && entry.getCrc() != crc.getValue()) {
            throw new ZipException("entry " + clip(path) + " has another checksum than it says");
        }
        return bytes.toByteArray();
    }

    private static String clip(String text) {
        String plain = String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= NAME_LIMIT ? plain : plain.substring(0, NAME_LIMIT) + "…";
    }

    /** Ends with an error rather than read more than a number of bytes. */
    private static final class Bounded extends FilterInputStream {
        private long left;
        private final long limit;

        Bounded(InputStream in, long limit) {
            super(in);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new PackageException(Kind.TOO_LARGE, "the package has more than " + limit + " bytes");
            }
        }
    }
}
