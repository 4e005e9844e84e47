package io.drover.recipe.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    @Property(seed = "20261124")
    void isTheExactSumRoundedOnce(@ForAll("decimals") List<Double> values) {
        assertThat(sum(values).value()).isEqualTo(exact(values));
    }

    @Property(seed = "20261124")
    void sumsOfPartsAddUp(@ForAll("decimals") List<Double> left, @ForAll("decimals") List<Double> right) {
        ExactSum sum = sum(left);
        ExactSum other = sum(right);
        sum.add(other);
        BigDecimal both = decimal(left).add(decimal(right));
        assertThat(sum.value()).isEqualTo(Double.parseDouble(both.toString()) + 0.0);
        assertThat(other.value()).isEqualTo(exact(right));
    }

    @Property(seed = "20261124")
    void takesMultiplesOfPowersOfTwo(
            @ForAll("decimals") List<Double> values, @ForAll("integers") BigInteger multiple) {
        ExactSum sum = sum(values);
        sum.add(multiple, -90);
        BigDecimal addend = new BigDecimal(multiple).divide(new BigDecimal(BigInteger.TWO.pow(90)));
        assertThat(sum.value()).isEqualTo(Double.parseDouble(decimal(values).add(addend).toString()) + 0.0);
    }

    @Test
    void losesNothingToCancellation() {
        assertThat(sum(List.of(1e308, 1.0, -1e308, Double.MIN_VALUE, -1.0)).value()).isEqualTo(Double.MIN_VALUE);
        assertThat(sum(List.of(0.1, 0.2, 0.3)).value()).isEqualTo(0.6);
        assertThat(sum(List.of()).value()).isZero();
        assertThat(sum(List.of(-0.0)).value()).isEqualTo(0.0);
    }

    @Test
    void roundsHalfToEven() {
        double ulp = Math.ulp(1.0);
        assertThat(sum(List.of(1.0, ulp / 2)).value()).isEqualTo(1.0);
        assertThat(sum(List.of(1.0 + ulp, ulp / 2)).value()).isEqualTo(1.0 + 2 * ulp);
        assertThat(sum(List.of(1.0, ulp / 2, Double.MIN_VALUE)).value()).isEqualTo(1.0 + ulp);
    }

    @Test
    void isInfiniteBeyondTheRange() {
        assertThat(sum(List.of(Double.MAX_VALUE, Double.MAX_VALUE)).value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(List.of(-Double.MAX_VALUE, -Double.MAX_VALUE)).value()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> new ExactSum().add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passesCarriesOnAfterManyAdditions() {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < 5_000_000; i++) {
            sum.add(i % 3 == 0 ? -1.0000000000000002 : 1.9999999999999998);
        }
        BigDecimal expected = new BigDecimal(-1.0000000000000002).multiply(BigDecimal.valueOf(1_666_667))
                .add(new BigDecimal(1.9999999999999998).multiply(BigDecimal.valueOf(3_333_333)));
        assertThat(sum.value()).isEqualTo(Double.parseDouble(expected.toString()));
    }

    @Provide
    Arbitrary<List<Double>> decimals() {
        Arbitrary<Double> bits = Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite)
                .filter(value -> Math.abs(value) < 1e300);
        Arbitrary<Double> usual = Arbitraries.doubles().between(-1e6, 1e6);
        Arbitrary<Double> near = Arbitraries.of(0.1, -0.1, 0.3, 1e16, -1e16, 1.0, Double.MIN_VALUE, 0x1p-37, 0x1p90, 0x1p-38);
        return Arbitraries.oneOf(bits, usual, near).list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<BigInteger> integers() {
        return Arbitraries.bigIntegers().between(BigInteger.TWO.pow(126).negate(), BigInteger.TWO.pow(126));
    }

    private static ExactSum sum(List<Double> values) {
        ExactSum sum = new ExactSum();
        values.forEach(sum::add);
        return sum;
    }

    private static BigDecimal decimal(List<Double> values) {
        return values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Through text: BigDecimal's own conversion is not always rounded correctly on Java 17. */
    private static double exact(List<Double> values) {
        return Double.parseDouble(decimal(values).toString()) + 0.0;
    }
}
