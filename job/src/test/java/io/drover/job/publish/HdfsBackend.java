package io.drover.job.publish;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** A real HDFS, with a client of its own for each process: what a dead one had open is left open, as by a kill. */
final class HdfsBackend implements FaultyFileSystem.Backend {
    private final DistributedFileSystem hdfs;

    HdfsBackend(String authority, Configuration configuration) throws IOException {
        hdfs = (DistributedFileSystem) FileSystem.newInstance(URI.create("hdfs://" + authority), configuration);
    }

    /** With all that the process writes: it writes one file after the other. */
    @Override
    public void abandon(FSDataOutputStream out) {
        hdfs.getClient().closeAllFilesBeingWritten(true);
    }

    @Override
    public void abort() {
        hdfs.getClient().closeAllFilesBeingWritten(true);
    }

    @Override
    public void disconnect() throws IOException {
        hdfs.close();
    }

    @Override
    public FSDataInputStream open(Path file) throws IOException {
        return hdfs.open(file);
    }

    @Override
    public FSDataOutputStream create(Path file) throws IOException {
        return hdfs.createNonRecursive(file, FsPermission.getFileDefault(), EnumSet.of(CreateFlag.CREATE), 4096,
                (short) 1, 1 << 20, null);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return hdfs.delete(path, recursive);
    }

    @Override
    public FileStatus[] list(Path directory) throws IOException {
        return hdfs.listStatus(directory);
    }

    @Override
    public boolean mkdirs(Path directory) throws IOException {
        return hdfs.mkdirs(directory);
    }

    @Override
    public FileStatus status(Path path) throws IOException {
        return hdfs.getFileStatus(path);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        hdfs.rename(from, to, Options.Rename.OVERWRITE);
    }

    @Override
    public void moveIfAbsent(Path from, Path to) throws IOException {
        hdfs.rename(from, to, Options.Rename.NONE);
    }

    @Override
    public void setTimes(Path path, long modified) throws IOException {
        hdfs.setTimes(path, modified, -1);
    }

    @Override
    public void sync(Path path) {
        // Left to the replication, as Drover does on HDFS.
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        hdfs.setPermission(path, permission);
    }
}
