package io.drover.photon.output;

import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.analysis.OutputRows.TypedColumn;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.type.Storage;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;

/** Writes an Avro container file: every field nullable, Datetimes as timestamp-millis, a column's own name as its doc. */
public final class AvroOutput {
    private final StagingRequest request;
    private final List<TypedColumn> columns;

    public AvroOutput(StagingRequest request, Table table, Instant referenceTime) {
        this.request = request;
        this.columns = new OutputRows(table, referenceTime, true).typedColumns();
    }

    /** What to select, in the order of {@link #write}'s rows. */
    public List<NamedExpr> output() {
        List<NamedExpr> output = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            output.add(new NamedExpr("$" + i, columns.get(i).value()));
        }
        return output;
    }

    public StagedFile write(ResultSet rows, Configuration configuration) throws SQLException, IOException {
        String name = "part-00000" + request.extension();
        StagingFolder folder = new StagingFolder(request.directory(), configuration);
        Schema schema = schema();
        long count = 0;
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(request.output().compression() == Compression.SNAPPY
                    ? CodecFactory.snappyCodec() : CodecFactory.nullCodec());
            writer.create(schema, folder.create(name));
            while (rows.next()) {
                GenericData.Record record = new GenericData.Record(schema);
                for (int i = 0; i < columns.size(); i++) {
                    record.put(i, value(rows, i + 1, columns.get(i).value().type().storage()));
                }
                writer.append(record);
                count++;
            }
        }
        return new StagedFile(folder.uri(name), count, folder.length(name));
    }

    private Schema schema() {
        List<Schema.Field> fields = new ArrayList<>();
        for (TypedColumn column : columns) {
            Schema type = Schema.createUnion(
                    Schema.create(Schema.Type.NULL), type(column.value().type().storage()));
            fields.add(new Schema.Field(column.name(), type, column.title().equals(column.name()) ? null : column.title(),
                    Schema.Field.NULL_DEFAULT_VALUE));
        }
        return Schema.createRecord("row", null, "io.drover", false, fields);
    }

    private static Schema type(Storage storage) {
        return switch (storage) {
            case TEXT, LIST -> Schema.create(Schema.Type.STRING);
            case INTEGER -> Schema.create(Schema.Type.LONG);
            case DECIMAL -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case DATETIME -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        };
    }

    private static Object value(ResultSet rows, int index, Storage storage) throws SQLException {
        Object value = switch (storage) {
            case TEXT, LIST -> rows.getString(index);
            case INTEGER, DATETIME -> (Object) rows.getLong(index);
            case DECIMAL -> rows.getDouble(index);
            case BOOLEAN -> rows.getBoolean(index);
        };
        return rows.wasNull() ? null : value;
    }
}
