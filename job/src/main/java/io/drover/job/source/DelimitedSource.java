package io.drover.job.source;

import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Delimited text, read from its first byte to its last. */
final class DelimitedSource implements RecordSource {
    private final String uri;
    private final SourceInput input;
    private final RecordReader reader;

    private DelimitedSource(String uri, SourceInput input, RecordReader reader) {
        this.uri = uri;
        this.input = input;
        this.reader = reader;
    }

    static DelimitedSource open(String uri, DelimitedFormat format, int columns, boolean header, SourceOptions options,
            Configuration configuration) throws IOException {
        SourceInput input = SourceInput.text(uri, options, configuration);
        RecordReader reader = new RecordReader(Encodings.utf8(input.stream(), options.encoding()), format, columns);
        DelimitedSource source = new DelimitedSource(uri, input, reader);
        if (header) {
            reader.next();
        }
        return source;
    }

    @Override
    public boolean next() throws IOException {
        return reader.next();
    }

    @Override
    public String field(int index) {
        return reader.field(index);
    }

    @Override
    public long recordNumber() {
        return reader.recordNumber();
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public List<String> warnings() {
        return reader.counts().warnings(uri);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        input.close();
    }
}
