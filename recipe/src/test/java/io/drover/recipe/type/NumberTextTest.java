package io.drover.recipe.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers to text and back. */
class NumberTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0", "-0.0, 0", "2.50, 2.5", "3.0, 3", "0.1, 0.1", "1e-6, 0.000001", "1e-7, 1e-7", "1.5e-8, 1.5e-8",
        "1e20, 100000000000000000000", "1e21, 1e+21", "123456789012345680000, 123456789012345680000", "2e23, 2e+23",
        "1e23, 1e+23", "5e-324, 5e-324", "1.7976931348623157e308, 1.7976931348623157e+308", "-49.8, -49.8",
        "9007199254740993, 9007199254740992", "8.41e21, 8.41e+21", "0.30000000000000004, 0.30000000000000004",
        "2.2250738585072014e-308, 2.2250738585072014e-308", "9.5367431640625e-7, 9.5367431640625e-7"
    })
    void printsTheShortestDigits(double value, String text) {
        assertThat(CanonicalText.of(value)).isEqualTo(text);
    }

    @Property(seed = "20261124", tries = 5000)
    void everyDoubleReadsBackFromItsText(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            String text = CanonicalText.of(value);
            assertThat(Reading.decimal(text)).isEqualTo(value + 0.0);
            assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
        }
    }

    @Property(seed = "20261124", tries = 5000)
    void aDecimalOfFifteenDigitsKeepsItsDigits(@ForAll long unscaled, @ForAll byte scale) {
        BigDecimal decimal = BigDecimal.valueOf(unscaled % 1_000_000_000_000_000L, Math.floorMod(scale, 16));
        assertThat(new BigDecimal(CanonicalText.of(decimal.doubleValue()))).isEqualByComparingTo(decimal);
    }

    @Property(seed = "20261124", tries = 2000)
    void everyLongReadsBackFromItsText(@ForAll long value) {
        assertThat(Reading.integer(CanonicalText.of(value))).isEqualTo(value);
        assertThat(Reading.plainInteger("\t" + CanonicalText.of(value) + "\u00a0")).isEqualTo(value);
    }

    @Property(seed = "20261124", tries = 3000)
    void readingNeverFails(@ForAll String text) {
        Double value = Reading.decimal(text);
        assertThat(value == null || Double.isFinite(value)).isTrue();
        Reading.integer(text);
        Reading.condition(text);
        DatetimeFormats.COMMON.read(text, 2024);
        JsonText.value(text);
        TypeInference.infer(List.of(text));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {
        "3.0, 3", "1e3, 1000", "12.5, null", "9223372036854775807, 9223372036854775807", "9223372036854775808, null",
        "-9223372036854775808, -9223372036854775808", "9007199254740993.0, 9007199254740993", "1e-400, null",
        "0e99999999999, 0", "1e99999999999, null", "0x1F, null", "1_000, null", "NaN, null", "12d, null", "'+', null",
        "'.', null", "007, 7", "٤٢, null"
    })
    void readsIntegers(String text, Long expected) {
        assertThat(Reading.integer(text)).isEqualTo(expected);
    }

    private static long digits(String text) {
        return text.split("[eE]")[0].replaceAll("[^0-9]", "").replaceFirst("^0+", "").replaceFirst("0+$", "").length();
    }
}
