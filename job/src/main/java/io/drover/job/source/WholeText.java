package io.drover.job.source;

import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A file as one record of one field; its byte order mark goes. */
final class WholeText implements RecordSource {
    private final SourceInput input;
    private final String encoding;
    private String text;

    private WholeText(SourceInput input, String encoding) {
        this.input = input;
        this.encoding = encoding;
    }

    static WholeText open(String uri, SourceOptions options, Configuration configuration) throws IOException {
        return new WholeText(SourceInput.text(uri, options, configuration), options.encoding());
    }

    @Override
    public boolean next() throws IOException {
        if (text != null) {
            return false;
        }
        byte[] bytes = Encodings.utf8(input.stream(), encoding).readAllBytes();
        text = new String(bytes, StandardCharsets.UTF_8);
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
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
