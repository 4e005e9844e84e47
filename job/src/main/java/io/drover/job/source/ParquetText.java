package io.drover.job.source;

import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Parquet values in the text forms of the language, and Parquet types as its types. Lists and maps are read as the
 * format's specification says, with its rules for files of older writers.
 */
final class ParquetText {
    /** Of 1970-01-01. */
    private static final long JULIAN_EPOCH_DAY = 2_440_588;

    private ParquetText() {}

    static ColumnType type(Type type) {
        if (type.isRepetition(Type.Repetition.REPEATED) || isList(type)) {
            return ColumnType.ARRAY;
        }
        if (!type.isPrimitive()) {
            return ColumnType.MAP;
        }
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof DecimalLogicalTypeAnnotation) {
            return ColumnType.DECIMAL;
        }
        return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case INT32, INT64 -> {
                if (logical instanceof DateLogicalTypeAnnotation) {
                    yield ColumnType.datetime(Format.annotation("yyyy*mm*dd"));
                }
                if (logical instanceof TimestampLogicalTypeAnnotation) {
                    yield ColumnType.datetime(Format.annotation("yyyy*mm*dd*HH:MM:SS"));
                }
                yield logical == null || logical instanceof IntLogicalTypeAnnotation
                        ? ColumnType.INTEGER : ColumnType.STRING;
            }
            case INT96 -> ColumnType.datetime(Format.annotation("yyyy*mm*dd*HH:MM:SS"));
            case FLOAT, DOUBLE -> ColumnType.DECIMAL;
            case BOOLEAN -> ColumnType.BOOLEAN;
            case BINARY, FIXED_LEN_BYTE_ARRAY -> ColumnType.STRING;
        };
    }

    /** A field of a record; null for null. */
    static String text(Group record, int field) {
        Type type = record.getType().getType(field);
        int count = record.getFieldRepetitionCount(field);
        if (type.isRepetition(Type.Repetition.REPEATED)) {
            StringBuilder json = new StringBuilder();
            repeated(record, field, json);
            return json.toString();
        }
        if (count == 0) {
            return null;
        }
        if (type.isPrimitive()) {
            return primitive(record, field, 0);
        }
        StringBuilder json = new StringBuilder();
        json(record, field, 0, json);
        return json.toString();
    }

    private static String primitive(Group record, int field, int index) {
        PrimitiveType type = record.getType().getType(field).asPrimitiveType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> String.valueOf(record.getBoolean(field, index));
            case FLOAT -> StoredText.number(record.getFloat(field, index));
            case DOUBLE -> StoredText.number(record.getDouble(field, index));
            case INT32 -> int32(record.getInteger(field, index), logical);
            case INT64 -> int64(record.getLong(field, index), logical);
            case INT96 -> StoredText.datetime(instant(record.getInt96(field, index)));
            case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(record.getBinary(field, index), logical);
        };
    }

    private static String int32(int value, LogicalTypeAnnotation logical) {
        if (logical instanceof DateLogicalTypeAnnotation) {
            return StoredText.date(value);
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return StoredText.decimal(value, decimal.getScale());
        }
        if (logical instanceof TimeLogicalTypeAnnotation) {
            return StoredText.time(value * 1_000_000L);
        }
        return logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()
                ? Integer.toUnsignedString(value) : Integer.toString(value);
    }

    private static String int64(long value, LogicalTypeAnnotation logical) {
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            return StoredText.datetime(switch (timestamp.getUnit()) {
                case MILLIS -> Instant.ofEpochMilli(value);
                case MICROS -> StoredText.ofMicros(value);
                case NANOS -> StoredText.ofNanos(value);
            });
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return StoredText.decimal(value, decimal.getScale());
        }
        if (logical instanceof TimeLogicalTypeAnnotation time) {
            return StoredText.time(time.getUnit() == TimeUnit.NANOS ? value : value * 1_000L);
        }
        return logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()
                ? Long.toUnsignedString(value) : Long.toString(value);
    }

    private static String binary(Binary value, LogicalTypeAnnotation logical) {
        if (logical instanceof StringLogicalTypeAnnotation || logical instanceof EnumLogicalTypeAnnotation
                || logical instanceof JsonLogicalTypeAnnotation) {
            return value.toStringUsingUTF8();
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return StoredText.decimal(value.getBytes(), decimal.getScale());
        }
        return logical instanceof UUIDLogicalTypeAnnotation
                ? StoredText.uuid(value.getBytes()) : StoredText.binary(value.getBytes());
    }

    /** Nanoseconds of the day, then the Julian day; as all writers of it agree, in UTC. */
    private static Instant instant(Binary value) {
        ByteBuffer bytes = ByteBuffer.wrap(value.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long day = Integer.toUnsignedLong(bytes.getInt()) - JULIAN_EPOCH_DAY;
        return Instant.ofEpochSecond(day * 86_400).plusNanos(nanos);
    }

    private static void json(Group record, int field, int index, StringBuilder json) {
        Type type = record.getType().getType(field);
        if (type.isPrimitive()) {
            primitiveJson(record, field, index, json);
            return;
        }
        Group group = record.getGroup(field, index);
        if (isList(type)) {
            list(group, type.getName(), json);
        } else if (isMap(type)) {
            map(group, json);
        } else {
            struct(group, json);
        }
    }

    private static void primitiveJson(Group record, int field, int index, StringBuilder json) {
        PrimitiveType type = record.getType().getType(field).asPrimitiveType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        String text = primitive(record, field, index);
        boolean number = logical instanceof DecimalLogicalTypeAnnotation || switch (type.getPrimitiveTypeName()) {
            case BOOLEAN, FLOAT, DOUBLE -> true;
            case INT32, INT64 -> logical == null || logical instanceof IntLogicalTypeAnnotation;
            case INT96, BINARY, FIXED_LEN_BYTE_ARRAY -> false;
        };
        if (text == null || number) {
            json.append(text);
        } else {
            JsonRecord.quote(text, json);
        }
    }

    /** A member, which may be absent or repeated. */
    private static void member(Group record, int field, StringBuilder json) {
        if (record.getType().getType(field).isRepetition(Type.Repetition.REPEATED)) {
            repeated(record, field, json);
        } else if (record.getFieldRepetitionCount(field) == 0) {
            json.append("null");
        } else {
            json(record, field, 0, json);
        }
    }

    private static void repeated(Group record, int field, StringBuilder json) {
        json.append('[');
        for (int i = 0; i < record.getFieldRepetitionCount(field); i++) {
            json.append(i == 0 ? "" : ",");
            json(record, field, i, json);
        }
        json.append(']');
    }

    private static void struct(Group group, StringBuilder json) {
        char separator = '{';
        for (int i = 0; i < group.getType().getFieldCount(); i++) {
            json.append(separator);
            JsonRecord.quote(group.getType().getFieldName(i), json);
            json.append(':');
            member(group, i, json);
            separator = ',';
        }
        json.append(separator == '{' ? "{}" : "}");
    }

    private static boolean isList(Type type) {
        return !type.isPrimitive() && type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
                && type.asGroupType().getFieldCount() == 1
                && type.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED);
    }

    private static void list(Group group, String name, StringBuilder json) {
        Type repeated = group.getType().getType(0);
        if (isElement(repeated, name)) {
            repeated(group, 0, json);
            return;
        }
        json.append('[');
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            json.append(i == 0 ? "" : ",");
            member(group.getGroup(0, i), 0, json);
        }
        json.append(']');
    }

    /** Whether the repeated field is the element itself, as older writers have it, and not a wrapper of one. */
    private static boolean isElement(Type repeated, String list) {
        if (repeated.isPrimitive()) {
            return true;
        }
        GroupType group = repeated.asGroupType();
        return group.getFieldCount() > 1 || group.getType(0).isRepetition(Type.Repetition.REPEATED)
                || repeated.getName().equals("array") || repeated.getName().equals(list + "_tuple");
    }

    private static boolean isMap(Type type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (!(logical instanceof MapLogicalTypeAnnotation || logical instanceof MapKeyValueTypeAnnotation)
                || type.asGroupType().getFieldCount() != 1) {
            return false;
        }
        Type entry = type.asGroupType().getType(0);
        return entry.isRepetition(Type.Repetition.REPEATED) && !entry.isPrimitive()
                && entry.asGroupType().getType(0).isPrimitive();
    }

    private static void map(Group group, StringBuilder json) {
        char separator = '{';
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            Group entry = group.getGroup(0, i);
            json.append(separator);
            JsonRecord.quote(String.valueOf(text(entry, 0)), json);
            json.append(':');
            if (entry.getType().getFieldCount() > 1) {
                member(entry, 1, json);
            } else {
                json.append("null");
            }
            separator = ',';
        }
        json.append(separator == '{' ? "{}" : "}");
    }
}
