package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.source.ResolvedSource.SourceFile;
import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import io.drover.job.spec.JobSpec.SourceColumn;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.plan.Reading;
import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;

/** Opens the files of resolved sources. */
public final class RecordSources {
    private RecordSources() {}

    /**
     * @param reading how the plan wants the file's rows made; of files that aren't delimited text, other readings than
     *     {@link Reading.Records} are as declared
     * @throws io.drover.job.engine.JobFailure if the file isn't what its source says
     */
    public static RecordSource open(ResolvedSource source, SourceFile file, Reading reading,
            Configuration configuration) throws IOException {
        return open(source, file, reading, index -> true, configuration);
    }

    /** @param wanted which fields will be asked for; of formats that keep columns apart the others aren't read */
    public static RecordSource open(ResolvedSource source, SourceFile file, Reading reading, IntPredicate wanted,
            Configuration configuration) throws IOException {
        return open(source, file, FileRange.WHOLE, reading, wanted, configuration);
    }

    /** @param range other than the whole file only where {@link #hasParts} */
    public static RecordSource open(ResolvedSource source, SourceFile file, FileRange range, Reading reading,
            IntPredicate wanted, Configuration configuration) throws IOException {
        try {
            return new TellingSource(file.uri(), unguarded(source, file, range, reading, wanted, configuration));
        } catch (IOException e) {
            throw UnreadableFile.failure(file.uri(), 0, e);
        }
    }

    /** Whether a file of that format, read as declared, can be read in parts. Those of Parquet know their record numbers. */
    public static boolean hasParts(String format, String uri) {
        return (format.equals("pqt") || format.equals("avro")) && !SourceInput.isCompressed(uri);
    }

    private static RecordSource unguarded(ResolvedSource source, SourceFile file, FileRange range, Reading reading,
            IntPredicate wanted, Configuration configuration) throws IOException {
        SourceOptions options = source.options();
        if (reading instanceof Reading.Records records) {
            return records.separator().isEmpty() || records.separator().get().isEmpty()
                    ? WholeText.open(file.uri(), options, configuration)
                    : DelimitedSource.open(file.uri(), format(records), 1, null, options, configuration);
        }
        if (reading instanceof Reading.Fields fields) {
            return DelimitedSource.open(file.uri(), format(fields), fields.columns(), null, options, configuration);
        }
        return switch (options.format()) {
            case "csv", "text", "xlsx" -> DelimitedSource.open(file.uri(), format(options), source.columns().size(),
                    options.header() && reading instanceof Reading.Declared ? source.header() : null, options,
                    configuration);
            case "json" -> JsonSource.open(file.uri(), source.columns().stream().map(SourceColumn::name).toList(),
                    options.encoding(), configuration);
            case "pqt" -> ParquetSource.open(file.uri(), range, source.columns(), wanted, configuration);
            case "avro" -> AvroSource.open(file.uri(), range, source.columns(), configuration);
            default -> throw JobCode.INPUT_FORMAT.failure(
                    "format " + options.format() + " of " + file.uri() + " can't be read here");
        };
    }

    /**
     * Reads the header that begins a file as declared.
     *
     * @param reader at the file's begin, without a limit of columns; then limited to those that the file has
     * @return null if the file is empty
     */
    public static HeaderLayout header(RecordReader reader, List<String> header, int columns) throws IOException {
        return DelimitedSource.layout(reader, header, columns);
    }

    /** The failure of a source whose bad records are to fail the job, by what was told when the first was met. */
    public static JobFailure badRecords(List<String> warnings) {
        return JobCode.BAD_RECORDS.failure(String.join("; ", warnings)
                + ". The source is read with badRecords=fail; with badRecords=keep this is a warning");
    }

    /** The records of a source as it is declared. */
    public static DelimitedFormat format(SourceOptions options) {
        return DelimitedFormat.of(blankToNull(options.delimiter()), blankToNull(options.quote()), options.recordSeparator());
    }

    /** The records of a file whose recipe begins with {@code splitrows}. */
    public static DelimitedFormat format(Reading.Records records) {
        Character quote = records.quote().filter(text -> !text.isEmpty()).map(text -> text.charAt(0)).orElse(null);
        Character escape = records.escape().filter(text -> !text.isEmpty()).map(text -> text.charAt(0)).orElse(null);
        return DelimitedFormat.records(quote, escape, records.separator().orElseThrow());
    }

    /** The fields of a file whose recipe begins with {@code splitrows} and {@code split}. */
    public static DelimitedFormat format(Reading.Fields fields) {
        DelimitedFormat records = format(fields.records());
        return new DelimitedFormat(fields.delimiter(), records.quote(), records.escape(), records.recordSeparator(),
                !fields.unquoted());
    }

    private static String blankToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
