package io.drover.spark.output;

import io.drover.job.output.AvroFile;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.storage.HadoopFiles;
import io.drover.recipe.analysis.OutputRows.FileType;
import io.drover.recipe.analysis.OutputRows.TypedColumn;
import io.drover.recipe.type.Storage;
import io.drover.spark.function.KernelValues;
import io.drover.spark.function.StorageTypes;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** How one output's part files are written, in a form that serialises. */
sealed interface PartFormat extends Serializable {

    /** How many columns of the sink's rows it takes. */
    int width();

    /** @param first whether it is the output's first part */
    Part create(Path path, boolean first, Configuration configuration) throws IOException;

    /** A part file being written. */
    interface Part extends Closeable {
        /** @param from number of the first of its columns */
        void write(InternalRow row, int from) throws IOException;
    }

    /**
     * Lines of text, each the one column.
     *
     * @param header line at the top of parts, or null
     * @param headerInFirstOnly whether the parts will be joined
     */
    record Lines(String header, boolean headerInFirstOnly, Compression compression) implements PartFormat {

        @Override
        public int width() {
            return 1;
        }

        @Override
        public Part create(Path path, boolean first, Configuration configuration) throws IOException {
            OutputStream raw = HadoopFiles.of(path, configuration).fileSystem().create(path, false);
            OutputStream out = new BufferedOutputStream(compressed(raw), 1 << 16);
            if (header != null && (first || !headerInFirstOnly)) {
                out.write(UTF8String.fromString(header).getBytes());
                out.write('\n');
            }
            return new Part() {
                @Override
                public void write(InternalRow row, int from) throws IOException {
                    UTF8String line = row.getUTF8String(from);
                    if (line == null) {
                        throw new IllegalStateException("a line of an output is null");
                    }
                    line.writeTo(out);
                    out.write('\n');
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }

        private OutputStream compressed(OutputStream raw) throws IOException {
            return switch (compression) {
                case NONE -> raw;
                case GZIP -> new GZIPOutputStream(raw, 1 << 15);
                case BZIP2 -> new BZip2CompressorOutputStream(raw);
                case SNAPPY -> throw new IllegalArgumentException("snappy is no compression of csv or json files");
            };
        }
    }

    /** Avro object container files. */
    record Avro(String schema, ArrayList<Storage> storages, boolean snappy) implements PartFormat {

        @Override
        public int width() {
            return storages.size();
        }

        @Override
        public Part create(Path path, boolean first, Configuration configuration) throws IOException {
            OutputStream raw = HadoopFiles.of(path, configuration).fileSystem().create(path, false);
            AvroFile file = new AvroFile(raw, new Schema.Parser().parse(schema), snappy);
            return new Part() {
                @Override
                public void write(InternalRow row, int from) throws IOException {
                    Object[] values = new Object[storages.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = KernelValues.toKernel(row, from + i, storages.get(i));
                    }
                    file.write(values);
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }

    /**
     * Parquet by Spark's own writer.
     *
     * @param settings what the writer reads out of a Hadoop configuration, beyond the cluster's
     */
    record Parquet(StructType schema, OutputWriterFactory factory, ArrayList<String[]> settings) implements PartFormat {

        /** A column whose name isn't legal in Avro has its own name as the field's comment. */
        static StructType schema(List<TypedColumn> columns) {
            StructType schema = new StructType();
            for (TypedColumn column : columns) {
                DataType type = column.fileType() == FileType.MAP
                        ? DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, true)
                        : StorageTypes.type(column.value().type().storage());
                schema = column.name().equals(column.title()) ? schema.add(column.name(), type, true)
                        : schema.add(column.name(), type, true, column.title());
            }
            return schema;
        }

        @Override
        public int width() {
            return schema.length();
        }

        @Override
        public Part create(Path path, boolean first, Configuration cluster) {
            Configuration configuration = new Configuration(cluster);
            settings.forEach(setting -> configuration.set(setting[0], setting[1]));
            // Local files get no checksum files beside them.
            configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
            configuration.setBoolean("fs.file.impl.disable.cache", true);
            OutputWriter writer = factory.newInstance(
                    path.toString(), schema, new TaskAttemptContextImpl(configuration, new TaskAttemptID()));
            Object[] values = new Object[schema.length()];
            GenericInternalRow part = new GenericInternalRow(values);
            return new Part() {
                @Override
                public void write(InternalRow row, int from) {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = row.isNullAt(from + i) ? null : value(row, from + i, schema.apply(i).dataType());
                    }
                    writer.write(part);
                }

                @Override
                public void close() {
                    writer.close();
                }
            };
        }

        private static Object value(InternalRow row, int ordinal, DataType type) {
            return type instanceof MapType ? map(row.getArray(ordinal)) : row.get(ordinal, type);
        }

        /** Of keys and values in turn. */
        private static ArrayBasedMapData map(ArrayData entries) {
            Object[] keys = new Object[entries.numElements() / 2];
            Object[] values = new Object[keys.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = entries.getUTF8String(2 * i);
                values[i] = entries.isNullAt(2 * i + 1) ? null : entries.getUTF8String(2 * i + 1);
            }
            return new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(values));
        }
    }
}
