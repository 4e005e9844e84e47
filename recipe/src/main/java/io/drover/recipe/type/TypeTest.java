package io.drover.recipe.type;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The test of a type on text (docs/language.md, Types): whether a value is valid, mismatched or missing. Has a stable text form,
 * which plans carry as a constant.
 *
 * <p>Regular expressions run in linear time, since the text may be anything.
 */
public final class TypeTest {

    public enum Quality { VALID, MISMATCHED, MISSING }

    private static final Pattern SSN = Pattern.compile("[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}");
    private static final Pattern PHONE = Pattern.compile(
            "(\\+?1[-. ]?)?(\\([2-9][0-9]{2}\\) ?|[2-9][0-9]{2}[-. ]?)[2-9][0-9]{2}[-. ]?[0-9]{4}( ?(x|ext\\.?) ?[0-9]+)?");
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+\\-]+@[A-Za-z0-9\\-]+(?:\\.[A-Za-z0-9\\-]+)*\\.[A-Za-z]{2,}");
    private static final Pattern CREDIT_CARD_DIGITS = Pattern.compile("[0-9]{4}[- ]?(?:[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}"
            + "|[0-9]{6}[- ]?[0-9]{4}|[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{2})");
    private static final Pattern CREDIT_CARD =
            Pattern.compile("(?:30[0-5]|36|38)[0-9]*|(?:4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|6011|65)[0-9]*");
    private static final Pattern IP_V4 = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])");
    private static final Pattern URL = Pattern.compile(
            "(?:(?:https?|ftp)://)?(?:[A-Za-z0-9\\-]+\\.)+[A-Za-z]{2,}(?::[0-9]+)?(?:/[^\\t\\n\\f\\r ]*)?");
    private static final Pattern HTTP_CODE = Pattern.compile("[1-5][0-9]{2}");
    private static final Pattern ZIP_CODE = Pattern.compile("[0-9]{5}(-[0-9]{4})?");

    private static final ConcurrentHashMap<String, TypeTest> CACHE = new ConcurrentHashMap<>();
    private static final int CACHE_LIMIT = 10_000;

    private final TypeName name;
    private final DatetimeFormats formats;

    private TypeTest(TypeName name, DatetimeFormats formats) {
        this.name = name;
        this.formats = formats;
    }

    /** A column's test; a Datetime column without a format takes the common forms. */
    public static TypeTest of(ColumnType type) {
        return type.format() instanceof Format.Datetime format
                ? of(type.name(), List.of(format))
                : of(type.name(), List.of());
    }

    /** @param formats of a Datetime; the common forms if empty */
    public static TypeTest of(TypeName name, List<Format.Datetime> formats) {
        return new TypeTest(name, new DatetimeFormats(formats, !formats.isEmpty()));
    }

    /** The type's name, then a line for each format. */
    public String encoded() {
        return name.recipeName() + "\n" + formats.encoded();
    }

    /** The inverse of {@link #encoded}. */
    public static TypeTest decode(String encoded) {
        TypeTest cached = CACHE.get(encoded);
        if (cached != null) {
            return cached;
        }
        int line = encoded.indexOf('\n');
        TypeName name = TypeName.find(line < 0 ? encoded : encoded.substring(0, line)).orElseThrow(
                () -> new InvalidFormatException("'" + encoded + "' is no type test"));
        TypeTest test = new TypeTest(name, DatetimeFormats.decode(line < 0 ? "" : encoded.substring(line + 1)));
        if (CACHE.size() < CACHE_LIMIT) {
            CACHE.put(encoded, test);
        }
        return test;
    }

    public TypeName name() {
        return name;
    }

    public Quality quality(String value) {
        if (value == null || value.isEmpty()) {
            return Quality.MISSING;
        }
        return accepts(value) ? Quality.VALID : Quality.MISMATCHED;
    }

    /** Whether a value is neither missing nor mismatched. */
    public boolean isValid(String value) {
        return quality(value) == Quality.VALID;
    }

    private boolean accepts(String value) {
        if (name == TypeName.STRING) {
            return true;
        }
        String text = Whitespace.trim(value);
        return switch (name) {
            case STRING -> true;
            case INTEGER -> Reading.plainInteger(text) != null;
            case DECIMAL -> Reading.isDecimal(text);
            case BOOLEAN -> Reading.bool(text) != null;
            case DATETIME -> formats.read(text, YEAR_OF_TESTS) != null;
            case ARRAY -> text.startsWith("[") && JsonText.array(text) != null;
            case MAP -> text.startsWith("{") && JsonText.object(text) != null;
            case SSN -> isSsn(text);
            case PHONE -> PHONE.matches(text);
            case EMAIL -> EMAIL.matches(text);
            case CREDIT_CARD -> isCreditCard(text);
            case GENDER -> Set.of("m", "f", "male", "female").contains(text.toLowerCase(Locale.ROOT));
            case IP_ADDRESS -> IP_V4.matches(text) || isIpV6(text);
            case URL -> URL.matches(text);
            case HTTP_CODE -> HTTP_CODE.matches(text);
            case ZIP_CODE -> ZIP_CODE.matches(text);
            case STATE -> States.NAMES_AND_CODES.contains(text.toLowerCase(Locale.ROOT));
        };
    }

    /** A two-digit year lies inside the supported range whatever the job's year is. */
    private static final int YEAR_OF_TESTS = 2000;

    private static boolean isSsn(String text) {
        if (!SSN.matches(text)) {
            return false;
        }
        String digits = digits(text);
        String area = digits.substring(0, 3);
        return !area.equals("000") && !area.equals("666") && area.charAt(0) != '9' && !digits.startsWith("00", 3)
                && !digits.endsWith("0000");
    }

    private static boolean isCreditCard(String text) {
        if (!CREDIT_CARD_DIGITS.matches(text)) {
            return false;
        }
        String digits = digits(text);
        boolean fourteen = digits.length() == 14;
        boolean diners = digits.matches("(?:30[0-5]|36|38).*");
        return CREDIT_CARD.matches(digits) && fourteen == diners;
    }

    private static String digits(String text) {
        return text.chars().filter(c -> c >= '0' && c <= '9').mapToObj(Character::toString).collect(Collectors.joining());
    }

    /** Eight groups of up to four hexadecimal digits, one run of zero groups left out, the last two perhaps as IPv4. */
    private static boolean isIpV6(String text) {
        if (text.length() < 2 || text.length() > 45 || text.indexOf(':') < 0) {
            return false;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    /** How many groups there are; -1 if one isn't a group. */
    private static int groups(String text, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (last && i == parts.length - 1 && IP_V4.matches(parts[i])) {
                count += 2;
            } else if (isGroup(parts[i])) {
                count++;
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean isGroup(String part) {
        return !part.isEmpty() && part.length() <= 4 && part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    private static final class States {
        private static final Set<String> NAMES_AND_CODES = Arrays.stream((
                        "Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,"
                        + "Florida FL,Georgia GA,Hawaii HI,Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,"
                        + "Louisiana LA,Maine ME,Maryland MD,Massachusetts MA,Michigan MI,Minnesota MN,Mississippi MS,"
                        + "Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,"
                        + "New York NY,North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,Pennsylvania PA,"
                        + "Rhode Island RI,South Carolina SC,South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,"
                        + "Virginia VA,Washington WA,West Virginia WV,Wisconsin WI,Wyoming WY,District of Columbia DC")
                        .toLowerCase(Locale.ROOT).split(","))
                .flatMap(state -> List.of(state.substring(0, state.length() - 3), state.substring(state.length() - 2))
                        .stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypeTest that && name == that.name && formats.equals(that.formats);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + formats.hashCode();
    }

    @Override
    public String toString() {
        return encoded();
    }
}
