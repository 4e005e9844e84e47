package io.drover.recipe.pattern;

import java.util.LinkedHashMap;
import java.util.Map;

/** The tokens of patterns by name (language reference, "Token table"), each as a regular expression. */
public final class PatternTokens {
    private static final String DELIMITER = "[:,|/\\-.\\s]";
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final String MONTH = "(?:January|February|March|April|May|June|July|August|September|October"
            + "|November|December)";
    private static final String MONTH_ABBREVIATED = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final String PERIOD = "(?:[AaPp]\\.?[Mm]\\.?)";

    /** Longest first, so that West Virginia isn't read as Virginia. */
    private static final String STATE = "(?:District of Columbia|North Carolina|South Carolina|Massachusetts"
            + "|New Hampshire|North Dakota|Rhode Island|South Dakota|West Virginia|Pennsylvania|Connecticut"
            + "|Mississippi|California|New Jersey|New Mexico|Washington|Louisiana|Minnesota|Tennessee|Wisconsin"
            + "|Arkansas|Colorado|Delaware|Illinois|Kentucky|Maryland|Michigan|Missouri|Nebraska|New York|Oklahoma"
            + "|Virginia|Alabama|Arizona|Florida|Georgia|Indiana|Montana|Vermont|Wyoming|Alaska|Hawaii|Kansas|Nevada"
            + "|Oregon|Idaho|Maine|Texas|Iowa|Ohio|Utah)";
    private static final String STATE_ABBREVIATED = "(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA"
            + "|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC)";
    private static final String STREET_KIND = "(?:St|Street|Ave|Avenue|Blvd|Boulevard|Rd|Road|Dr|Drive|Ln|Lane|Ct|Court"
            + "|Way|Pl|Place|Ter|Terrace|Cir|Circle|Hwy|Highway|Pkwy|Parkway|Sq|Square)";

    private static final Map<String, String> TOKENS = tokens();

    private PatternTokens() {}

    private static Map<String, String> tokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("any", ".");
        tokens.put("digit", "[0-9]");
        tokens.put("alpha", "[A-Za-z_]");
        tokens.put("upper", "[A-Z_]");
        tokens.put("lower", "[a-z_]");
        tokens.put("alpha-numeric", "[A-Za-z0-9]");
        tokens.put("alphanum-underscore", "[A-Za-z0-9_]");
        tokens.put("delim", DELIMITER);
        tokens.put("delim-ws", "(?:\\s*[:,|/\\-.]\\s*|\\s+)");
        tokens.put("start", "\\A");
        tokens.put("end", "\\z");
        tokens.put("hex", "(?:0[xX])?[0-9A-Fa-f]+");
        tokens.put("at-username", "@[A-Za-z0-9_]+");
        tokens.put("hashtag", "#[A-Za-z0-9_]+");
        tokens.put("email", "[A-Za-z0-9._%+\\-]+@[A-Za-z0-9\\-]+(?:\\.[A-Za-z0-9\\-]+)*\\.[A-Za-z]{2,}");
        tokens.put("url", "(?:(?:https?|ftp)://)?(?:[A-Za-z0-9\\-]+\\.)+[A-Za-z]{2,}(?::[0-9]+)?(?:/[^\\s]*)?");
        tokens.put("ip-address", "(?:" + OCTET + "\\.){3}" + OCTET);
        tokens.put("hex-ip-address", "(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}");
        tokens.put("phone", "(?:\\+?1[\\-. ]?)?(?:\\([0-9]{3}\\) ?|[0-9]{3}[\\-. ]?)[0-9]{3}[\\-. ]?[0-9]{4}");
        tokens.put("zip", "[0-9]{5}(?:-[0-9]{4})?");
        tokens.put("state", STATE);
        tokens.put("state-abbrev", STATE_ABBREVIATED);
        tokens.put("city", "[A-Z][A-Za-z.'\\-]*(?: [A-Z][A-Za-z.'\\-]*)*");
        tokens.put("street", "[0-9]+[A-Za-z]?(?: [A-Za-z0-9.'\\-]+)+? " + STREET_KIND + "\\.?");
        tokens.put("occupancy", "(?:Apt|Apartment|Unit|Suite|Ste|Floor|Fl|Room|Rm|#)\\.? ?#?[A-Za-z0-9\\-]+");
        tokens.put("bool", "(?:[Tt]rue|TRUE|[Ff]alse|FALSE)");
        tokens.put("month", MONTH);
        tokens.put("month-abbrev", MONTH_ABBREVIATED);
        tokens.put("dayofweek", "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)");
        tokens.put("dayofweek-abbrev", "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)");
        tokens.put("time", "(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?");
        tokens.put("period", PERIOD);
        tokens.put("utcoffset", "[+\\-][0-9]{2}:?[0-9]{2}");
        dateParts(tokens);
        return tokens;
    }

    /** Lower-case {@code mm} is the month, upper-case {@code MM} the minute: not as in Java's date formats. */
    private static void dateParts(Map<String, String> tokens) {
        tokens.put("yyyy", "[0-9]{4}");
        tokens.put("yy", "[0-9]{2}");
        tokens.put("mm", "(?:0[1-9]|1[0-2])");
        tokens.put("m", "(?:0?[1-9]|1[0-2])");
        tokens.put("mmm", MONTH_ABBREVIATED);
        tokens.put("mmmm", MONTH);
        tokens.put("dd", "(?:0[1-9]|[12][0-9]|3[01])");
        tokens.put("d", "(?:0?[1-9]|[12][0-9]|3[01])");
        tokens.put("HH", "(?:[01][0-9]|2[0-3])");
        tokens.put("H", "(?:[01]?[0-9]|2[0-3])");
        tokens.put("hh", "(?:0[1-9]|1[0-2])");
        tokens.put("h", "(?:0?[1-9]|1[0-2])");
        tokens.put("MM", "[0-5][0-9]");
        tokens.put("SS", "[0-5][0-9]");
        tokens.put("M", "[0-5]?[0-9]");
        tokens.put("S", "[0-5]?[0-9]");
        tokens.put("SSS", "[0-9]{3}");
        tokens.put("a", PERIOD);
        tokens.put("X", "(?:Z|[+\\-][0-9]{2}(?::?[0-9]{2})?)");
    }

    /** All tokens, in the reference's order, for documentation and completion. */
    public static Map<String, String> all() {
        return java.util.Collections.unmodifiableMap(TOKENS);
    }
}
