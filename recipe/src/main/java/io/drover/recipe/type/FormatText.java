package io.drover.recipe.type;

/** The stable text form of a {@link Format}, for constants in plans and for JSON. */
public final class FormatText {

    private FormatText() {}

    /** {@code annotation:dd*mm*yyyy}, {@code java:dd/MM/yyyy}, {@code decimals:2}, or empty. */
    public static String encode(Format format) {
        if (format instanceof Format.Datetime datetime) {
            return switch (datetime.letters()) {
                case ANNOTATION -> "annotation:" + datetime.pattern();
                case JAVA -> "java:" + datetime.pattern();
            };
        }
        return format instanceof Format.Decimals decimals ? "decimals:" + decimals.digits() : "";
    }

    /**
     * The inverse of {@link #encode}.
     *
     * @throws InvalidFormatException if it isn't such a text
     */
    public static Format decode(String text) {
        if (text.isEmpty()) {
            return Format.NONE;
        }
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "annotation" -> Format.annotation(rest);
            case "java" -> Format.java(rest);
            case "decimals" -> new Format.Decimals(decimals(rest, text));
            default -> throw new InvalidFormatException("'" + text + "' is no format; formats are annotation:…, java:…,"
                    + " decimals:…");
        };
    }

    private static int decimals(String digits, String text) {
        if (!digits.matches("[0-9]{1,2}")) {
            throw new InvalidFormatException("'" + text + "' is no format; decimals are 0 to 99");
        }
        return Integer.parseInt(digits);
    }
}
