package io.drover.recipe.function;

import io.drover.recipe.type.TypeName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What functions are called elsewhere (SQL, spreadsheets, pandas) or were called once, and what does it here. */
public final class FamiliarNames {

    private static final Map<String, String> FUNCTIONS = new HashMap<>();

    private static final String NO_HASH = "no function computes hashes; values are compared with EXACT";
    private static final String NO_IDENTIFIER =
            "no function makes identifiers at random, they would differ each time a job is run; use ROWNUMBER";

    /** Names that no one function stands for. */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("VLOOKUP", "use the transform lookup"),
            Map.entry("XLOOKUP", "use the transform lookup"),
            Map.entry("IFERROR", "a formula that fails gives null: use IFNULL, or IFMISSING"),
            Map.entry("ISERROR", "a formula that fails gives null: use ISNULL, or ISMISMATCHED(value, 'Type')"),
            Map.entry("IFNA", "use IFMISSING"),
            Map.entry("TEXT", "use DATEFORMAT for a date, NUMFORMAT for a number"),
            Map.entry("ROWCOUNT", "use COUNT()"),
            Map.entry("BETWEEN", "write two comparisons joined by &&"),
            Map.entry("SPLIT", "use the transform split, or extractlist for an array"),
            Map.entry("SPLITPART", "use the transform split"),
            Map.entry("EXPLODE", "use the transform flatten"),
            Map.entry("LIKE", "use MATCHES, STARTSWITH or ENDSWITH"),
            Map.entry("CAST", "use settype for the type, PARSEINT, PARSEFLOAT, PARSEDATE or PARSESTRING for a value"),
            Map.entry("CONVERT", "use settype for the type, PARSEINT, PARSEFLOAT, PARSEDATE or PARSESTRING for a value"),
            Map.entry("TODATE", "use PARSEDATE for a value, settype for a column"),
            Map.entry("DATETRUNC", "use DATE(YEAR(d), MONTH(d), 1), or DATEFORMAT"),
            Map.entry("SWITCH", "use CASE([condition, value, …]), or the transform case"),
            Map.entry("TYPEOF", "use ISVALID(value, 'Type') or ISMISMATCHED(value, 'Type')"),
            Map.entry("REVERSE", "no function does this"),
            Map.entry("HASH", NO_HASH),
            Map.entry("MD5", NO_HASH),
            Map.entry("SHA1", NO_HASH),
            Map.entry("SHA256", NO_HASH),
            Map.entry("UUID", NO_IDENTIFIER),
            Map.entry("GENERATEUUID", NO_IDENTIFIER),
            Map.entry("NEWID", NO_IDENTIFIER),
            Map.entry("GCD", "for numbers other than 0 it is ABS(a * b) / LCM(a, b)"),
            Map.entry("BIN", "use the transform bin"),
            Map.entry("ROLLINGDISTINCT", "it is ARRAYLEN(ARRAYUNIQUE([list])) of a column list made by ROLLINGLIST"),
            Map.entry("TIMEZONES", "no function lists them; zones are called as in the IANA's list, such as 'Europe/Berlin'"));

    static {
        same("MERGE", "CONCATENATE", "CONCATWS", "TEXTJOIN", "JOIN");
        same("IF", "IIF", "IFELSE", "WHEN");
        same("SUBSTRING", "SUBSTR", "MID", "SLICE");
        same("LEN", "LENGTH", "STRLEN", "CHARLENGTH");
        same("SUMIF", "SUMIFS");
        same("COUNTIF", "COUNTIFS");
        same("AVERAGEIF", "AVERAGEIFS", "AVGIF");
        same("UPPER", "UCASE", "UPPERCASE", "UPERCASE", "TOUPPER");
        same("LOWER", "LCASE", "LOWERCASE", "TOLOWER");
        same("PROPER", "INITCAP", "TITLE", "TITLECASE", "PROPERCASE");
        same("FIND", "INDEXOF", "INSTR", "CHARINDEX", "STRPOS", "LOCATE", "POSITION");
        same("MATCHES", "CONTAINS", "REGEXMATCH", "REGEXPLIKE", "RLIKE");
        same("SUBSTITUTE", "REPLACE", "REGEXREPLACE", "REGEXPREPLACE");
        same("REPEAT", "REPT", "REPLICATE");
        same("PAD", "LPAD", "RPAD", "ZFILL");
        same("ISMISSING", "ISBLANK", "ISEMPTY", "ISNA");
        same("IFMISSING", "IFBLANK", "FILLNA");
        same("COALESCE", "NVL", "FIRSTNONNULL");
        same("AVERAGE", "AVG", "MEAN");
        same("STDEV", "STDDEV", "STDDEVPOP", "STD");
        same("STDEVSAMP", "STDDEVSAMP");
        same("VAR", "VARIANCE", "VARPOP");
        same("COUNTDISTINCT", "NUNIQUE", "COUNTUNIQUE", "APPROXCOUNTDISTINCT");
        same("LIST", "COLLECTLIST", "ARRAYAGG", "STRINGAGG", "GROUPCONCAT", "LISTAGG");
        same("UNIQUE", "COLLECTSET");
        same("ANY", "FIRST", "FIRSTVALUE", "ANYVALUE");
        same("CEILING", "CEIL", "ROUNDUP");
        same("TRUNC", "TRUNCATE", "ROUNDDOWN");
        same("POW", "POWER");
        same("SIGN", "SIGNUM");
        same("LN", "LOGE");
        same("PREV", "LAG", "PREVIOUS");
        same("NEXT", "LEAD");
        same("ROWNUMBER", "ROWNUM", "ROWINDEX");
        same("ROLLINGSUM", "CUMSUM", "RUNNINGSUM");
        same("ROLLINGAVERAGE", "MOVINGAVERAGE", "ROLLINGMEAN");
        same("TODAY", "CURRENTDATE", "CURDATE");
        same("NOW", "CURRENTTIMESTAMP", "GETDATE", "SYSDATE");
        same("DATEDIF", "DATEDIFF", "TIMESTAMPDIFF");
        same("DATEADD", "ADDDAYS", "ADDMONTHS", "TIMESTAMPADD");
        same("DATEFORMAT", "FORMATDATE", "STRFTIME", "TOCHAR", "FORMATDATETIME");
        same("PARSEDATE", "STRPTIME", "STRTODATE", "DATEVALUE", "TODATETIME");
        same("WEEKDAY", "DAYOFWEEK");
        same("WEEKNUM", "WEEK", "WEEKOFYEAR", "ISOWEEK");
        same("EOMONTH", "LASTDAY");
        same("UNIXTIMEFORMAT", "FROMUNIXTIME");
        same("UNIXTIME", "EPOCH", "TOUNIXTIMESTAMP", "UNIXTIMESTAMP");
        same("PARSEINT", "TOINT", "TOINTEGER", "INTEGER");
        same("PARSEFLOAT", "TONUMBER", "TODOUBLE", "TODECIMAL", "VALUE");
        same("PARSESTRING", "TOSTRING", "TOTEXT");
        same("PARSEBOOL", "TOBOOLEAN");
        same("NUMFORMAT", "FORMATNUMBER");
        same("ARRAYMERGEELEMENTS", "ARRAYTOSTRING", "ARRAYJOIN");
        same("ARRAYLEN", "ARRAYLENGTH", "SIZE", "CARDINALITY");
        same("ARRAYELEMENTAT", "ELEMENTAT", "ARRAYGET");
        same("IN", "ARRAYCONTAINS", "ISIN");
        same("RANGE", "SEQUENCE", "GENERATESERIES");
        same("DOUBLEMETAPHONE", "SOUNDEX", "METAPHONE");
        same("RAND", "RANDOM");
    }

    private FamiliarNames() {}

    private static void same(String here, String... elsewhere) {
        for (String name : elsewhere) {
            FUNCTIONS.put(name, here);
        }
    }

    /** "here it is X", for a name that is common elsewhere; underscores and case don't matter. */
    public static Optional<String> advice(String name) {
        String plain = name.replace("_", "").toUpperCase(Locale.ROOT);
        return Optional.ofNullable(ADVICE.get(plain))
                .or(() -> Optional.ofNullable(FUNCTIONS.get(plain)).map(function -> "here it is " + function));
    }

    /** "here it is X", for the name of a type that is common elsewhere, the pages' names among them. */
    public static Optional<String> type(String name) {
        return Optional.ofNullable(switch (name.toUpperCase(Locale.ROOT)) {
            case "TEXT", "VARCHAR", "CHAR" -> TypeName.STRING;
            case "SOCIAL SECURITY NUMBER" -> TypeName.SSN;
            case "PHONE NUMBER", "TELEPHONE" -> TypeName.PHONE;
            case "CREDIT CARD", "CREDIT CARD NUMBER" -> TypeName.CREDIT_CARD;
            case "HTTP CODE", "HTTP CODES", "HTTP STATUS CODE" -> TypeName.HTTP_CODE;
            case "INT", "LONG", "BIGINT", "NUMBER" -> TypeName.INTEGER;
            case "DECIMAL", "DOUBLE", "NUMERIC", "REAL" -> TypeName.DECIMAL;
            case "BOOLEAN" -> TypeName.BOOLEAN;
            case "DATE", "TIME", "TIMESTAMP", "DATE / TIME", "DATE/TIME" -> TypeName.DATETIME;
            case "OBJECT", "JSON", "STRUCT" -> TypeName.MAP;
            case "LIST" -> TypeName.ARRAY;
            case "EMAIL", "EMAIL ADDRESS" -> TypeName.EMAIL;
            case "ZIP", "POSTALCODE", "ZIP CODE" -> TypeName.ZIP_CODE;
            case "IP", "IP ADDRESS" -> TypeName.IP_ADDRESS;
            default -> null;
        }).map(type -> "here it is " + type.recipeName());
    }

    static Map<String, String> functions() {
        return Map.copyOf(FUNCTIONS);
    }
}
