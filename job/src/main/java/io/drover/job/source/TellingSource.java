package io.drover.job.source;

import java.io.IOException;
import java.util.List;

/** Tells file and record when storage or decompression fails. */
final class TellingSource implements RecordSource {
    private final String uri;
    private final RecordSource records;

    TellingSource(String uri, RecordSource records) {
        this.uri = uri;
        this.records = records;
    }

    @Override
    public boolean next() throws IOException {
        try {
            return records.next();
        } catch (IOException e) {
            throw UnreadableFile.failure(uri, records.recordNumber(), e);
        }
    }

    @Override
    public String field(int index) {
        return records.field(index);
    }

    @Override
    public long recordNumber() {
        return records.recordNumber();
    }

    @Override
    public long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public long partBegin() {
        return records.partBegin();
    }

    @Override
    public long partEnd() {
        return records.partEnd();
    }

    @Override
    public boolean hasWarnings() {
        return records.hasWarnings();
    }

    @Override
    public List<String> warnings() {
        return records.warnings();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
