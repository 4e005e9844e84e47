package io.drover.job.source;

import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Delimited text, read from its first byte to its last. */
final class DelimitedSource implements RecordSource {
    private final String uri;
    private final SourceInput input;
    private final InputStream text;
    private final RecordReader reader;
    /** Null if the file has no header. */
    private final HeaderLayout layout;

    private DelimitedSource(String uri, SourceInput input, InputStream text, RecordReader reader, HeaderLayout layout) {
        this.uri = uri;
        this.input = input;
        this.text = text;
        this.reader = reader;
        this.layout = layout;
    }

    /** @param header the names that the first record should have; null if it is no header */
    static DelimitedSource open(String uri, DelimitedFormat format, int columns, List<String> header, SourceOptions options,
            Configuration configuration) throws IOException {
        SourceInput input = SourceInput.text(uri, options, configuration);
        InputStream text = Encodings.utf8(input.stream(), options.encoding());
        RecordReader reader = new RecordReader(text, format, header == null ? columns : Integer.MAX_VALUE);
        if (options.failsOnBadRecords()) {
            reader.checkBytes();
        }
        HeaderLayout layout = header == null ? null : layout(reader, header, columns);
        DelimitedSource source = new DelimitedSource(uri, input, text, reader, layout);
        if (layout == null || !layout.isData()) {
            return source;
        }
        source.close();
        DelimitedSource all = open(uri, format, columns, null, options, configuration);
        return new DelimitedSource(uri, all.input, all.text, all.reader, layout);
    }

    /** Reads the header; what follows has the columns that it says. */
    static HeaderLayout layout(RecordReader reader, List<String> header, int columns) throws IOException {
        if (!reader.next()) {
            reader.limitColumns(columns);
            return null;
        }
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < reader.fields(); i++) {
            cells.add(reader.field(i));
        }
        HeaderLayout layout = HeaderLayout.of(SourceResolver.headerNames(cells), header);
        reader.limitColumns(layout.fields() == null ? columns : layout.width());
        return layout;
    }

    @Override
    public boolean next() throws IOException {
        return reader.next();
    }

    @Override
    public String field(int index) {
        int field = layout == null ? index : layout.field(index);
        return field < 0 ? null : reader.field(field);
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
    public boolean hasWarnings() {
        return layout != null && layout.difference() != null || reader.counts().any() || Encodings.hasWarnings(text);
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (layout != null && layout.difference() != null) {
            warnings.add(uri + ": " + layout.difference());
        }
        warnings.addAll(reader.counts().warnings(uri));
        warnings.addAll(Encodings.warnings(text, uri));
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        input.close();
    }
}
