package io.drover.job.publish;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** What a Parquet file says of itself at its end. */
final class ParquetFooter {
    private ParquetFooter() {}

    /**
     * The number of rows.
     *
     * @throws IOException if the file can't be read
     * @throws RuntimeException if it has no readable footer, or lacks columns that the footer names
     */
    static long rows(FileStatus file, Configuration configuration) throws IOException {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromStatus(file, configuration))) {
            long rows = 0;
            for (BlockMetaData group : reader.getFooter().getBlocks()) {
                for (ColumnChunkMetaData column : group.getColumns()) {
                    if (column.getStartingPos() + column.getTotalSize() > file.getLen()) {
                        throw new IOException("column " + column.getPath() + " ends beyond the file's end");
                    }
                }
                rows += group.getRowCount();
            }
            return rows;
        }
    }
}
