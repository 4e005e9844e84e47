package io.drover.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.profile.Profile.Bucket;
import io.drover.job.profile.Profile.ColumnProfile;
import io.drover.job.profile.Profile.Frequency;
import io.drover.job.profile.Profile.Numbers;
import io.drover.job.profile.Profile.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
