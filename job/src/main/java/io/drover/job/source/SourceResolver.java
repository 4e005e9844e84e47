package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.source.ResolvedSource.SourceFile;
import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.spec.JobSpec.Source;
import io.drover.job.spec.JobSpec.SourceColumn;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.job.storage.LocalPlaces;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.type.ColumnType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/** Lists a source's files and finds out what its description leaves open, from a bounded sample of the first file. */
public final class SourceResolver {
    private static final Set<String> FORMATS = Set.of("csv", "text", "json", "avro", "pqt", "xlsx");
    private static final Set<String> BAD_RECORDS = Set.of("keep", "fail");
    private static final Set<String> STRUCTURES = Set.of("auto", "raw", "noheader", "header");
    /** A type is found by so many (docs/language.md, Types). */
    private static final int INFERENCE_RECORDS = 1000;

    private final Configuration configuration;
    private final ColumnTypeInference inference;
    private final Instant reference;
    private final LocalPlaces places;

    /** @param reference the job's clock: what rules for dates in paths count back from */
    public SourceResolver(Configuration configuration, ColumnTypeInference inference, Instant reference) {
        this(configuration, inference, reference, null);
    }

    /**
     * @param reference the job's clock: what rules for dates in paths count back from
     * @param places of this machine that files may be in; null for all
     */
    public SourceResolver(Configuration configuration, ColumnTypeInference inference, Instant reference,
            LocalPlaces places) {
        this.configuration = configuration;
        this.inference = inference;
        this.reference = reference;
        this.places = places;
    }

    /**
     * @throws io.drover.job.engine.JobFailure if nothing matches a URI, or a file can't be read as its source says
     */
    public ResolvedSource resolve(Source source) throws IOException {
        SourceOptions given = source.options();
        if (given.format() != null && !FORMATS.contains(given.format())) {
            throw JobCode.INPUT_FORMAT.failure("source " + source.name() + ": unknown format \"" + given.format()
                    + "\"; known are csv, text, json, avro, pqt, xlsx");
        }
        if (given.structure() != null && !STRUCTURES.contains(given.structure())) {
            throw JobCode.INPUT_FORMAT.failure("source " + source.name() + ": unknown structure \""
                    + given.structure() + "\"; known are auto, raw, noheader, header");
        }
        if (given.badRecords() != null && !BAD_RECORDS.contains(given.badRecords())) {
            throw JobCode.INPUT_FORMAT.failure("source " + source.name() + ": unknown badRecords \""
                    + given.badRecords() + "\"; known are keep, fail");
        }
        List<SourceFile> files = files(source);
        SourceFile first = files.stream().filter(file -> file.length() > 0).findFirst().orElse(files.get(0));
        try {
            return resolve(source, files, first);
        } catch (IOException e) {
            throw UnreadableFile.failure(first.uri(), 0, e);
        }
    }

    private ResolvedSource resolve(Source source, List<SourceFile> files, SourceFile first) throws IOException {
        SourceOptions given = source.options();
        FileSample sample = FileSample.read(first.uri(), configuration);
        SourceOptions options = FormatDetection.complete(given, sample);
        List<SourceColumn> columns =
                source.columns().isEmpty() ? columns(options, sample.text(options, configuration)) : source.columns();
        return new ResolvedSource(source.id(), source.name(), files, options, typed(source, options, columns),
                header(options, sample, columns));
    }

    /** The columns' own names; those of the file's header if these are all others, and as many. */
    private List<String> header(SourceOptions options, FileSample sample, List<SourceColumn> columns)
            throws IOException {
        List<String> names = columns.stream().map(SourceColumn::name).toList();
        if (!options.header() || !options.isDelimited()) {
            return names;
        }
        List<List<String>> records = sample.text(options, configuration)
                .records(RecordSources.format(options), options.encoding(), 1);
        List<String> header = records.isEmpty() ? List.of() : headerNames(records.get(0));
        return HeaderLayout.of(header, names).isData() ? header.size() == names.size() ? header : List.of() : names;
    }

    private List<SourceFile> files(Source source) throws IOException {
        source.selections().forEach(selection -> PathRules.problem(selection).ifPresent(problem -> {
            throw JobCode.INVALID_SPEC.failure("source " + source.name() + ", parameter " + selection.name() + ": "
                    + problem);
        }));
        return new FileListing(configuration, reference, places).files(source.name(), source.uris(), source.selections());
    }

    /** The columns, those that the source gives a type with that one; names fit as in recipes, in any case if it's clear. */
    private static List<SourceColumn> typed(Source source, SourceOptions options, List<SourceColumn> columns) {
        Map<String, ColumnType> types = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        source.types().forEach((name, type) -> {
            List<String> fitting = columns.stream().map(SourceColumn::name).filter(name::equals).findFirst().map(List::of)
                    .orElseGet(() -> columns.stream().map(SourceColumn::name).filter(name::equalsIgnoreCase).toList());
            if (fitting.size() == 1) {
                types.put(fitting.get(0), type);
            } else {
                unknown.add(name);
            }
        });
        // Without a header the names may only come from the recipe's first steps.
        boolean named = options.header() || !options.isDelimited();
        if (named && !unknown.isEmpty()) {
            throw JobCode.INPUT_FORMAT.failure("source " + source.name() + " gives a type to " + unknown
                    + ", but its columns are " + columns.stream().map(SourceColumn::name).toList());
        }
        return columns.stream().map(column -> new SourceColumn(column.name(),
                types.getOrDefault(column.name(), column.type()))).toList();
    }

    private List<SourceColumn> columns(SourceOptions options, FileSample sample) throws IOException {
        return switch (options.format()) {
            case "csv", "text", "xlsx" -> delimitedColumns(options, sample);
            case "json" -> jsonColumns(options, sample);
            case "pqt" -> ParquetSource.columns(sample.uri(), configuration);
            case "avro" -> AvroSource.columns(sample.uri(), configuration);
            default -> throw JobCode.INPUT_FORMAT.failure(
                    "the columns of " + sample.uri() + " (format " + options.format() + ") can't be found here");
        };
    }

    private List<SourceColumn> delimitedColumns(SourceOptions options, FileSample sample) throws IOException {
        DelimitedFormat format = RecordSources.format(options);
        List<List<String>> records =
                sample.records(format, options.encoding(), INFERENCE_RECORDS + (options.header() ? 1 : 0));
        List<String> names;
        if (options.header() && !records.isEmpty()) {
            names = headerNames(records.remove(0));
        } else if (options.format().equals("text") && options.delimiter().isEmpty()) {
            names = List.of("column1");
        } else {
            names = new ArrayList<>();
            int fields = Math.max(1, FormatDetection.usualFields(records));
            for (int i = 0; i < fields; i++) {
                names.add("column" + (i + 2));
            }
        }
        List<SourceColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            List<String> values = new ArrayList<>();
            records.forEach(record -> values.add(index < record.size() ? record.get(index) : null));
            columns.add(new SourceColumn(names.get(i), inference.infer(values)));
        }
        return List.copyOf(columns);
    }

    /** By the rule of the header step: trimmed, an empty cell keeps the generated name, repeated names are numbered. */
    static List<String> headerNames(List<String> cells) {
        List<String> names = new ArrayList<>();
        GeneratedNames used = new GeneratedNames(List.of());
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i) == null ? "" : cells.get(i).strip();
            names.add(used.free(cell.isEmpty() ? "column" + (i + 2) : cell));
        }
        return names;
    }

    private List<SourceColumn> jsonColumns(SourceOptions options, FileSample sample) throws IOException {
        Map<String, List<String>> keys =
                JsonSource.sample(sample.uri(), options.encoding(), configuration, INFERENCE_RECORDS);
        if (keys.isEmpty()) {
            throw JobCode.UNREADABLE_INPUT.failure(sample.uri() + " holds no JSON object with a key, so it has no"
                    + " columns; JSON Lines (one object a line) would be right, or the format text if the recipe makes rows and"
                    + " columns of it");
        }
        GeneratedNames used = new GeneratedNames(List.of());
        List<SourceColumn> columns = new ArrayList<>();
        keys.forEach((key, values) -> {
            used.use(key);
            columns.add(new SourceColumn(key, inference.infer(values)));
        });
        return List.copyOf(columns);
    }
}
