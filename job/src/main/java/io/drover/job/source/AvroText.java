package io.drover.job.source;

import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.TypeName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** Avro values in the text forms of the language, and Avro schemas as its types. */
final class AvroText {
    private AvroText() {}

    static ColumnType type(Schema schema) {
        Schema actual = actual(schema);
        LogicalType logical = actual.getLogicalType();
        if (logical instanceof LogicalTypes.Date) {
            return ColumnType.datetime(Format.annotation("yyyy*mm*dd"));
        }
        if (isTimestamp(actual)) {
            return ColumnType.datetime(Format.annotation("yyyy*mm*dd*HH:MM:SS"));
        }
        if (logical instanceof LogicalTypes.Decimal) {
            return ColumnType.DECIMAL;
        }
        return switch (actual.getType()) {
            case INT, LONG -> logical == null ? ColumnType.INTEGER : ColumnType.STRING;
            case FLOAT, DOUBLE -> ColumnType.DECIMAL;
            case BOOLEAN -> ColumnType.BOOLEAN;
            case ARRAY -> ColumnType.ARRAY;
            case MAP, RECORD -> ColumnType.MAP;
            case STRING, ENUM, BYTES, FIXED, NULL, UNION -> ColumnType.of(TypeName.STRING);
        };
    }

    private static boolean isTimestamp(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return isNanos(schema) || logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.TimestampMicros
                || logical instanceof LogicalTypes.LocalTimestampMillis
                || logical instanceof LogicalTypes.LocalTimestampMicros;
    }

    /** By its name: this version of the library doesn't know the type. */
    private static boolean isNanos(Schema schema) {
        String name = schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
        return schema.getType() == Schema.Type.LONG
                && ("timestamp-nanos".equals(name) || "local-timestamp-nanos".equals(name));
    }

    /** By its name: the library knows it of strings only. */
    private static boolean isUuid(Schema schema) {
        return schema.getType() == Schema.Type.FIXED && schema.getFixedSize() == 16
                && "uuid".equals(schema.getProp(LogicalType.LOGICAL_TYPE_PROP));
    }

    /** The one branch of a nullable union; any other schema itself. */
    private static Schema actual(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> branches = schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
        return branches.size() == 1 ? branches.get(0) : schema;
    }

    /** The branch of a union that a value is of; any other schema itself. */
    private static Schema actual(Schema schema, Object value) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().get(GenericData.get().resolveUnion(schema, value)) : schema;
    }

    /** Null for null. */
    static String text(Object value, Schema schema) {
        if (value == null) {
            return null;
        }
        Schema actual = actual(schema, value);
        if (actual.getType() == Schema.Type.ARRAY || actual.getType() == Schema.Type.MAP
                || actual.getType() == Schema.Type.RECORD) {
            StringBuilder json = new StringBuilder();
            json(value, actual, json);
            return json.toString();
        }
        return scalar(value, actual);
    }

    private static String scalar(Object value, Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Date) {
            return StoredText.date((Integer) value);
        }
        if (logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.LocalTimestampMillis) {
            return StoredText.datetime(Instant.ofEpochMilli((Long) value));
        }
        if (logical instanceof LogicalTypes.TimestampMicros || logical instanceof LogicalTypes.LocalTimestampMicros) {
            return StoredText.datetime(StoredText.ofMicros((Long) value));
        }
        if (isNanos(schema)) {
            return StoredText.datetime(StoredText.ofNanos((Long) value));
        }
        if (isUuid(schema)) {
            return StoredText.uuid(bytes(value));
        }
        if (logical instanceof LogicalTypes.TimeMillis) {
            return StoredText.time((Integer) value * 1_000_000L);
        }
        if (logical instanceof LogicalTypes.TimeMicros) {
            return StoredText.time((Long) value * 1_000L);
        }
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return StoredText.decimal(bytes(value), decimal.getScale());
        }
        if (value instanceof ByteBuffer || value instanceof GenericFixed) {
            return StoredText.binary(bytes(value));
        }
        if (value instanceof Float number) {
            return StoredText.number(number);
        }
        if (value instanceof Double number) {
            return StoredText.number(number);
        }
        return value.toString();
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static void json(Object value, Schema schema, StringBuilder json) {
        if (value == null) {
            json.append("null");
            return;
        }
        Schema actual = actual(schema, value);
        if (value instanceof List<?> list) {
            char separator = '[';
            for (Object element : list) {
                json.append(separator);
                json(element, actual.getElementType(), json);
                separator = ',';
            }
            json.append(separator == '[' ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(separator);
                JsonRecord.quote(entry.getKey().toString(), json);
                json.append(':');
                json(entry.getValue(), actual.getValueType(), json);
                separator = ',';
            }
            json.append(separator == '{' ? "{}" : "}");
        } else if (value instanceof IndexedRecord record) {
            char separator = '{';
            for (Schema.Field field : record.getSchema().getFields()) {
                json.append(separator);
                JsonRecord.quote(field.name(), json);
                json.append(':');
                json(record.get(field.pos()), field.schema(), json);
                separator = ',';
            }
            json.append(separator == '{' ? "{}" : "}");
        } else {
            String text = scalar(value, actual);
            boolean bare = text == null || value instanceof Boolean
                    || value instanceof Number && actual.getLogicalType() == null && !isNanos(actual)
                    || actual.getLogicalType() instanceof LogicalTypes.Decimal;
            if (bare) {
                json.append(text);
            } else {
                JsonRecord.quote(text, json);
            }
        }
    }
}
