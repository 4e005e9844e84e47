package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DroverHomeTest {
    @Test
    void isWhereTheEnvironmentSaysElseInTheUsersHome() {
        assertThat(DroverHome.text(Map.of("DROVER_HOME", "/srv/drover"))).isEqualTo("/srv/drover");
        assertThat(DroverHome.text(Map.of("DROVER_HOME", " "))).isEqualTo("~/.drover");
        assertThat(DroverHome.text(Map.of())).isEqualTo("~/.drover");
    }
}
