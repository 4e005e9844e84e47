package io.drover.job.flowpackage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip made entry by entry. */
final class TestingPackage {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    static TestingPackage of(String name, String content) {
        return new TestingPackage().with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    static String resource(String name) {
        try (InputStream in = TestingPackage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestingPackage with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    FlowPackage read() {
        return read(bytes(), PackageLimits.DEFAULT);
    }

    static FlowPackage read(byte[] bytes, PackageLimits limits) {
        try {
            return PackageReader.read(new ByteArrayInputStream(bytes), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
