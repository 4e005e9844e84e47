package io.drover.recipe.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edge vectors of the function reference for operators, conditions, numbers, types and dates. */
class EdgeVectorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "null", value = {
        "MATCHES('a.c','.')|true", "MATCHES('abc','.')|false",
        "'10' > 9|true", "'10' > '9'|true", "'b' > 'a'|null", "'abc' == 1|false", "null() == null()|null",
        "'5.0' == 5|true", "'5' == '5.0'|false", "OR(0, 2)|true", "'3.0' + 1|4", "7 / 2|3.5", "6 / 3|2",
        "1 / 0|null", "5 % 0|null", "9223372036854775807 + 1|null", "0.1 + 0.2|0.30000000000000004",
        "ROUND(0.5)|1", "ROUND(-0.5)|-1", "ROUND(2.345,2)|2.35", "TRUNC(-0.9)|0", "FLOOR('3.7')|3",
        "CEILING('x')|null", "SQRT(-1)|null", "LOG(0)|null", "IF('maybe' == 'x', 1, 2)|2", "IF(null(), 1, 2)|2",
        "CASE([false,1,true,2,3])|2", "CASE([false,1])|null", "IN('', ['a',''])|true", "IN(null(), ['a'])|null",
        "COALESCE(['', null()])|null", "IFMISSING(0, 1)|0", "ISMISMATCHED('','Integer')|true",
        "ISVALID('','String')|false", "PARSEINT('+7')|7", "PARSEINT('7.0')|null", "PARSEBOOL('on')|true",
        "PARSEFLOAT('1e3')|1000", "DATE(2021,2,29)|null", "DATEADD('2020-02-29',1,year) == DATE(2021,2,28)|true",
        "DATEADD('2599-12-31',1,day)|null", "DATEDIF('2020-01-01','2019-12-31',year)|-1",
        "DATEDIF('2019-02-28','2020-02-28',year)|1", "DATEDIF('2020-02-29','2021-02-28',year)|0",
        "WEEKNUM('2017-01-01')|1", "WEEKNUM('2017-01-08')|2", "UNIXTIME('1969-12-31 23:59:59')|-1000",
        "UNIXTIMEFORMAT(0,'HH:mm:ss')|00:00:00", "NETWORKDAYS('2020-01-04','2020-01-05')|0",
        "NETWORKDAYS('2020-01-07','2020-01-01')|null", "EOMONTH('2020-01-31',1)|43890",
        "SERIALNUMBER('1900-01-01')|1", "ROUND(1.005,2)|1.01", "ROUND(-2.5)|-3", "LN(0)|null",
        "NUMFORMAT(-0.001,'0.00')|0.00", "MONTHNAME('2020-03-01')|March",
        "DATEDIF('2020-01-31','2020-02-29',month)|0", "PARSESTRING(1e20)|100000000000000000000",
        "PARSESTRING(1e7)|10000000"
    })
    void givesTheReferenceResult(String call, String expected) {
        assertThat(ExampleRunner.text(call)).isEqualTo(expected);
    }
}
