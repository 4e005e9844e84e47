package io.drover.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.profile.Profile.Bucket;
import io.drover.job.profile.Profile.ColumnProfile;
import io.drover.job.profile.Profile.Frequency;
import io.drover.job.profile.Profile.Numbers;
import io.drover.job.profile.Profile.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileJsonTest {

    @Test
    void writesTheContractsForm() {
        Profile profile = new Profile(3, List.of(
                new ColumnProfile("n", "Integer", 2, 1, 0,
                        new Numbers(1.0, 2.5, 1.0, 3.0, 1.0, 1e21, 2.5, List.of(new Bucket(1, 1), new Bucket(2, 1)))),
                new ColumnProfile("s", "String", 2, 0, 1, new Texts(20, 2, 0, List.of(new Frequency("<b>\"", 2))))));

        String text = new String(ProfileJson.write(profile), StandardCharsets.UTF_8);

        assertThat(text.replaceAll("\\s", "")).isEqualTo("{\"columnTypes\":{\"n\":[\"Integer\"],\"s\":[\"String\"]},"
                + "\"profilerTypeCheckHistograms\":{\"n\":[{\"key\":\"VALID\",\"count\":2},{\"key\":\"INVALID\","
                + "\"count\":1},{\"key\":\"EMPTY\",\"count\":0}],\"s\":[{\"key\":\"VALID\",\"count\":2},{\"key\":"
                + "\"INVALID\",\"count\":0},{\"key\":\"EMPTY\",\"count\":1}]},\"profilerValidValueHistograms\":{\"n\":"
                + "{\"min\":1,\"max\":2.5,\"roundMin\":1,\"roundMax\":3,\"quartiles\":{\"q1\":1,\"q2\":1e+21,"
                + "\"q3\":2.5},\"buckets\":[{\"pos\":1,\"b\":1},{\"pos\":2,\"b\":1}]},\"s\":{\"k\":20,\"c\":2,"
                + "\"ub\":0,\"topk\":[{\"key\":\"<b>\\\"\",\"count\":2}]}}}");
        assertThat(ProfileJson.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(profile);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "-0.0,0", "0.1,0.1", "1e21,1e+21", "1e20,100000000000000000000", "1.5e-8,1.5e-8",
        "0.000001,0.000001", "2e-323,2e-323", "1.7976931348623157e308,1.7976931348623157e+308", "-12.50,-12.5",
        "2.2250738585072014E-308,2.2250738585072014e-308"})
    void printsNumbersAsEcmaScriptDoes(double value, String text) {
        assertThat(NumberText.of(value)).isEqualTo(text);
    }

    @Property
    void numbersReadBack(@ForAll double value) {
        assertThat(Double.parseDouble(NumberText.of(value))).isEqualTo(value == 0 ? 0.0 : value);
    }
}
