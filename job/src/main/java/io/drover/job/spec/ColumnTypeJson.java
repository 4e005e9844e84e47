package io.drover.job.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.json.JsonMembers;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.TypeName;

/** {@link ColumnType} as members of a column's object: {@code type}, and {@code pattern}, {@code letters} or {@code decimals}. */
final class ColumnTypeJson {
    private ColumnTypeJson() {}

    static void write(ColumnType type, ObjectNode node) {
        node.put("type", type.name().recipeName());
        if (type.format() instanceof Format.Datetime datetime) {
            node.put("pattern", datetime.pattern()).put("letters", word(datetime.letters()));
        } else if (type.format() instanceof Format.Decimals decimals) {
            node.put("decimals", decimals.digits());
        }
    }

    static ColumnType read(JsonMembers node) {
        String text = node.string("type");
        TypeName name = TypeName.find(text)
                .orElseThrow(() -> node.wrong("type", "a type such as String, Integer, Float, Bool or Datetime (is \""
                        + text + "\")", null));
        if (node.has("pattern")) {
            Format.Letters letters = node.has("letters")
                    ? node.constant("letters", Format.Letters.class, ColumnTypeJson::word)
                    : Format.Letters.ANNOTATION;
            return new ColumnType(name, new Format.Datetime(node.string("pattern"), letters));
        }
        if (node.has("decimals")) {
            return new ColumnType(name, new Format.Decimals(node.smallInteger("decimals")));
        }
        return ColumnType.of(name);
    }

    private static String word(Format.Letters letters) {
        return letters.name().toLowerCase(java.util.Locale.ROOT);
    }
}
