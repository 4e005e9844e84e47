package io.drover.job.source;

import io.drover.job.source.delimited.RecordCounts;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A file as one record of one field; its byte order mark goes. */
final class WholeText implements RecordSource {
    private final SourceInput input;
    private final InputStream utf8;
    private final String uri;
    private final RecordCounts counts = new RecordCounts();
    private String text;

    private WholeText(String uri, SourceInput input, String encoding) {
        this.uri = uri;
        this.input = input;
        this.utf8 = Encodings.utf8(input.stream(), encoding);
    }

    static WholeText open(String uri, SourceOptions options, Configuration configuration) throws IOException {
        return new WholeText(uri, SourceInput.text(uri, options, configuration), options.encoding());
    }

    @Override
    public boolean next() throws IOException {
        if (text != null) {
            return false;
        }
        byte[] bytes = utf8.readAllBytes();
        text = counts.decode(bytes, 0, bytes.length, 1, 0);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        return true;
    }

    @Override
    public String field(int index) {
        return index == 0 ? text : null;
    }

    @Override
    public long recordNumber() {
        return text == null ? 0 : 1;
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public boolean hasWarnings() {
        return counts.any() || Encodings.hasWarnings(utf8);
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(counts.warnings(uri));
        warnings.addAll(Encodings.warnings(utf8, uri));
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
