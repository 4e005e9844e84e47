package io.drover.spark.source;

import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.Reading;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What tasks need to know of a scan, in a form that serialises.
 *
 * @param fileBits how many high bits of a row order number hold the file
 * @param numbered whether the fields may ask for source row numbers (one file)
 */
record ScanSpec(
        String source, Options options, Records records, boolean declared, int columns, ArrayList<String> names,
        ArrayList<String> header, ArrayList<Field> fields, int fileBits, boolean numbered) implements Serializable {

    /** {@link JobSpec.SourceOptions}. */
    record Options(String format, String delimiter, Boolean header, String quote, String encoding, String structure,
            String sheet, String badRecords, String separator) implements Serializable {}

    /** {@link Reading.Records}, or null members; null itself for other readings. */
    record Records(String separator, String quote, String escape, Cut cut) implements Serializable {}

    /** What {@link Reading.Fields} adds to its records; null where they aren't cut. */
    record Cut(String delimiter, int columns, boolean unquoted) implements Serializable {}

    record Field(Plan.Scan.Field.Kind kind, int index, String id) implements Serializable {}

    static ScanSpec of(ResolvedSource source, Plan.Scan scan) {
        JobSpec.SourceOptions options = source.options();
        ArrayList<Field> fields = new ArrayList<>();
        scan.fields().forEach(field -> fields.add(new Field(field.kind(), field.index(), field.column().id())));
        ArrayList<String> names = new ArrayList<>();
        source.columns().forEach(column -> names.add(column.name()));
        Records records = scan.reading() instanceof Reading.Records whole ? records(whole, null)
                : scan.reading() instanceof Reading.Fields cut
                        ? records(cut.records(), new Cut(cut.delimiter(), cut.columns(), cut.unquoted()))
                        : null;
        int fileBits = 64 - Long.numberOfLeadingZeros(Math.max(0, source.files().size() - 1L));
        return new ScanSpec(source.id(),
                new Options(options.format(), options.delimiter(), options.header(), options.quote(),
                        options.encoding(), options.structure(), options.sheet(), options.badRecords(),
                        options.separator()),
                records, scan.reading() instanceof Reading.Declared, source.columns().size(), names,
                new ArrayList<>(source.header()), fields, fileBits,
                source.files().size() == 1);
    }

    private static Records records(Reading.Records records, Cut cut) {
        return new Records(records.separator().orElse(null), records.quote().orElse(null), records.escape().orElse(null),
                cut);
    }

    ScanSpec withFields(List<String> ids) {
        ArrayList<Field> kept = new ArrayList<>();
        for (String id : ids) {
            fields.stream().filter(field -> field.id().equals(id)).forEach(kept::add);
        }
        return new ScanSpec(source, options, records, declared, columns, names, header, kept, fileBits, numbered);
    }

    boolean asksForRowNumbers() {
        return numbered && fields.stream().anyMatch(field -> field.kind() == Plan.Scan.Field.Kind.SOURCE_ROW_NUMBER);
    }

    /** A source may be read in several ways; each has pieces of its own. */
    String key() {
        return source + " " + reading();
    }

    Reading reading() {
        if (records != null) {
            Reading.Records whole = new Reading.Records(Optional.ofNullable(records.separator()),
                    Optional.ofNullable(records.quote()), Optional.ofNullable(records.escape()));
            return records.cut() == null ? whole
                    : new Reading.Fields(whole, records.cut().delimiter(), records.cut().columns(), records.cut().unquoted());
        }
        return declared ? Reading.DECLARED : Reading.NO_HEADER;
    }

    /** How many fields a record of delimited text has at most. */
    int recordFields() {
        return records == null ? columns : records.cut() == null ? 1 : records.cut().columns();
    }

    JobSpec.SourceOptions sourceOptions() {
        return new JobSpec.SourceOptions(options.format(), options.delimiter(), options.header(), options.quote(),
                options.encoding(), options.structure(), options.sheet(), options.badRecords(),
                options.separator());
    }

    /** For {@link io.drover.job.source.RecordSources}: types play no part in reading values as text. */
    List<JobSpec.SourceColumn> sourceColumns() {
        return names.stream().map(name -> new JobSpec.SourceColumn(name, io.drover.recipe.type.ColumnType.STRING))
                .toList();
    }

    long rowOrder(int file, long place) {
        return fileBits == 0 ? place : (long) file << (63 - fileBits) | place;
    }

}
