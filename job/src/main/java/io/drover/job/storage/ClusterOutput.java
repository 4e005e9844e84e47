package io.drover.job.storage;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;

/**
 * A new file on a cluster. HDFS throws the very exception of a failed write again from {@code close}, which
 * try-with-resources answers with "Self-suppression not permitted" in place of the cause.
 */
final class ClusterOutput extends FSDataOutputStream {
    ClusterOutput(FSDataOutputStream out) throws IOException {
        super(out, null);
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } catch (IOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
