package io.drover.job.source;

import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The first bytes of a file, decompressed.
 *
 * @param complete whether that is all of it
 */
record FileSample(String uri, byte[] bytes, boolean complete) {
    private static final int SIZE = 1 << 20;

    static FileSample read(String uri, Configuration configuration) throws IOException {
        try (SourceInput input = SourceInput.open(uri, configuration)) {
            byte[] bytes = input.stream().readNBytes(SIZE);
            return new FileSample(uri, bytes, bytes.length < SIZE || input.stream().read() < 0);
        }
    }

    /** The first of a workbook's sheet as text; of other files this sample. */
    FileSample text(SourceOptions options, Configuration configuration) throws IOException {
        if (!"xlsx".equals(options.format())) {
            return this;
        }
        try (SourceInput input = SourceInput.text(uri, options, configuration)) {
            byte[] text = input.stream().readNBytes(SIZE);
            return new FileSample(uri, text, text.length < SIZE || input.stream().read() < 0);
        }
    }

    boolean startsWith(int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * What ends its lines: {@code "\n"}, before which a carriage return goes, too; or {@code "\r"} where there is none of
     * those, as in files of old spreadsheet programs.
     */
    String separator(String encoding) throws IOException {
        boolean returns = false;
        try (InputStream text = Encodings.utf8(new ByteArrayInputStream(bytes), encoding)) {
            for (int b = text.read(); b >= 0; b = text.read()) {
                if (b == '\n') {
                    return "\n";
                }
                returns |= b == '\r';
            }
        }
        return returns ? "\r" : "\n";
    }

    /** Up to {@code limit} records, without one that the sample cuts. */
    List<List<String>> records(DelimitedFormat format, String encoding, int limit) throws IOException {
        List<List<String>> records = new ArrayList<>();
        try (RecordReader reader = new RecordReader(Encodings.utf8(new ByteArrayInputStream(bytes), encoding), format,
                Integer.MAX_VALUE)) {
            while (records.size() <= limit && reader.next()) {
                List<String> record = new ArrayList<>();
                for (int i = 0; i < reader.fields(); i++) {
                    record.add(reader.field(i));
                }
                records.add(record);
            }
        }
        if (records.size() > limit || !complete && records.size() > 1) {
            records.remove(records.size() - 1);
        }
        return records;
    }
}
