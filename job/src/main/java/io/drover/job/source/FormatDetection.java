package io.drover.job.source;

import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** Fills in the options of a source that nobody gave, from the name and the first bytes of a file. */
final class FormatDetection {
    private static final List<String> DELIMITERS = List.of(",", "\t", ";", "|");
    private static final int RECORDS = 200;

    private FormatDetection() {}

    /** No null member but {@code sheet}. */
    static SourceOptions complete(SourceOptions given, FileSample sample) throws IOException {
        String encoding = given.encoding() == null ? Encodings.detect(sample.bytes()) : given.encoding();
        Encodings.charset(encoding);
        String quote = given.quote() == null ? "\"" : given.quote();
        String structure = given.structure() == null ? "auto" : given.structure();
        String format = given.format() == null ? format(sample, encoding) : given.format();
        if (format.equals("xlsx")) {
            boolean named = given.header() == null ? !structure.equals("noheader") : given.header();
            return new SourceOptions(format, ",", structure.equals("header") || named && !structure.equals("noheader"),
                    "\"", "UTF-8", structure, given.sheet(), given.badRecords(), "\n");
        }
        String separator = sample.separator(encoding);
        String delimiter = given.delimiter();
        if (delimiter == null && (format.equals("csv") || format.equals("delimited"))) {
            delimiter = extension(sample.uri()).equals("tsv") ? "\t"
                    : delimiter(sample, quote, encoding, separator);
        }
        if (format.equals("delimited")) {
            format = delimiter == null ? "text" : "csv";
        }
        if (format.equals("text")) {
            delimiter = given.delimiter() == null ? "" : given.delimiter();
        }
        boolean delimited = format.equals("csv") || format.equals("text");
        // A file without any delimiter is one column without a name, unless its own name says that it is a table.
        boolean table = delimiter != null && !delimiter.isEmpty() || extension(sample.uri()).equals("csv");
        boolean header = given.header() != null ? given.header()
                : delimited && table && !structure.equals("noheader")
                        && !startsWithRemarks(sample, delimiter, quote, encoding, separator);
        if (delimited && structure.equals("noheader")) {
            header = false;
        } else if (delimited && structure.equals("header")) {
            header = true;
        }
        return new SourceOptions(format, delimiter == null ? "" : delimiter, header && delimited, quote, encoding,
                structure, given.sheet(), given.badRecords(), separator);
    }

    /**
     * Whether the first record has less than half of the fields that records have: files of statistical offices begin
     * with lines about themselves, and which line holds the names only the recipe can say.
     */
    private static boolean startsWithRemarks(FileSample sample, String delimiter, String quote, String encoding,
            String separator) throws IOException {
        if (delimiter == null || delimiter.isEmpty()) {
            return false;
        }
        List<List<String>> records = sample.records(DelimitedFormat.of(delimiter, quote, separator), encoding, RECORDS);
        return !records.isEmpty() && 2 * records.get(0).size() < usualFields(records);
    }

    private static String format(FileSample sample, String encoding) throws IOException {
        if (sample.startsWith('O', 'b', 'j', 1)) {
            return "avro";
        }
        if (sample.startsWith('P', 'A', 'R', '1')) {
            return "pqt";
        }
        boolean oldWorkbook = sample.startsWith(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
        if (sample.startsWith('P', 'K', 3, 4) || oldWorkbook) {
            return "xlsx"; // of an old one the reader says what to do
        }
        return switch (extension(sample.uri())) {
            case "json", "jsonl", "ndjson" -> "json";
            // Not what they say they are: told when they are opened, instead of read as text.
            case "avro" -> "avro";
            case "parquet", "pqt" -> "pqt";
            default -> looksLikeJson(sample, encoding) ? "json" : "delimited";
        };
    }

    private static boolean looksLikeJson(FileSample sample, String encoding) throws IOException {
        DelimitedFormat lines = new DelimitedFormat(null, null, null, "\n");
        for (List<String> line : sample.records(lines, encoding, 20)) {
            String text = line.get(0);
            if (!text.isBlank()) {
                return text.strip().startsWith("{") && JsonSource.parse(text) != null;
            }
        }
        return false;
    }

    /** Lower case, without the compression's. */
    private static String extension(String uri) {
        String name = new Path(uri).getName().toLowerCase(Locale.ROOT);
        if (SourceInput.isCompressed(name)) {
            name = name.substring(0, name.lastIndexOf('.'));
        }
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * The delimiter by which most records have the same number of fields, more than one; among equals the one that makes
     * more fields, then in the order of {@link #DELIMITERS}. Null if none cuts anything.
     */
    private static String delimiter(FileSample sample, String quote, String encoding, String separator)
            throws IOException {
        String best = null;
        double bestShare = 0;
        int bestFields = 1;
        for (String candidate : DELIMITERS) {
            List<List<String>> records =
                    sample.records(DelimitedFormat.of(candidate, quote, separator), encoding, RECORDS);
            int fields = usualFields(records);
            if (fields < 2) {
                continue;
            }
            double share = (double) records.stream().filter(record -> record.size() == fields).count() / records.size();
            if (share > bestShare || share == bestShare && fields > bestFields) {
                best = candidate;
                bestShare = share;
                bestFields = fields;
            }
        }
        return best;
    }

    /** How many fields most records have; among equals the greater; 0 for no records. */
    static int usualFields(List<List<String>> records) {
        Map<Integer, Integer> counts = new HashMap<>();
        records.forEach(record -> counts.merge(record.size(), 1, Integer::sum));
        int usual = 0;
        for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
            int best = counts.getOrDefault(usual, 0);
            if (count.getValue() > best || count.getValue() == best && count.getKey() > usual) {
                usual = count.getKey();
            }
        }
        return usual;
    }
}
