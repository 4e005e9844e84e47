package io.drover.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.job.spec.JobSpec.PathSelection.Kind;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.type.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files a path with rules selects, among real ones. */
class PathRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-10T10:30:00Z");

    @TempDir
    private Path folder;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "a,b\n1,2\n");
        }
    }

    private List<String> selected(String path, PathSelection... selections) throws IOException {
        JobSpec.Source source = new JobSpec.Source("s", "orders", List.of(folder.toUri() + path), SourceOptions.DETECT,
                List.of(), Map.of(), List.of(selections));
        return new SourceResolver(new Configuration(), values -> ColumnType.STRING, NOW).resolve(source).files().stream()
                .map(file -> folder.relativize(Path.of(file.path())).toString()).toList();
    }

    private static PathSelection day(String rule) {
        return new PathSelection("day", Kind.DATETIME, rule);
    }

    private static PathSelection part(String pattern) {
        return new PathSelection("part", Kind.PATTERN, pattern);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "yyyy-MM-dd                              | 2025-12-31 2026-03-08 2026-03-09 2026-03-10 2026-03-11",
        "yyyy-MM-dd last 2 days                  | 2026-03-09 2026-03-10",
        "yyyy-MM-dd last 3 hours                 | 2026-03-10",
        "yyyy-MM-dd last 3 months                | 2025-12-31 2026-03-08 2026-03-09 2026-03-10",
        "yyyy-MM-dd from 2026-03-09              | 2026-03-09 2026-03-10 2026-03-11",
        "yyyy-MM-dd to 2026-03-08                | 2025-12-31 2026-03-08",
        "yyyy-MM-dd from 2026-03-08 to 2026-03-09| 2026-03-08 2026-03-09",
        "yyyy-MM-dd last 1 day in Pacific/Auckland | 2026-03-10"})
    void aRangeOfDays(String rule, String expected) throws IOException {
        files("2025-12-31.csv", "2026-03-08.csv", "2026-03-09.csv", "2026-03-10.csv", "2026-03-11.csv",
                "2026-02-30.csv", "20260310.csv", "note.csv");
        assertThat(selected("{day}.csv", day(rule)))
                .isEqualTo(Arrays.stream(expected.split(" ")).map(name -> name + ".csv").toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "YYYY-MM-DD last 2 days                                | 2026-03-09.csv 2026-03-10.csv",
        "yyyy-MM-dd or yyyyMMdd last 2 days                    | 2026-03-09.csv 2026-03-10.csv 20260310.csv",
        "\"d MMM yyyy\" or yyyyMMdd or MMMM_yyyy from 2026-03-01 | 20260310.csv 9 Mar 2026.csv MARCH_2026.csv",
        "yyyy-MM-dd_hh_mm last 2 hours                         | 2026-03-10_10_05.csv",
        "yyyy-MM-dd_hh_mma from 2026-03-09T18:00               | 2026-03-09_06_30PM.csv",
        "yyyy/MM/dd or yyyy-MM-dd last 1 day                   | 2026-03-10.csv 2026/03/10.csv"})
    void severalFormatsAndOtherLetters(String rule, String expected) throws IOException {
        files("2026-03-08.csv", "2026-03-09.csv", "2026-03-10.csv", "20260310.csv", "9 Mar 2026.csv", "MARCH_2026.csv",
                "2026-03-10_10_05.csv", "2026-03-10_22_05.csv", "2026-03-09_06_30PM.csv", "2026-03-09_06_30AM.csv",
                "2026/03/10.csv");
        assertThat(selected("{day}.csv", day(rule)))
                .containsExactlyInAnyOrder(expected.strip().split("(?<=csv) "));
    }

    @Test
    void aZoneDecidesWhichDayItIs() throws IOException {
        files("2026-03-10.csv", "2026-03-11.csv");
        // 10:30 in UTC is after midnight of the next day on Kiritimati.
        assertThat(selected("{day}.csv", day("yyyy-MM-dd last 1 day in Pacific/Kiritimati")))
                .containsExactly("2026-03-11.csv");
    }

    @Test
    void aFormatMayReachOverFoldersAndRepeatItself() throws IOException {
        files("2026/03/09/23/x.csv", "2026/03/10/09/x.csv", "2026/03/10/10/x.csv", "2026/03/10/11/x.csv",
                "2026/13/10/10/x.csv", "old/03/10/10/x.csv", "year=2026/2026-03.csv", "year=2025/2026-03.csv");
        assertThat(selected("{day}/*.csv", day("yyyy/MM/dd/HH last 2 hours")))
                .containsExactly("2026/03/10/09/x.csv", "2026/03/10/10/x.csv");
        // A folder is read with all below it.
        assertThat(selected("2026/03/{day}", day("dd from 1970-01-10"))).hasSize(3);
        assertThat(selected("{day}.csv", day("'year='yyyy/yyyy-MM"))).containsExactly("year=2026/2026-03.csv");
    }

    @Test
    void patternsTakeWholePlacesWithinASegment() throws IOException {
        files("part-1.csv", "part-22.csv", "part-x.csv", "apart-3.csv", "part-4.csv.bak", "sub/part-5.csv");
        assertThat(selected("{part}.csv", part("`part-{digit}+`"))).containsExactly("part-1.csv", "part-22.csv");
        assertThat(selected("{part}.csv", part("part-{digit}"))).containsExactly("part-1.csv");
        assertThat(selected("part-{part}.csv", part("/[0-9]+|x/")))
                .containsExactly("part-1.csv", "part-22.csv", "part-x.csv");
        assertThat(selected("{part}.csv", part("/.*/"))).hasSize(4).doesNotContain("sub/part-5.csv");
    }

    @Test
    void severalRulesAndGlobsHoldTogether() throws IOException {
        files("eu/a-2026-03-10-1.csv", "eu/a-2026-03-10-x.csv", "us/a-2026-03-09-2.csv", "us/b-2026-03-10-3.csv",
                "asia/a-2026-03-10-4.csv", "eu/a+2026-03-10-5.csv");
        assertThat(selected("{eu,us}/[ab]-{day}-{part}.csv", day("yyyy-MM-dd last 1 day"), part("{digit}")))
                .containsExactly("eu/a-2026-03-10-1.csv", "us/b-2026-03-10-3.csv");
        assertThat(selected("*/{any}{day}-?.csv", new PathSelection("any", Kind.WILDCARD, "a[-+]"),
                day("yyyy-MM-dd from 2026-03-10"))).containsExactly("asia/a-2026-03-10-4.csv", "eu/a+2026-03-10-5.csv",
                        "eu/a-2026-03-10-1.csv", "eu/a-2026-03-10-x.csv");
    }

    @Test
    void noFileThatIsSelectedIsToldWithTheRule() throws IOException {
        files("2020-01-01.csv");
        assertThatThrownBy(() -> selected("{day}.csv", day("yyyy-MM-dd last 7 days")))
                .isInstanceOfSatisfying(JobFailure.class, e -> assertThat(e.code()).isEqualTo("DROVER-J201"))
                .hasMessageContaining("orders").hasMessageContaining("1 files").hasMessageContaining("last 7 days")
                .hasMessageContaining("2026-03-10T10:30");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DATETIME | yyyy-XX           | letters are yyyy",
        "DATETIME | ---               | no format of a date",
        "DATETIME | yyyy until 2026   | none of: from TIME",
        "DATETIME | yyyy from 2026    | no time such as 2026-01-31",
        "DATETIME | yyyy last 2 days to 2026-01-01 | can't stand together",
        "DATETIME | yyyy or             | a format such as",
        "DATETIME | yyyy in Nowhere   | no time zone",
        "PATTERN  | /(/               | no pattern",
        "PATTERN  | /(?=x)y/          | look-around",
        "PATTERN  | //                | a pattern is wanted"})
    void aRuleThatIsWrongSaysWhatWouldBeRight(Kind kind, String value, String message) {
        assertThat(PathRules.problem(new PathSelection("p", kind, value))).hasValueSatisfying(
                problem -> assertThat(problem).contains(message));
    }

    @Test
    void aVariablesValueIsText() throws IOException {
        files("a[1].csv", "a1.csv");
        assertThat(selected("a" + PathRules.literal("[1]") + ".csv")).containsExactly("a[1].csv");
    }
}
