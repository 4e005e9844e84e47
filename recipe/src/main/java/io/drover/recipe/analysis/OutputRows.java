package io.drover.recipe.analysis;

import io.drover.recipe.function.Arguments;
import io.drover.recipe.function.Coercions;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.output.OutputOperations;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeTest;
import io.drover.recipe.type.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The rows of a table as files hold them (docs/writing-files.md), as expressions over the table's plan: every engine evaluates
 * these and writes what comes out.
 */
public final class OutputRows {
    private final Table table;
    private final ValueCoercion coercion;
    private final boolean includeMismatches;

    /**
     * @param referenceTime the job's clock, for two-digit years
     * @param includeMismatches whether a value that its column's type doesn't accept is written as its text; else as null
     */
    public OutputRows(Table table, Instant referenceTime, boolean includeMismatches) {
        this.table = table;
        this.coercion = new ValueCoercion(referenceTime);
        this.includeMismatches = includeMismatches;
    }

    /** The text of every visible column, in order: source text as it was read, computed values in their column's format. */
    public List<Expr> texts() {
        return table.columns().stream().map(this::value).map(value -> coercion.as(Storage.TEXT, value)).toList();
    }

    /**
     * A delimited record without its line end.
     *
     * @param quoteAll whether every field is quoted
     */
    public Expr csvLine(String delimiter, boolean quoteAll) {
        return csvLine(texts(), delimiter, quoteAll);
    }

    /**
     * The same from texts that were computed before.
     *
     * @param texts as {@link #texts} gives them
     */
    public static Expr csvLine(List<Expr> texts, String delimiter, boolean quoteAll) {
        List<Expr> parts = new ArrayList<>();
        if (!quoteAll && !texts.isEmpty()) {
            parts.add(Arguments.text(delimiter));
            parts.addAll(texts);
            return call(OutputOperations.CSV_LINE, parts);
        }
        for (Expr text : texts) {
            if (!parts.isEmpty()) {
                parts.add(Arguments.text(delimiter));
            }
            parts.add(call(OutputOperations.CSV_QUOTED, List.of(text)));
        }
        return line(parts);
    }

    /** The record of column names, without its line end. */
    public String csvHeader(String delimiter, boolean quoteAll) {
        return String.join(delimiter, table.columns().stream()
                .map(column -> quoteAll
                        ? OutputOperations.quoted(column.name())
                        : OutputOperations.csvField(column.name(), delimiter))
                .toList());
    }

    /**
     * A JSON object with the columns in order: valid numbers of typed columns canonical and unquoted, Booleans likewise
     * (a source's only if it says {@code true} or {@code false}), valid arrays and objects nested, everything else strings;
     * null is null.
     */
    public Expr jsonLine() {
        List<Expr> parts = new ArrayList<>();
        String separator = "{";
        for (Column column : table.columns()) {
            parts.add(Arguments.text(separator + JsonText.quote(column.name()) + ":"));
            parts.add(call(OutputOperations.JSON_OR_NULL, List.of(json(value(column)))));
            separator = ",";
        }
        parts.add(Arguments.text(parts.isEmpty() ? "{}" : "}"));
        return line(parts);
    }

    private Expr json(Expr value) {
        return value.type().name() == TypeName.BOOLEAN && value.type().storage() == Storage.TEXT
                ? coercion.call(OutputOperations.JSON_OF_BOOLEAN_WORD, List.of(value), ValueType.TEXT)
                : coercion.json(value);
    }

    /** What a typed file holds in a column. */
    public enum FileType {
        STRING, LONG, DOUBLE, BOOLEAN, TIMESTAMP,
        /** Of nullable strings; a value is the list of them. */
        ARRAY,
        /** From strings to nullable strings; a value is the list of keys and values in turn, each key once. */
        MAP
    }

    /**
     * A column of a typed file.
     *
     * @param name unique, {@code [A-Za-z_][A-Za-z0-9_]*}
     * @param title the column's own name, which a legal one keeps
     * @param fileType says how the value's storage is to be taken
     * @param value INTEGER, DECIMAL, BOOLEAN or DATETIME; LIST for arrays and maps; TEXT for all other types. Null where
     *     the value isn't valid.
     */
    public record TypedColumn(String name, String title, FileType fileType, Expr value) {}

    /** The columns of a typed file (Avro, Parquet): mismatched values are null whatever was asked. */
    public List<TypedColumn> typedColumns() {
        Set<String> taken = new HashSet<>();
        // Legal names stay with their columns; the others get what is left.
        table.columns().stream().map(Column::name).filter(OutputRows::isLegal)
                .forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
        Set<String> kept = new HashSet<>();
        List<TypedColumn> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            ValueType type = column.type();
            FileType fileType = fileType(type.name());
            boolean keeps = isLegal(column.name()) && kept.add(column.name().toLowerCase(Locale.ROOT));
            String name = keeps ? column.name() : fieldName(column.name(), taken);
            columns.add(new TypedColumn(name, column.name(), fileType, typed(column.planColumn().expr(), fileType)));
        }
        return List.copyOf(columns);
    }

    private static FileType fileType(TypeName type) {
        return switch (type) {
            case INTEGER -> FileType.LONG;
            case DECIMAL -> FileType.DOUBLE;
            case BOOLEAN -> FileType.BOOLEAN;
            case DATETIME -> FileType.TIMESTAMP;
            case ARRAY -> FileType.ARRAY;
            case MAP -> FileType.MAP;
            case STRING, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL, HTTP_CODE, ZIP_CODE, STATE ->
                FileType.STRING;
        };
    }

    private Expr typed(Expr value, FileType fileType) {
        return switch (fileType) {
            case LONG -> coercion.as(Storage.INTEGER, value);
            case DOUBLE -> coercion.as(Storage.DECIMAL, value);
            case BOOLEAN -> coercion.as(Storage.BOOLEAN, value);
            case TIMESTAMP -> coercion.as(Storage.DATETIME, value);
            case ARRAY -> coercion.as(Storage.LIST, value);
            case MAP -> coercion.call(Coercions.LIST_OF_OBJECT, List.of(value), ValueType.LIST);
            case STRING -> isTested(value.type()) ? withoutMismatch(value) : coercion.as(Storage.TEXT, value);
        };
    }

    private static boolean isLegal(String title) {
        return title.matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    private static String fieldName(String title, Set<String> taken) {
        String legal = title.replaceAll("[^A-Za-z0-9_]", "_");
        String base = legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
        String name = base;
        for (int n = 1; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
            name = base + "_" + n;
        }
        return name;
    }

    private Expr value(Column column) {
        Expr value = column.planColumn().expr();
        return includeMismatches || !isTested(column.type()) ? value : withoutMismatch(value);
    }

    /** Whether a value may be there that the type doesn't accept. */
    private static boolean isTested(ValueType type) {
        return type.storage() == Storage.TEXT && type.name() != TypeName.STRING;
    }

    private Expr withoutMismatch(Expr value) {
        return new Expr.Call(OutputOperations.WITHOUT_MISMATCH,
                List.of(value, Arguments.text(TypeTest.of(value.type().type()).encoded())),
                value.type());
    }

    private static Expr line(List<Expr> parts) {
        return parts.isEmpty() ? Arguments.text("") : call(OutputOperations.LINE, parts);
    }

    private static Expr call(Operation operation, List<Expr> arguments) {
        return new Expr.Call(operation, arguments, ValueType.TEXT);
    }
}
