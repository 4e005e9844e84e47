package io.drover.job.source.workbook;

import io.drover.job.engine.JobCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Refuses zips that are made to fill the memory or never end, before the workbook in them is read. */
final class WorkbookLimits {
    /** Texts, styles and lists are read into memory; sheets are not. */
    private static final long PART_LIMIT = 512L << 20;
    /** A sheet's XML packs well, to a twentieth or less; this is near what the method can do at all. */
    private static final long RATIO_LIMIT = 500;
    private static final long RATIO_FROM = 64L << 20;
    private static final int ENTRIES_LIMIT = 10_000;

    private WorkbookLimits() {}

    /** @throws io.drover.job.engine.JobFailure if the file is over a limit */
    static void check(String uri, Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > ENTRIES_LIMIT) {
                throw refused(uri, "it has more than " + ENTRIES_LIMIT + " parts");
            }
            byte[] buffer = new byte[1 << 16];
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                if (entry.getSize() > RATIO_FROM && entry.getSize() / Math.max(1, entry.getCompressedSize()) > RATIO_LIMIT) {
                    throw refused(uri, "its part " + entry.getName() + " inflates to more than " + RATIO_LIMIT
                            + " times its size");
                }
                if (!entry.getName().startsWith("xl/worksheets/") && !entry.getName().startsWith("xl/media/")) {
                    count(uri, zip, entry, buffer);
                }
            }
        }
    }

    /** By reading it: what an entry says of its size need not be true. */
    private static void count(String uri, ZipFile zip, ZipEntry entry, byte[] buffer) throws IOException {
        long size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > PART_LIMIT) {
                    throw refused(uri, "its part " + entry.getName() + " inflates to more than " + (PART_LIMIT >> 20) + " MiB");
                }
            }
        }
    }

    private static RuntimeException refused(String uri, String reason) {
        return JobCode.UNREADABLE_INPUT.failure(uri + " is refused: " + reason);
    }
}
