package io.drover.conformance;

import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeSpelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small tables of nasty values; now and then a wide one, a long one, one without rows, or one with very long texts. */
final class RandomTables {

    private static final List<String> TYPES = List.of("String", "String", "Integer", "Integer", "Float", "Float", "Bool",
            "Datetime", "Datetime(dd*mm*yyyy)", "Datetime(mm*dd*yy*HH:MM)",
            "Datetime(dd*shortMonth*yyyy)", "Datetime(mm*dd*yyyy*hh:MM:SS*a)", "Datetime(yyyy*mm*dd*HH:MM:SSX)", "Array", "Map", "Zipcode");

    private static final List<String> NAMES = List.of("a", "B", "c_1", "Größe", "two words", "sort", "x.y", "k", "QTY", "é");

    private static final int LONG = 400;
    private static final int WIDE = 60;
    private static final int LONG_TEXT = 20_000;

    private RandomTables() {}

    static Recipes.Input table(String name, Random random) {
        int kind = random.nextInt(30);
        int width = kind == 0 ? WIDE : 1 + random.nextInt(6);
        int height = kind == 1 ? LONG : kind == 2 ? 0 : 1 + random.nextInt(10);
        List<String> columns = new ArrayList<>();
        List<TypeName> types = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            types.add(TypeSpelling.parse(type).orElseThrow().name());
            columns.add((c < NAMES.size() ? NAMES.get(c) : "w" + c) + ":" + type);
        }
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < height; r++) {
            // Equal rows and equal keys.
            if (r > 0 && random.nextInt(5) == 0) {
                rows.add(rows.get(random.nextInt(r)));
                continue;
            }
            List<String> row = new ArrayList<>();
            for (TypeName type : types) {
                row.add(NastyValues.text(type, random));
            }
            if (kind == 3) {
                row.set(0, "é😀x ".repeat(LONG_TEXT / 4));
            }
            rows.add(row);
        }
        return new Recipes.Input(name, columns, rows);
    }
}
