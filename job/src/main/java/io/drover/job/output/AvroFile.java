package io.drover.job.output;

import io.drover.recipe.analysis.OutputRows.FileType;
import io.drover.recipe.analysis.OutputRows.TypedColumn;
import io.drover.recipe.type.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;

/** An Avro object container file of a table's rows, Datetimes as timestamp-millis. */
public final class AvroFile implements Closeable {
    private final Schema schema;
    private final boolean[] maps;
    private final DataFileWriter<GenericData.Record> writer;

    /** @param out closed with the file */
    public AvroFile(OutputStream out, Schema schema, boolean snappy) throws IOException {
        this.schema = schema;
        this.maps = new boolean[schema.getFields().size()];
        schema.getFields().forEach(field -> maps[field.pos()] = isMap(field.schema()));
        this.writer = new DataFileWriter<>(new GenericDatumWriter<>(schema));
        writer.setCodec(snappy ? CodecFactory.snappyCodec() : CodecFactory.nullCodec());
        writer.create(schema, out);
    }

    /** A record of nullable fields; a column whose name isn't legal in Avro has its own name as the field's doc. */
    public static Schema schema(List<TypedColumn> columns) {
        List<Schema.Field> fields = new ArrayList<>();
        for (TypedColumn column : columns) {
            Schema nullable = Schema.createUnion(
                    Schema.create(Schema.Type.NULL), type(column.fileType()));
            fields.add(new Schema.Field(column.name(), nullable,
                    column.name().equals(column.title()) ? null : column.title(), JsonProperties.NULL_VALUE));
        }
        return Schema.createRecord("row", null, "io.drover", false, fields);
    }

    private static Schema type(FileType type) {
        return switch (type) {
            case STRING -> Schema.create(Schema.Type.STRING);
            case LONG -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case TIMESTAMP -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case ARRAY -> Schema.createArray(nullableString());
            case MAP -> Schema.createMap(nullableString());
        };
    }

    private static Schema nullableString() {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
    }

    private static boolean isMap(Schema nullable) {
        return nullable.getTypes().get(1).getType() == Schema.Type.MAP;
    }

    /** Of keys and values in turn, in their order. */
    private static Map<String, String> map(List<?> entries) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i += 2) {
            map.put((String) entries.get(i), (String) entries.get(i + 1));
        }
        return map;
    }

    /** @param values as {@link Storage} says, in the order of the columns */
    public void write(Object[] values) throws IOException {
        GenericData.Record row = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            row.put(i, maps[i] && values[i] != null ? map((List<?>) values[i]) : values[i]);
        }
        writer.append(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
