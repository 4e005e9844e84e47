package io.drover.recipe.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Type tests, inference, datetime formats and JSON text. */
class TypesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "Integer|12;-7;+3; 42 ;9223372036854775807|1.0;1e3;1,000;abc;9223372036854775808;-",
        "Float|1;1.5;.5;5.;1e3;-2E-3|NaN;Infinity;1.5d;0x1;e5;.",
        "Bool|true;F;YES;n;on;0|2;maybe;oui",
        "SSN|123-45-6789;123456789;123 45 6789|000-12-3456;666-12-3456;912-12-3456;123-00-4567;123-45-0000",
        "Phone|(415) 555-2671;415-555-2671;+1 415.555.2671;4155552671 x12|115-555-2671;555-2671",
        "Emailaddress|a@b.co;x.y+z@sub.example.org|a@b;@b.co;a b@c.de",
        "Creditcard|4111 1111 1111 1111;5500-0000-0000-0004;30569309025904|1234567812345678;411111111111;3056930902590412",
        "Gender|m;F;Male;female|x;man",
        "Ipaddress|192.168.0.1;::1;2001:db8::ff00:42:8329;::ffff:1.2.3.4|256.1.1.1;1.2.3;1:2:3;1::2::3",
        "Url|http://example.com/a?b=c;www.example.com;ftp://x.org:21|http://;example;http://exa mple.com",
        "Httpcodes|200;404;599|600;20;2000",
        "Zipcode|12345;12345-6789|1234;12345-678",
        "State|CA;new york;District of Columbia|ZZ;Cali",
        "Map|{};{\"a\": [1]}|[];{a:1};{",
        "Array|[];[1, \"x\"]|{};[1,];x",
        "Datetime|2020-02-30;2020-01-02T03:04;2020-01-02 03:04:05.123456789;5-mar-2020;Mar 5, 2020;3/5/20;2020/1/2 3:04"
                + "|2020-13-01;20200102;1399-12-31;2600-01-01;hello"
    })
    void acceptsAndRefuses(String type, String valid, String mismatched) {
        TypeTest test = TypeTest.of(TypeSpelling.parse(type).orElseThrow());
        for (String value : valid.split(";")) {
            assertThat(test.quality(value)).as(type + " " + value).isEqualTo(TypeTest.Quality.VALID);
        }
        for (String value : mismatched.split(";")) {
            assertThat(test.quality(value)).as(type + " " + value).isEqualTo(TypeTest.Quality.MISMATCHED);
        }
        assertThat(test.quality("")).isEqualTo(TypeTest.Quality.MISSING);
        assertThat(test.quality(null)).isEqualTo(TypeTest.Quality.MISSING);
        assertThat(TypeTest.decode(test.encoded())).isEqualTo(test);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1;2;;3|Integer", "1;2.5|Float", "0;1|Integer", "yes;no|Bool", "true;0|String", "00501;12345|Zipcode",
        "007;12|String", "0.5;1|Float", "00.5;1|String", "-07;1|String", "2020-01-02;2020-03-04|Datetime(yyyy*mm*dd)",
        "01/02/2020;15/01/2020|Datetime(dd*mm*yyyy)", "01/02/2020;03/04/2020|Datetime(mm*dd*yyyy)",
        "2020-01-02;2020-01-02 03:04:05|String", "2020-01-02T03:04:05Z|Datetime(yyyy*mm*dd*HH:MM:SSX)",
        "5 March 2020|Datetime(dd*longMonth*yyyy)", "a@b.co|Emailaddress", "[1];[]|Array", "{\"a\":1}|Map",
        "abc|String", "1.2.3.4|Ipaddress", "CA;NY|State"
    })
    void infersTheFirstTypeThatFitsAllValues(String values, String type) {
        assertThat(TypeSpelling.print(TypeInference.infer(Arrays.asList(values.split(";"))))).isEqualTo(type);
    }

    @Test
    void anOpenOrderOfDayAndMonthIsReported() {
        assertThat(TypeInference.inferred(List.of("01/02/2020")).ambiguous()).isTrue();
        assertThat(TypeInference.inferred(List.of("01/15/2020")).ambiguous()).isFalse();
        assertThat(TypeInference.infer(Arrays.asList(null, ""))).isEqualTo(ColumnType.STRING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", value = {
        "mm*dd*yyyy|1/2/2020|01-02-2020", "dd*mm*yyyy|31.12.2020|31-12-2020", "dd*mm*yyyy|31-02-2021|03-03-2021",
        "yyyy*mm*dd*HH:MM:SS|2020-01-02T3:04:05|2020-01-02 03:04:05", "dd*shortMonth*yyyy|5mar2020|05-Mar-2020",
        "longMonth*dd*yyyy|March 5, 2020|March-05-2020", "mm*dd*yy|1/2/43|01-02-43", "HH:MM:SS|23:59:59|23:59:59",
        "mm*dd*yyyy*hh:MM:SS*a|01/02/2020 12:00:00 am|01-02-2020 12:00:00 AM", "HH:MM:SS|24:00:00|null",
        "mm*dd*yyyy|13/01/2020|null", "mm*dd*yyyy|1/2/20|null",
        "yyyy*mm*dd*HH:MM:SS.sss|2020-01-02 03:04:05.6789|2020-01-02 03:04:05.678"
    })
    void readsAndPrintsAnnotations(String pattern, String text, String printed) {
        DatetimeFormat format = DatetimeFormat.of(Format.annotation(pattern));
        long millis = format.parse(text, 2024);
        assertThat(millis == DatetimeFormat.NONE ? null : format.format(millis)).isEqualTo(printed);
    }

    @Test
    void twoDigitYearsLieAroundTheReferenceYear() {
        DatetimeFormat format = DatetimeFormat.of(Format.java("M/d/yy"));
        assertThat(Calendar.of(format.parse("1/1/43", 2024)).year()).isEqualTo(2043);
        assertThat(Calendar.of(format.parse("1/1/44", 2024)).year()).isEqualTo(1944);
    }

    @Test
    void aPatternWithoutMeaningSaysWhatIsWrong() {
        assertThatThrownBy(() -> DatetimeFormat.of(Format.java("yyyy-QQ")))
                .isInstanceOf(InvalidFormatException.class).hasMessageContaining("QQ");
        assertThatThrownBy(() -> DatetimeFormat.of(Format.annotation("yyyy*qq")))
                .isInstanceOf(InvalidFormatException.class);
    }

    @Test
    void anAnnotationsShapeIsSkipped() {
        assertThat(TypeSpelling.datetime(List.of("mm-dd-yy", "mm*dd*yyyy")))
                .isEqualTo(ColumnType.datetime(Format.annotation("mm*dd*yyyy")));
        assertThat(TypeSpelling.datetimeFormats(List.of("mm-dd-yy hh:mm:ss", "MM/dd/yyyy HH:mm")))
                .containsExactly(Format.java("MM/dd/yyyy HH:mm"));
    }

    @Test
    void jsonIsCanonicalAndKeepsDigits() {
        assertThat(JsonText.value(" { \"b\" : 1.50 , \"a\":[ 1e3, \"\\u00e9\\n\\/\" ], \"b\":null } "))
                .isEqualTo("{\"b\":null,\"a\":[1e3,\"é\\n/\"]}");
        assertThat(JsonText.array("[1,]")).isNull();
        assertThat(JsonText.array("[01]")).isNull();
        assertThat(JsonText.object("{'a':1}")).isNull();
        assertThat(JsonText.array("[".repeat(100_000))).isNull();
        assertThat(JsonText.elements("[\"a\",2.50,null]")).containsExactly("\"a\"", "2.50", "null");
    }
}
