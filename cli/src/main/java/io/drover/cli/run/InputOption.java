package io.drover.cli.run;

import io.drover.cli.UsageException;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.TypeSpelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code --input NAME=URI[;format=csv;header=true;delimiter=,;encoding=UTF-8;badRecords=fail;types=COL:TYPE,…]}.
 *
 * @param name empty where it was left out (a single recipe with one input)
 * @param types as written, e.g. {@code qty:Integer,day:Datetime(dd*mm*yyyy)}; empty for none
 */
public record InputOption(Optional<String> name, String uri, SourceOptions options, String types) {
    private static final Set<String> KNOWN =
            Set.of("format", "header", "delimiter", "quote", "encoding", "structure", "sheet", "types",
                    "badRecords");

    public static InputOption parse(String text) {
        OptionText parsed = OptionText.parse("--input", text, KNOWN);
        String head = parsed.head();
        int equals = head.indexOf('=');
        Optional<String> name = Optional.empty();
        String uri = head;
        if (equals > 0 && !head.substring(0, equals).matches("(?i)[a-z][a-z0-9+.-]*:.*|/.*|\\./.*")) {
            name = Optional.of(head.substring(0, equals));
            uri = head.substring(equals + 1);
        }
        if (uri.isEmpty()) {
            throw new UsageException("--input " + text + ": NAME=URI is wanted");
        }
        Boolean header = parsed.options().containsKey("header") ? parsed.flag("--input", "header", false) : null;
        return new InputOption(
                name,
                uri,
                new SourceOptions(
                        parsed.options().get("format"),
                        parsed.options().get("delimiter"),
                        header,
                        parsed.options().get("quote"),
                        parsed.options().get("encoding"),
                        parsed.options().getOrDefault("structure", "auto"),
                        parsed.options().get("sheet"),
                        parsed.options().get("badRecords")),
                parsed.options().getOrDefault("types", ""));
    }

    /** The types by column; a bad one is a usage error. */
    Map<String, ColumnType> columnTypes() {
        Map<String, ColumnType> byColumn = new LinkedHashMap<>();
        for (String pair : splitOutsideParentheses(types)) {
            int colon = pair.lastIndexOf(':', pair.indexOf('(') < 0 ? pair.length() : pair.indexOf('('));
            if (colon < 1) {
                throw new UsageException("--input: types=" + types + ": COLUMN:TYPE,COLUMN:TYPE is wanted");
            }
            String type = pair.substring(colon + 1);
            byColumn.put(pair.substring(0, colon), columnType(type));
        }
        return byColumn;
    }

    private static ColumnType columnType(String spelling) {
        try {
            return TypeSpelling.parse(spelling)
                    .orElseThrow(() -> new UsageException("--input: unknown type '" + spelling + "'"));
        } catch (InvalidFormatException e) {
            throw new UsageException("--input: type " + spelling + ": " + e.getMessage());
        }
    }

    private static List<String> splitOutsideParentheses(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
