package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec.SourceColumn;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;

/** An Avro object container file of records; columns are found by name, so files of one source may differ in order. */
final class AvroSource implements RecordSource {
    private final String uri;
    private final SourceInput input;
    private final DataFileStream<GenericRecord> stream;
    private final Schema.Field[] fields;
    private final List<String> warnings;
    private GenericRecord current;
    private long recordNumber;

    private AvroSource(String uri, SourceInput input, DataFileStream<GenericRecord> stream, Schema.Field[] fields,
            List<String> warnings) {
        this.uri = uri;
        this.input = input;
        this.stream = stream;
        this.fields = fields;
        this.warnings = warnings;
    }

    static AvroSource open(String uri, List<SourceColumn> columns, Configuration configuration) throws IOException {
        SourceInput input = SourceInput.open(uri, configuration);
        DataFileStream<GenericRecord> stream = stream(uri, input);
        Schema.Field[] fields =
                columns.stream().map(column -> stream.getSchema().getField(column.name())).toArray(Schema.Field[]::new);
        List<String> names = stream.getSchema().getFields().stream().map(Schema.Field::name).toList();
        return new AvroSource(uri, input, stream, fields, FieldNames.differences(uri, names, columns));
    }

    private static DataFileStream<GenericRecord> stream(String uri, SourceInput input) throws IOException {
        try {
            DataFileStream<GenericRecord> stream =
                    new DataFileStream<>(input.stream(), new OrderedMaps());
            if (stream.getSchema().getType() != Schema.Type.RECORD) {
                throw new IOException("its schema is " + stream.getSchema().getType() + ", not a record");
            }
            return stream;
        } catch (IOException | AvroRuntimeException e) {
            input.close();
            throw JobCode.UNREADABLE_INPUT.failure(uri + " is not an Avro file of records: " + e.getMessage(), e);
        }
    }

    /** Keeps the keys of maps in the file's order. */
    private static final class OrderedMaps extends GenericDatumReader<GenericRecord> {
        @Override
        protected Object newMap(Object old, int size) {
            return new LinkedHashMap<>();
        }
    }

    static List<SourceColumn> columns(String uri, Configuration configuration) throws IOException {
        try (SourceInput input = SourceInput.open(uri, configuration);
                DataFileStream<GenericRecord> stream = stream(uri, input)) {
            return stream.getSchema().getFields().stream()
                    .map(field -> new SourceColumn(field.name(), AvroText.type(field.schema())))
                    .toList();
        }
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!stream.hasNext()) {
                return false;
            }
            current = stream.next(current);
        } catch (AvroRuntimeException | IOException e) {
            throw JobCode.UNREADABLE_INPUT.failure(
                    uri + " is damaged after record " + recordNumber + ": " + e.getMessage(), e);
        }
        recordNumber++;
        return true;
    }

    @Override
    public String field(int index) {
        Schema.Field field = fields[index];
        return field == null ? null : AvroText.text(current.get(field.pos()), field.schema());
    }

    @Override
    public long recordNumber() {
        return recordNumber;
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        input.close();
    }
}
