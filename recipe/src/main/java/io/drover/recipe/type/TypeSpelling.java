package io.drover.recipe.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How types are written: {@code Integer}, {@code Datetime(dd*mm*yyyy)}, {@code ['Datetime', shape, pattern]}. */
public final class TypeSpelling {

    /** The families of date shapes that annotations name before their pattern. */
    private static final Set<String> DATE_SHAPES =
            Set.of("mm-dd-yy", "dd-mm-yy", "yy-mm-dd", "yy-dd-mm", "mm-yy", "yy-mm", "dd-mm", "yy", "month-dd-yy");

    private static final String TIME_SHAPE = "hh:mm:ss";

    private TypeSpelling() {}

    /**
     * The type of a spelling; empty if there is no such name.
     *
     * @throws InvalidFormatException if its date format has no meaning
     */
    public static Optional<ColumnType> parse(String spelling) {
        String text = Whitespace.trim(spelling);
        int open = text.indexOf('(');
        if (open < 0 || !text.endsWith(")")) {
            return TypeName.find(text).map(ColumnType::of);
        }
        Optional<TypeName> name = TypeName.find(Whitespace.trim(text.substring(0, open)));
        if (name.isEmpty() || name.get() != TypeName.DATETIME) {
            return Optional.empty();
        }
        return Optional.of(datetime(List.of(text.substring(open + 1, text.length() - 1))));
    }

    /** The spelling that {@link #parse} reads. */
    public static String print(ColumnType type) {
        return type.format() instanceof Format.Datetime datetime && type.name() == TypeName.DATETIME
                ? type.name().recipeName() + "(" + datetime.pattern() + ")"
                : type.name().recipeName();
    }

    /** The Datetime type of an annotation's parts behind its name: the first one that is a pattern counts. */
    public static ColumnType datetime(List<String> parts) {
        List<Format.Datetime> formats = datetimeFormats(parts);
        return formats.isEmpty() ? ColumnType.of(TypeName.DATETIME) : ColumnType.datetime(formats.get(0));
    }

    /**
     * The formats among an annotation's parts: shape names are skipped; of the others one with {@code *} is in annotation
     * letters, the rest in Java letters. A time pattern that has only annotation letters is one.
     *
     * @throws InvalidFormatException if a pattern has no meaning
     */
    public static List<Format.Datetime> datetimeFormats(List<String> parts) {
        List<Format.Datetime> formats = new ArrayList<>();
        for (String part : parts) {
            String pattern = Whitespace.trim(part);
            if (!isShape(pattern)) {
                formats.add(format(pattern));
            }
        }
        return formats;
    }

    private static boolean isShape(String part) {
        String date = part.endsWith(" " + TIME_SHAPE) ? part.substring(0, part.length() - TIME_SHAPE.length() - 1) : part;
        return part.equals(TIME_SHAPE) || DATE_SHAPES.contains(date);
    }

    private static Format.Datetime format(String pattern) {
        Format.Datetime format = pattern.contains("*") || isAnnotationTime(pattern)
                ? Format.annotation(pattern)
                : Format.java(pattern);
        DatetimeFormat.of(format);
        return format;
    }

    /** In Java letters an hour beside {@code MM} would be an hour and a month without day and year. */
    private static boolean isAnnotationTime(String pattern) {
        return pattern.matches("(?:HH|hh).*MM.*") && !pattern.contains("d") && !pattern.contains("y")
                || pattern.contains("shortMonth") || pattern.contains("longMonth");
    }
}
