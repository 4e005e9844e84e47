package io.drover.job.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.JobFailure;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.TypeName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSpecJsonTest {

    @Test
    void readsWhatItWrote() {
        JobSpec spec = TestingSpecs.full();

        assertThat(JobSpecJson.read(JobSpecJson.write(spec))).isEqualTo(spec);
    }

    @Test
    void keepsTypesAndTheirFormats() {
        List<ColumnType> types = List.of(
                ColumnType.INTEGER,
                ColumnType.datetime(Format.annotation("dd*mm*yyyy")),
                ColumnType.datetime(Format.java("dd/MM/yyyy")),
                new ColumnType(TypeName.DECIMAL, new Format.Decimals(2)));
        List<JobSpec.SourceColumn> columns =
                types.stream().map(type -> new JobSpec.SourceColumn("c" + types.indexOf(type), type)).toList();
        JobSpec spec = TestingSpecs.withColumns(columns);

        assertThat(JobSpecJson.read(JobSpecJson.write(spec)).sources().get(0).columns()).isEqualTo(columns);
    }

    @Test
    void ignoresMembersOfALaterRelease() {
        String text = text(TestingSpecs.full()).replaceFirst("\\{", "{\"novelty\": [1, {\"a\": null}],");

        assertThat(JobSpecJson.read(bytes(text))).isEqualTo(TestingSpecs.full());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "\"version\" : 1 | \"version\" : 2 | DROVER-J102 | version 2",
        "\"action\" : \"create\" | \"action\" : \"upsert\" | DROVER-J101 | /outputs/0/action must be one of create, append, overwrite",
        "\"jobGroup\" : 9 | \"jobGroup\" : \"9\" | DROVER-J101 | /jobGroup must be a 64-bit integer",
        "\"jobGroup\" : 9 | \"x\" : 9 | DROVER-J101 | /jobGroup is missing",
        "\"target\" : \"d2\" | \"target\" : \"d7\" | DROVER-J101 | /target names no dataset: \"d7\"",
        "\"attempt\" : 1 | \"attempt\" : 0 | DROVER-J101 | /attempt must be 1 or more",
        "\"type\" : \"Integer\" | \"type\" : \"Number\" | DROVER-J101 | /sources/0/columns/0/type",
    })
    void saysWhereADocumentIsWrong(String right, String wrong, String code, String message) {
        String text = text(TestingSpecs.full());
        assertThat(text).contains(right.strip());

        assertThatThrownBy(() -> JobSpecJson.read(bytes(text.replace(right.strip(), wrong.strip()))))
                .isInstanceOfSatisfying(JobFailure.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''", "{", "[]", "null", "{} {}", "\"a\""})
    void refusesWhatIsNoJob(String text) {
        assertThatThrownBy(() -> JobSpecJson.read(bytes(text)))
                .isInstanceOfSatisfying(JobFailure.class, e -> assertThat(e.code()).isEqualTo("DROVER-J101"));
    }

    @Test
    void refusesADatasetThatReadsALaterOne() {
        JobSpec spec = TestingSpecs.full();
        JobSpec turned = new JobSpec(1, 9, 1, "photon", spec.jobs(), spec.sources(),
                List.of(spec.datasets().get(1), spec.datasets().get(0)), "d2", spec.outputs(), true, Map.of(),
                spec.referenceTime(), spec.limits());

        assertThatThrownBy(() -> JobSpecJson.read(JobSpecJson.write(turned)))
                .hasMessageContaining("\"d2\" reads dataset \"d1\", which does not stand before it");
    }

    private static String text(JobSpec spec) {
        return new String(JobSpecJson.write(spec), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
