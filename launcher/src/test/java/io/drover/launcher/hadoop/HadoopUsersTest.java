package io.drover.launcher.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.launcher.LauncherSettings.Hadoop;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HadoopUsersTest {
    private static HadoopUsers in(String domain) {
        return new HadoopUsers(new Hadoop(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(),
                Optional.ofNullable(domain)));
    }

    @Test
    void withoutADomainAllAreTheService() {
        assertThat(in(null).of("alice@example.org")).isEmpty();
        assertThat(in(null).impersonates()).isFalse();
    }

    @Test
    void anAddressOfTheDomainNamesItsUser() {
        assertThat(in("Example.org").of("Alice@example.ORG")).contains("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com", "alice@sub.example.org", "alice", "al ice@example.org", "@example.org",
        "hdfs/host@example.org", "alice@evil.org@example.com"})
    void whoeverElseMayRunNothing(String address) {
        HadoopUsers users = in("example.org");
        assertThatThrownBy(() -> users.of(address)).isInstanceOf(HadoopUsers.NoHadoopUser.class)
                .hasMessageContaining("@example.org");
    }
}
