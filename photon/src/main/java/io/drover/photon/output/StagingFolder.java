package io.drover.photon.output;

import io.drover.job.storage.HadoopFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The folder that an output is staged in, on whatever file system it lies. */
final class StagingFolder {
    private final org.apache.hadoop.fs.Path directory;
    private final HadoopFiles files;

    /** @param directory as Hadoop spells paths, so with a percent sign that stands for itself */
    StagingFolder(String directory, Configuration configuration) throws IOException {
        this.directory = new org.apache.hadoop.fs.Path(directory);
        this.files = HadoopFiles.of(this.directory, configuration);
    }

    String uri(String name) {
        return files.qualify(path(name)).toString();
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(directory, name);
    }

    /** Moves a local file in, by a rename if it lies on the same disk; its length. */
    long take(Path local, String name) throws IOException {
        long length = Files.size(local);
        if (files.fileSystem() instanceof RawLocalFileSystem raw) {
            Path target = raw.pathToFile(path(name)).toPath();
            Files.createDirectories(target.getParent());
            Files.move(local, target, StandardCopyOption.REPLACE_EXISTING);
            return length;
        }
        try (InputStream in = Files.newInputStream(local); FSDataOutputStream out = create(name)) {
            in.transferTo(out);
        }
        Files.delete(local);
        return length;
    }

    FSDataOutputStream create(String name) throws IOException {
        return files.createExclusively(path(name));
    }

    /** Compresses a local file into the folder; the length of the result. */
    long compress(Path local, String name, Compressor compressor) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(local), 1 << 16);
                FSDataOutputStream out = create(name)) {
            try (OutputStream compressed = compressor.over(out)) {
                in.transferTo(compressed);
            }
        }
        Files.delete(local);
        return files.fileSystem().getFileStatus(path(name)).getLen();
    }

    long length(String name) throws IOException {
        return files.fileSystem().getFileStatus(path(name)).getLen();
    }

    interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }
}
