package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec.SourceColumn;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A Parquet file; only the columns that are wanted are read. Columns are found by name, so files of one source may
 * differ in order, and lack some.
 */
final class ParquetSource implements RecordSource {
    private final String uri;
    private final ParquetFileReader file;
    private final MessageType schema;
    private final MessageColumnIO columns;
    /** By the source's columns: the field of a record, -1 if the file has no such column or nobody wants it. */
    private final int[] fields;
    private final List<String> warnings;
    private final FileRange range;
    private RecordReader<Group> records;
    private Group current;
    private int rowGroup;
    private boolean wasRead;
    private long left;
    private long recordNumber;
    private long bytesRead;

    private ParquetSource(String uri, ParquetFileReader file, FileRange range, List<SourceColumn> columns,
            IntPredicate wanted) {
        this.uri = uri;
        this.file = file;
        this.range = range;
        MessageType all = file.getFileMetaData().getSchema();
        List<Type> read = new ArrayList<>();
        fields = new int[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            String name = columns.get(i).name();
            fields[i] = -1;
            if (wanted.test(i) && all.containsField(name)) {
                fields[i] = read.size();
                read.add(all.getType(name));
            }
        }
        warnings = FieldNames.differences(uri, all.getFields().stream().map(Type::getName).toList(), columns);
        schema = new MessageType(all.getName(), read);
        file.setRequestedSchema(schema);
        this.columns = new ColumnIOFactory(file.getFileMetaData().getCreatedBy()).getColumnIO(schema, all);
    }

    /** @param wanted which of the columns are asked for, by their numbers */
    static ParquetSource open(String uri, FileRange range, List<SourceColumn> columns, IntPredicate wanted,
            Configuration configuration) throws IOException {
        ParquetFileReader file = file(uri, configuration);
        try {
            return new ParquetSource(uri, file, range, columns, wanted);
        } catch (RuntimeException e) {
            file.close();
            throw unreadable(uri, e);
        }
    }

    static List<SourceColumn> columns(String uri, Configuration configuration) throws IOException {
        try (ParquetFileReader file = file(uri, configuration)) {
            return file.getFileMetaData().getSchema().getFields().stream()
                    .map(field -> new SourceColumn(field.getName(), ParquetText.type(field)))
                    .toList();
        }
    }

    private static ParquetFileReader file(String uri, Configuration configuration) throws IOException {
        Path path = new Path(URI.create(uri));
        HadoopFiles files = HadoopFiles.of(path, configuration);
        long length = files.fileSystem().getFileStatus(path).getLen();
        try {
            return ParquetFileReader.open(new Input(files, path, length),
                    HadoopReadOptions.builder(configuration).build());
        } catch (IOException | RuntimeException e) {
            throw unreadable(uri, e);
        }
    }

    private static JobFailure unreadable(String uri, Exception e) {
        return JobCode.UNREADABLE_INPUT.failure(uri + " is not a whole Parquet file: " + e.getMessage(), e);
    }

    private record Input(HadoopFiles files, Path path, long length) implements InputFile {
        @Override
        public long getLength() {
            return length;
        }

        @Override
        public SeekableInputStream newStream() throws IOException {
            return HadoopStreams.wrap(files.open(path));
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (left == 0) {
                if (!nextRowGroup()) {
                    return false;
                }
            }
            if (records != null) {
                current = records.read();
            }
        } catch (IOException | RuntimeException e) {
            throw JobCode.UNREADABLE_INPUT.failure(
                    uri + " is damaged after record " + recordNumber + ": " + e.getMessage(), e);
        }
        left--;
        recordNumber++;
        return true;
    }

    private boolean nextRowGroup() throws IOException {
        List<BlockMetaData> groups = file.getRowGroups();
        if (wasRead) {
            bytesRead += groups.get(rowGroup - 1).getCompressedSize();
        }
        wasRead = false;
        while (rowGroup < groups.size() && !isOurs(groups.get(rowGroup))) {
            recordNumber += groups.get(rowGroup++).getRowCount();
            if (schema.getFieldCount() > 0) {
                file.skipNextRowGroup();
            }
        }
        if (rowGroup == groups.size()) {
            return false;
        }
        BlockMetaData group = groups.get(rowGroup++);
        wasRead = true;
        left = group.getRowCount();
        if (schema.getFieldCount() == 0) {
            return true; // rows without columns are only counted
        }
        if (left == 0) {
            file.skipNextRowGroup();
            return true;
        }
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null || pages.getRowCount() != left) {
            throw new IOException("row group " + rowGroup + " doesn't have the " + left + " rows that its footer says");
        }
        records = columns.getRecordReader(pages, new GroupRecordConverter(schema));
        return true;
    }

    private boolean isOurs(BlockMetaData group) {
        return range.isWhole() || range.holds(group.getStartingPos());
    }

    @Override
    public String field(int index) {
        return fields[index] < 0 ? null : ParquetText.text(current, fields[index]);
    }

    @Override
    public long recordNumber() {
        return recordNumber;
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public boolean hasWarnings() {
        return !warnings.isEmpty();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
