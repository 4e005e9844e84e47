package io.drover.recipe;

import static io.drover.recipe.Fuzzing.SEED;
import static io.drover.recipe.Fuzzing.bounded;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.type.DatetimeFormat;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.InvalidFormatException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Any text as a datetime format: it reads and prints, or is refused with a reason. */
class DatetimeFormatFuzzTest {

    @Property(seed = "" + SEED, tries = 2000, shrinking = ShrinkingMode.OFF)
    void datetimeFormatsReadAndPrintOrSayWhyNot(@ForAll("datetimeFormats") String pattern, @ForAll String text, @ForAll long millis)
            throws Exception {
        bounded("format " + pattern, () -> {
            for (Format.Datetime format : List.of(Format.annotation(pattern), Format.java(pattern))) {
                try {
                    DatetimeFormat compiled = DatetimeFormat.of(format);
                    compiled.parse(text, 2026);
                    // What is in range prints; what was printed is read by a format that has all of it, or refused.
                    String printed = compiled.format(Math.floorMod(millis, 1_000_000_000_000L));
                    compiled.parse(printed, 2026);
                } catch (InvalidFormatException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        });
    }

    @Test
    void longDatetimeFormatsAreReadInTime() throws Exception {
        for (String piece : List.of("y", "yyyy", "*", "'", "''", "SS.", "shortMonth", "😀", "\\", "(")) {
            String pattern = piece.repeat(100_000);
            bounded("format " + piece + "…", () -> {
                for (Format.Datetime format : List.of(Format.annotation(pattern), Format.java(pattern))) {
                    try {
                        DatetimeFormat.of(format).parse("2020".repeat(100_000), 2026);
                    } catch (InvalidFormatException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                }
            });
        }
    }

    @Provide
    Arbitrary<String> datetimeFormats() {
        Arbitrary<String> pieces = Arbitraries.of("yyyy", "yy", "y", "MM", "M", "mm", "m", "dd", "d", "D", "EEE", "EEEE", "HH", "hh", "ss", "SSS",
                "SS", "SS.sss", "a", "X", "XXX", "*", "-", "/", ":", " ", "'T'", "''", "'", "shortMonth", "longMonth", "q", "é", "\0");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(10).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(12));
    }
}
