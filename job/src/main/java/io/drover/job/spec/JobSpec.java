package io.drover.job.spec;

import io.drover.job.storage.LocalPlaces;
import io.drover.recipe.type.ColumnType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything a driver needs to run a job group: the same document run again anywhere gives the same result. Stored as
 * {@code job.json}; no secret and no engine word in it.
 *
 * @param version of this format, {@link #VERSION}
 * @param jobGroup the group's id; also names what it stages and publishes
 * @param attempt 1 for the first; a higher one fences off the lower
 * @param engine {@code photon} or {@code spark}
 * @param sources what is read
 * @param datasets recipes in dependency order, the wanted one last
 * @param target id of the dataset whose table is written
 * @param outputs in request order; the first is the primary one
 * @param profile whether a visual profile is wanted
 * @param parameters flow parameters with their effective values
 * @param referenceTime the job's clock: NOW, TODAY, two-digit years, date-time path parameters
 */
public record JobSpec(
        int version,
        long jobGroup,
        int attempt,
        String engine,
        Jobs jobs,
        List<Source> sources,
        List<Dataset> datasets,
        String target,
        List<Output> outputs,
        boolean profile,
        Map<String, String> parameters,
        Instant referenceTime,
        Limits limits) {

    public static final int VERSION = 1;

    /** Ids of the group's jobs: one wrangle, one filewriter per output in output order, a profile or null. */
    public record Jobs(long wrangle, List<Long> filewriters, Long profile) {}

    /**
     * A source.
     *
     * @param id unique in the spec, named by {@link Dataset.Input}
     * @param name for people and for recipes that name the dataset
     * @param uris file, directory or glob URIs, variables already inserted; all matches are one table
     * @param options how to read it
     * @param columns fixed at import; empty if the driver has to detect them
     * @param types that win over detected and fixed ones, by column
     * @param selections rules for the places {@code {name}} of the URIs
     */
    public record Source(
            String id, String name, List<String> uris, SourceOptions options, List<SourceColumn> columns,
            Map<String, ColumnType> types, List<PathSelection> selections) {

        /** Whose URIs say all about its files. */
        public Source(String id, String name, List<String> uris, SourceOptions options, List<SourceColumn> columns,
                Map<String, ColumnType> types) {
            this(id, name, uris, options, columns, types, List.of());
        }

        /** With no types of its own. */
        public Source(String id, String name, List<String> uris, SourceOptions options, List<SourceColumn> columns) {
            this(id, name, uris, options, columns, Map.of());
        }
    }

    /**
     * A rule by which files are selected: what may stand in a URI at {@code {name}}. {@link
     * io.drover.job.source.PathRules} is its meaning.
     *
     * @param value a glob, a pattern, or a datetime format with a range
     */
    public record PathSelection(String name, Kind kind, String value) {
        public enum Kind {
            WILDCARD("wildcard"), PATTERN("pattern"), DATETIME("datetime");

            private final String word;

            Kind(String word) {
                this.word = word;
            }

            public String word() {
                return word;
            }
        }
    }

    /**
     * How a source is read. Null members are detected from the first bytes.
     *
     * @param format csv, text, json, avro, pqt, xlsx
     * @param structure auto (the recipe decides, docs/reading-files.md), raw, noheader or header
     * @param badRecords keep (what is out of the ordinary is read as well as it can be, counted and reported) or fail;
     *     null is keep
     * @param separator what ends the records of delimited text; always detected, so descriptions don't have it
     */
    public record SourceOptions(
            String format, String delimiter, Boolean header, String quote, String encoding, String structure,
            String sheet, String badRecords, String separator) {
        public static final SourceOptions DETECT = new SourceOptions(null, null, null, null, null, "auto", null);

        /** That keeps bad records. */
        public SourceOptions(String format, String delimiter, Boolean header, String quote, String encoding,
                String structure, String sheet) {
            this(format, delimiter, header, quote, encoding, structure, sheet, null);
        }

        public SourceOptions(String format, String delimiter, Boolean header, String quote, String encoding,
                String structure, String sheet, String badRecords) {
            this(format, delimiter, header, quote, encoding, structure, sheet, badRecords, null);
        }

        /** What ends the records of delimited text; lines do while that isn't known. */
        public String recordSeparator() {
            return separator == null ? "\n" : separator;
        }

        /** Whether anything out of the ordinary in a file of the source fails the job. */
        public boolean failsOnBadRecords() {
            return "fail".equals(badRecords);
        }

        /** Whether it is read as delimited text: a workbook's sheet is, too. False while the format isn't known. */
        public boolean isDelimited() {
            return format != null && List.of("csv", "text", "xlsx").contains(format);
        }
    }

    public record SourceColumn(String name, ColumnType type) {}

    /**
     * A recipe and where its rows come from.
     *
     * @param name for recipes that join, look up or union it
     * @param input the primary input
     * @param references other datasets and sources that the recipe may name, by the name it uses
     * @param recipe its text
     */
    public record Dataset(String id, String name, Input input, Map<String, Input> references, String recipe) {

        /** Exactly one of the two is not null. */
        public record Input(String source, String dataset) {
            public static Input ofSource(String id) {
                return new Input(id, null);
            }

            public static Input ofDataset(String id) {
                return new Input(null, id);
            }
        }
    }

    /** One writesettings entry, resolved. {@code id} is stable over attempts. */
    public record Output(
            String id,
            String path,
            Action action,
            FileFormat format,
            Compression compression,
            boolean header,
            boolean asSingleFile,
            String delimiter,
            boolean hasQuotes,
            boolean includeMismatches) {}

    public enum Action { CREATE, APPEND, OVERWRITE }

    public enum FileFormat { CSV, JSON, AVRO, PQT }

    public enum Compression { NONE, GZIP, BZIP2, SNAPPY }

    /**
     * Bounds of the run; null means the engine's default.
     *
     * @param orderedSingleFileBytes up to which estimated size an asSingleFile output is written in row order
     * @param localPlaces the folders of its machine that the job may use; null for all
     */
    public record Limits(Long memoryBytes, Integer threads, Long timeoutSeconds, Long orderedSingleFileBytes,
            LocalPlaces localPlaces) {
        public static final Limits DEFAULT = new Limits(null, null, null, null, null);

        public Limits within(LocalPlaces places) {
            return new Limits(memoryBytes, threads, timeoutSeconds, orderedSingleFileBytes, places);
        }
    }
}
