package io.drover.photon.kernel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.drover.recipe.type.Storage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Values of kernels as JSON text, the one form in which DuckDB's user functions can take and give lists. */
public final class JsonValues {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE).maxNumberLength(1000).build())
            .build();

    private JsonValues() {}

    /** A list of texts from a JSON array; null for null. */
    public static List<String> list(String json) {
        if (json == null) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return list(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("not a JSON array of texts: " + json, e);
        }
    }

    private static List<String> list(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText());
        }
        return texts;
    }

    /** The argument rows of a group from a JSON array of objects, whose members are the arguments in order. */
    static List<Object[]> rows(String json, List<Storage> parameters) {
        List<Object[]> rows = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                rows.add(row(parser, parameters));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not the rows of a group", e);
        }
        return rows;
    }

    private static Object[] row(JsonParser parser, List<Storage> parameters) throws IOException {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            if (!parameters.isEmpty()) {
                values.add(value(parser, parameters.get(Math.min(values.size(), parameters.size() - 1))));
            }
        }
        return values.toArray();
    }

    private static Object value(JsonParser parser, Storage storage) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (storage) {
            case TEXT -> parser.getText();
            case INTEGER, DATETIME -> (Object) parser.getLongValue();
            case DECIMAL -> Double.valueOf(parser.getText());
            case BOOLEAN -> parser.getBooleanValue();
            case LIST -> list(parser);
        };
    }

    /** One value; null is a JSON null. */
    static String text(Object value, Storage storage) {
        return write(generator -> write(generator, value, storage));
    }

    /** An array of values. */
    static String text(Object[] values, Storage storage) {
        return write(generator -> {
            generator.writeStartArray();
            for (Object value : values) {
                write(generator, value, storage);
            }
            generator.writeEndArray();
        });
    }

    private interface Body {
        void write(JsonGenerator generator) throws IOException;
    }

    private static String write(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            body.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value, Storage storage) throws IOException {
        if (value == null) {
            generator.writeNull();
            return;
        }
        switch (storage) {
            case TEXT -> generator.writeString((String) value);
            case INTEGER, DATETIME -> generator.writeNumber((Long) value);
            case DECIMAL -> generator.writeNumber((Double) value);
            case BOOLEAN -> generator.writeBoolean((Boolean) value);
            case LIST -> {
                generator.writeStartArray();
                for (Object element : (List<?>) value) {
                    write(generator, element, Storage.TEXT);
                }
                generator.writeEndArray();
            }
        }
    }
}
