package io.drover.spark.source;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A scan of the plan as a table that Spark reads; only the columns that are asked for are decoded. */
final class SourceTable implements SupportsRead {

    /** Gives the partitions and the reader for the fields that remained. */
    interface Opening {
        List<SourcePartition> partitions(ScanSpec spec);

        SourceRows rows(ScanSpec spec);
    }

    private final String name;
    private final StructType schema;
    private final ScanSpec spec;
    private final long bytes;
    private final Opening opening;

    SourceTable(String name, StructType schema, ScanSpec spec, long bytes, Opening opening) {
        this.name = name;
        this.schema = schema;
        this.spec = spec;
        this.bytes = bytes;
        this.opening = opening;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    @Deprecated
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new Builder();
    }

    private final class Builder implements SupportsPushDownRequiredColumns {
        private StructType wanted = schema;

        @Override
        public void pruneColumns(StructType required) {
            wanted = required;
        }

        @Override
        public Scan build() {
            return new SourceScan(SourceTable.this, wanted);
        }
    }

    /** Equal for the same columns of the same table, so that Spark reads once what is asked for twice. */
    private record SourceScan(SourceTable table, StructType wanted) implements Scan, Batch, SupportsReportStatistics {

        private ScanSpec spec() {
            return table.spec.withFields(List.of(wanted.fieldNames()));
        }

        @Override
        public StructType readSchema() {
            return wanted;
        }

        @Override
        public String description() {
            return "source " + table.name;
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return table.opening.partitions(spec()).toArray(InputPartition[]::new);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return table.opening.rows(spec());
        }

        @Override
        public Statistics estimateStatistics() {
            return new Statistics() {
                @Override
                public OptionalLong sizeInBytes() {
                    return OptionalLong.of(table.bytes);
                }

                @Override
                public OptionalLong numRows() {
                    return OptionalLong.empty();
                }
            };
        }
    }
}
