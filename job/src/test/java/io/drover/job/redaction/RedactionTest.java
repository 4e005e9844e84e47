package io.drover.job.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private final Redaction redaction = Redaction.byLooks();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "cannot open sftp://eve:s3cr3t@host:22/a.csv|cannot open sftp://eve:***@host:22/a.csv",
        "s3a://AKEY:ab/cd+ef@bucket/x@y.csv: denied|s3a://AKEY:***@bucket/x@y.csv: denied",
        "ftp://u:p@ss@host/f|ftp://u:***@host/f",
        "ftp://u:12345@host/f|ftp://u:***@host/f",
        "GET https://b.s3.amazonaws.com/k?X-Amz-Date=20260101&X-Amz-Signature=abc123&X-Amz-Expires=60"
                + "|GET https://b.s3.amazonaws.com/k?X-Amz-Date=20260101&X-Amz-Signature=***&X-Amz-Expires=60",
        "https://a.blob.core.windows.net/c/f?sv=2022&sig=a%2Bb%3D&se=2026 (403)"
                + "|https://a.blob.core.windows.net/c/f?sv=2022&sig=***&se=2026 (403)",
        "https://h/a?access_token=t0k3n|https://h/a?access_token=***",
        "spark.hadoop.fs.s3a.secret.key=wJalr/XUtn|spark.hadoop.fs.s3a.secret.key=***",
        "--conf spark.hadoop.fs.azure.account.key.acc.dfs.core.windows.net=Zm9v== --name x"
                + "|--conf spark.hadoop.fs.azure.account.key.acc.dfs.core.windows.net=*** --name x",
        "javax.jdo.option.ConnectionPassword = 'a b c', next|javax.jdo.option.ConnectionPassword = ***, next",
        "{\"user\":\"eve\",\"dbPassword\":\"a\\\"b c\"}|{\"user\":\"eve\",\"dbPassword\":\"***\"}",
        "Authorization: Basic ZXZlOnBhc3M=|Authorization: Basic ***",
        "{Authorization=Bearer abc.def}|{Authorization=Bearer ***",
        "sent bearer 0123456789abcdef0123|sent bearer ***",
        "Proxy-Authorization: Negotiate YIIabc done|Proxy-Authorization: Negotiate *** done",
        "key AKIAIOSFODNN7EXAMPLE used|key AKIA*** used",
        "started with --password hunter2 -v|started with --password *** -v",
        "password: hunter2|password: ***",
        "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_1 end|jwt *** end",
    })
    void aSecretIsMaskedAndTheRestStays(String text, String expected) {
        assertThat(redaction.apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "source orders: nothing matches hdfs://namenode:8020/data/eve@example.com/*.csv",
        "hdfs://nn:8020,hdfs://other:8020/a@b",
        "wasbs://container@account.blob.core.windows.net/a.csv",
        "abfss://fs@account.dfs.core.windows.net/a",
        "2:14: expected ')' but found token ':' in derive value: IF(token == 'x', 1, 2)",
        "column password is Integer; the key sig of row 3",
        "file:///data/secret/token.csv: 3 records have more than 5 fields",
        "/data/day=5/key=7/part-0.csv",
        "basic authorization is not configured for user eve",
    })
    void anythingElseStaysAsItIs(String text) {
        assertThat(redaction.apply(text)).isEqualTo(text);
    }

    @Test
    void aPrivateKeyIsMaskedAsAWhole() {
        String text = "bad key:\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nin x.pem";
        assertThat(redaction.apply(text)).isEqualTo("bad key:\n-----PRIVATE KEY ***-----\nin x.pem");
    }

    @Test
    void secretValuesOfTheConfigurationAreMaskedWhereverTheyStand() {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3a.secret.key", "abcdefgh/12345");
        configuration.set("fs.s3a.endpoint", "storage.example.com");
        configuration.set("my.token", "short");
        assertThat(Redaction.of(configuration).apply("storage.example.com refused abcdefgh/12345 (short)"))
                .isEqualTo("storage.example.com refused *** (short)");
    }

    @Test
    void whatHadoopShipsIsNoSecret() {
        Configuration configuration = new Configuration();
        // Every value that core-default.xml gives to keys that look secret.
        configuration.forEach(entry -> assertThat(Redaction.of(configuration).apply("= " + entry.getValue() + " ="))
                .doesNotContain("= *** ="));
    }

    @Test
    void longTextTakesLinearTime() {
        String text = "a.secret-".repeat(20_000) + "://x:".repeat(50_000) + "k_secret=\"" + "\\\"".repeat(50_000);
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(java.time.Duration.ofSeconds(10),
                () -> redaction.apply(text));
    }

    @Test
    void nothingIsNothing() {
        assertThat(redaction.apply(null)).isNull();
    }
}
