package io.drover.job.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.drover.job.engine.JobCode;
import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * JSON Lines: one object a line. A line that isn't an object is a row of nulls, counted. A file that is one array of
 * objects, or objects over several lines, is read value by value.
 */
final class JsonSource implements RecordSource {
    private static final int EXAMPLES = 3;

    private final String uri;
    private final SourceInput input;
    private final InputStream text;
    private final List<String> columns;
    private final RecordReader lines;
    private final JsonParser values;
    private Map<String, String> current = Map.of();
    private long recordNumber;
    private long badRecords;
    private final List<Long> firstBad = new ArrayList<>();
    private final Set<String> unknownKeys = new LinkedHashSet<>();

    private JsonSource(String uri, SourceInput input, InputStream text, List<String> columns, RecordReader lines,
            JsonParser values) {
        this.uri = uri;
        this.input = input;
        this.text = text;
        this.columns = columns;
        this.lines = lines;
        this.values = values;
    }

    static JsonSource open(String uri, List<String> columns, String encoding, Configuration configuration)
            throws IOException {
        boolean byLine = firstLineIsComplete(uri, encoding, configuration);
        SourceInput input = SourceInput.open(uri, configuration);
        InputStream text = Encodings.utf8(input.stream(), encoding);
        if (byLine) {
            return new JsonSource(uri, input, text, columns, lines(text), null);
        }
        JsonParser parser = JsonRecord.FACTORY.createParser(text);
        return new JsonSource(uri, input, text, columns, null, parser);
    }

    private static RecordReader lines(InputStream in) throws IOException {
        return new RecordReader(in, new DelimitedFormat(null, null, null, "\n"), 1);
    }

    private static boolean firstLineIsComplete(String uri, String encoding, Configuration configuration)
            throws IOException {
        try (SourceInput input = SourceInput.open(uri, configuration);
                RecordReader reader = lines(Encodings.utf8(input.stream(), encoding))) {
            while (reader.next()) {
                String line = reader.record();
                if (!line.isBlank()) {
                    return line.strip().startsWith("{") ? parse(line) != null : !line.strip().startsWith("[");
                }
            }
            return true;
        }
    }

    /** Null if the text isn't one JSON object. */
    static Map<String, String> parse(String text) {
        try (JsonParser parser = JsonRecord.FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<String, String> members = JsonRecord.read(parser);
            return parser.nextToken() == null ? members : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Keys of the first records in the order in which they first appear, with their values. */
    static Map<String, List<String>> sample(String uri, String encoding, Configuration configuration, int records)
            throws IOException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (JsonSource source = open(uri, List.of(), encoding, configuration)) {
            for (int i = 0; i < records && source.next(); i++) {
                source.current.forEach((key, value) ->
                        columns.computeIfAbsent(key, absent -> new ArrayList<>()).add(value));
            }
        }
        return columns;
    }

    @Override
    public boolean next() throws IOException {
        Map<String, String> members;
        if (lines != null) {
            String line;
            do {
                if (!lines.next()) {
                    return false;
                }
                line = lines.record();
            } while (line.isBlank());
            recordNumber = lines.recordNumber();
            members = parse(line);
        } else {
            members = nextValue();
            if (members == END) {
                return false;
            }
            recordNumber++;
        }
        if (members == null) {
            badRecords++;
            if (firstBad.size() < EXAMPLES) {
                firstBad.add(recordNumber);
            }
            current = Map.of();
        } else {
            current = members;
            noteUnknownKeys();
        }
        return true;
    }

    private void noteUnknownKeys() {
        if (!columns.isEmpty() && unknownKeys.size() < EXAMPLES) {
            for (String key : current.keySet()) {
                if (!columns.contains(key) && unknownKeys.size() < EXAMPLES) {
                    unknownKeys.add(key);
                }
            }
        }
    }

    private static final Map<String, String> END = new LinkedHashMap<>();

    private Map<String, String> nextValue() throws IOException {
        try {
            JsonToken token = values.nextToken();
            while (token == JsonToken.START_ARRAY && values.getParsingContext().getParent().inRoot()
                    || token == JsonToken.END_ARRAY) {
                token = values.nextToken();
            }
            if (token == null) {
                return END;
            }
            if (token == JsonToken.START_OBJECT) {
                return JsonRecord.read(values);
            }
            values.skipChildren();
            return null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw JobCode.UNREADABLE_INPUT.failure(uri + " is neither JSON Lines nor a JSON document: "
                    + e.getOriginalMessage() + " at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr(), e);
        }
    }

    @Override
    public String field(int index) {
        return current.get(columns.get(index));
    }

    @Override
    public long recordNumber() {
        return recordNumber;
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public boolean hasWarnings() {
        return badRecords > 0 || !unknownKeys.isEmpty() || lines != null && lines.counts().any() || Encodings.hasWarnings(text);
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (badRecords > 0) {
            warnings.add(uri + ": " + badRecords + " records are not JSON objects and read as nulls (record "
                    + String.join(", ", firstBad.stream().map(String::valueOf).toList()) + ")");
        }
        if (!unknownKeys.isEmpty()) {
            warnings.add(uri + ": keys that are no columns of the source were left out, such as "
                    + String.join(", ", unknownKeys));
        }
        if (lines != null) {
            warnings.addAll(lines.counts().warnings(uri));
        }
        warnings.addAll(Encodings.warnings(text, uri));
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        } else {
            values.close();
        }
        input.close();
    }
}
