package io.drover.recipe.type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The type of a column from sample values: the first in the language's order that accepts every value that isn't missing
 * (docs/language.md, Types).
 */
public final class TypeInference {

    private static final List<TypeName> AFTER_DATETIME = List.of(TypeName.MAP, TypeName.ARRAY, TypeName.EMAIL,
            TypeName.IP_ADDRESS, TypeName.URL, TypeName.SSN, TypeName.PHONE, TypeName.ZIP_CODE, TypeName.STATE,
            TypeName.GENDER, TypeName.HTTP_CODE, TypeName.CREDIT_CARD);

    private static final List<Format.Datetime> DATETIME_FORMATS = datetimeFormats();

    private TypeInference() {}

    /**
     * What a column was found to be.
     *
     * @param ambiguous whether another order of day and month fits all values as well
     */
    public record Inferred(ColumnType type, boolean ambiguous) {}

    public static ColumnType infer(List<String> values) {
        return inferred(values).type();
    }

    /** The same, and whether the values leave the order of day and month open. */
    public static Inferred inferred(List<String> values) {
        List<String> texts = values.stream().filter(value -> value != null && !value.isEmpty()).map(Whitespace::trim)
                .toList();
        if (texts.isEmpty()) {
            return new Inferred(ColumnType.STRING, false);
        }
        if (all(texts, TypeInference::isBoolWord)) {
            return new Inferred(ColumnType.BOOLEAN, false);
        }
        boolean leadingZero = texts.stream().anyMatch(TypeInference::hasLeadingZero);
        for (TypeName name : List.of(TypeName.INTEGER, TypeName.DECIMAL)) {
            if (!leadingZero && all(texts, TypeTest.of(ColumnType.of(name))::isValid)) {
                return new Inferred(ColumnType.of(name), false);
            }
        }
        List<Format.Datetime> fitting = new ArrayList<>();
        if (texts.get(0).length() >= 6 && texts.get(0).length() <= 40) {
            for (Format.Datetime format : DATETIME_FORMATS) {
                if (all(texts, TypeTest.of(ColumnType.datetime(format))::isValid)) {
                    fitting.add(format);
                }
            }
        }
        if (!fitting.isEmpty()) {
            return new Inferred(ColumnType.datetime(fitting.get(0)), isAmbiguous(fitting));
        }
        for (TypeName name : AFTER_DATETIME) {
            if (all(texts, TypeTest.of(ColumnType.of(name))::isValid)) {
                return new Inferred(ColumnType.of(name), false);
            }
        }
        return new Inferred(ColumnType.STRING, false);
    }

    private static boolean isAmbiguous(List<Format.Datetime> fitting) {
        String first = fitting.get(0).pattern();
        return first.startsWith("mm*dd")
                && fitting.stream().anyMatch(format -> format.pattern().equals(first.replace("mm*dd", "dd*mm")));
    }

    private static boolean all(List<String> texts, Predicate<String> test) {
        return texts.stream().allMatch(test);
    }

    /** A word, not 0 or 1: those are Integers. */
    private static boolean isBoolWord(String text) {
        return !text.equals("0") && !text.equals("1") && Reading.bool(text) != null;
    }

    /** A {@code 0} before another digit, sign aside; such a text is a code, not a number. */
    private static boolean hasLeadingZero(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.length() > start + 1 && text.charAt(start) == '0' && Character.digit(text.charAt(start + 1), 10) >= 0;
    }

    private static List<Format.Datetime> datetimeFormats() {
        List<Format.Datetime> formats = new ArrayList<>();
        for (String time : List.of("", "*HH:MM:SS", "*HH:MM:SS.SSS", "*HH:MM:SSX", "*HH:MM:SS.SSSX", "*HH:MM", "*HH:MMX")) {
            formats.add(Format.annotation("yyyy*mm*dd" + time));
        }
        List<String> dates = List.of("mm*dd*yyyy", "dd*mm*yyyy", "yyyy*mm*dd", "mm*dd*yy", "dd*mm*yy", "yy*mm*dd",
                "dd*shortMonth*yyyy", "dd*longMonth*yyyy", "shortMonth*dd*yyyy", "longMonth*dd*yyyy", "dd*shortMonth*yy",
                "yyyy*shortMonth*dd");
        for (String date : dates) {
            for (String time : List.of("", "*HH:MM:SS", "*HH:MM", "*HH:MM:SS.SSS", "*hh:MM:SS*a", "*hh:MM*a")) {
                Format.Datetime format = Format.annotation(date + time);
                if (!formats.contains(format)) {
                    formats.add(format);
                }
            }
        }
        return List.copyOf(formats);
    }
}
