package io.drover.job.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobFailureTest {
    @Test
    void aServersStackTraceIsNoPartOfTheMessage() {
        String said = "Failed to CREATE_FILE /o\n\tat org.apache.hadoop.A.b(A.java:1)\n\tat org.apache.hadoop.C.d(C.java:2)\n";
        assertThat(JobCode.NOT_PUBLISHED.failure("not published (" + said + "); run again"))
                .hasMessage("not published (Failed to CREATE_FILE /o); run again");
        assertThat(JobCode.NOT_PUBLISHED.failure("two\nlines at once")).hasMessage("two\nlines at once");
    }
}
