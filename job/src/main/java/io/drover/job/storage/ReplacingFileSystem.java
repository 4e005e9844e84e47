package io.drover.job.storage;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * A {@link org.apache.hadoop.fs.FileSystem} that offers the two atomic renames and a sync itself, where neither {@code FileContext}
 * nor the local file system's own calls are the way to them.
 */
public interface ReplacingFileSystem {

    /** Renames a file over a file or to a free name, in one step. */
    void replace(Path from, Path to) throws IOException;

    /** Renames a file or directory to a free name; fails with {@code FileAlreadyExistsException} if there is something. */
    void moveIfAbsent(Path from, Path to) throws IOException;

    /** Puts a file's content, or a directory's entries, on the disk. */
    void sync(Path path) throws IOException;
}
