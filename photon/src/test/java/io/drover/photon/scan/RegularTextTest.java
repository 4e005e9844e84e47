package io.drover.photon.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularTextTest {

    @TempDir
    Path directory;

    private boolean isRegular(String text, Character quote) throws IOException {
        Path file = Files.writeString(directory.resolve("f.csv"), text);
        boolean whole = RegularText.matches(file, ',', quote, 3, 1);
        assertThat(RegularText.matches(file, ',', quote, 3, 3, 16)).as("in parts: " + text).isEqualTo(whole);
        return whole;
    }

    private boolean isRegular(String text) throws IOException {
        return isRegular(text, '"');
    }

    @Test
    void recordsOfAsManyFieldsAsColumns() throws IOException {
        assertThat(isRegular("a,b,c\n1,2,3\n")).isTrue();
        assertThat(isRegular("a,b,c\n1,2,3")).isTrue();
        assertThat(isRegular("a,b,c\r\n1,2,3\r\n")).isTrue();
        assertThat(isRegular("\uFEFFa,b,c\n,,\n")).isTrue();
        assertThat(isRegular("a,\"b\nb\",c\n\"1\",\"2\"\"2\",\"3,3\"\n")).isTrue();
        assertThat(isRegular("a quite long field,another one with ünïcödé,the third\n".repeat(40))).isTrue();
        assertThat(isRegular("a quite long field,\"one\n\n\nover, lines\",the third\n".repeat(40))).isTrue();
    }

    @Test
    void whatReadersTakeInDifferentWays() throws IOException {
        String good = "a quite long field,another,third\n".repeat(10);
        assertThat(isRegular("")).isFalse();
        assertThat(isRegular(good + "1,2\n" + good)).isFalse();
        assertThat(isRegular(good + "1,2,3,\n" + good)).isFalse();
        assertThat(isRegular(good + "1,2,3,4\n1,2\n" + good)).isFalse();
        assertThat(isRegular(good + "\n" + good)).isFalse();
        assertThat(isRegular("\n" + good)).isFalse();
        assertThat(isRegular(good + "1,2,3\r\n" + good)).isFalse();
        assertThat(isRegular(good + "1,2\r,3\n" + good)).isFalse();
        assertThat(isRegular(good + "1,2\"2\",3\n" + good)).isFalse();
        assertThat(isRegular(good + "1,\"2\"2,3\n" + good)).isFalse();
        assertThat(isRegular(good + "1,\"\"\"\",3\n" + good)).isFalse();
        assertThat(isRegular(good + "1,\"2,3\n" + good)).isFalse();
        assertThat(isRegular(good + "1,2")).isFalse();
    }

    @Test
    void quotesAreOrdinaryTextWithoutAQuote() throws IOException {
        assertThat(isRegular("a\",b,\"c\"\n".repeat(20), null)).isTrue();
        assertThat(isRegular("a\",b,\"c\n,\"\n".repeat(20), null)).isFalse();
    }

    /** Every text of few characters that matter, at every place in the words that are looked at at once. */
    @Test
    void agreesWithAReaderOfOneByteAtATime() throws IOException {
        Random random = new Random(7);
        char[] letters = {'a', ',', ',', '\n', '"', '\r', 'é'};
        List<String> records = List.of("a,b,c\n", "aaaaaaa,bbbbbbbbbb,ccc\n", ",,\n", "\"x\",\"y,\n\",z\n");
        for (int n = 0; n < 1000; n++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                text.append(records.get(random.nextInt(records.size())));
            }
            if (random.nextBoolean()) {
                text.insert(random.nextInt(text.length() + 1), letters[random.nextInt(letters.length)]);
            }
            assertThat(isRegular(text.toString())).as(text.toString()).isEqualTo(expected(text.toString()));
        }
    }

    /** The definition, on whole records. */
    private static boolean expected(String text) {
        List<String> fields = new ArrayList<>();
        String rest = text;
        String end = null;
        while (!rest.isEmpty()) {
            String field = field(rest);
            if (field == null) {
                return false;
            }
            fields.add(field);
            rest = rest.substring(field.length());
            if (rest.startsWith(",")) {
                rest = rest.substring(1);
                if (rest.isEmpty()) {
                    fields.add("");
                }
                continue;
            }
            String found = rest.startsWith("\r\n") ? "\r\n" : rest.startsWith("\n") ? "\n" : rest.isEmpty() ? null : "?";
            if (fields.size() != 3 || "?".equals(found) || found != null && end != null && !found.equals(end)) {
                return false;
            }
            end = found == null ? end : found;
            rest = rest.substring(found == null ? 0 : found.length());
            fields.clear();
        }
        return fields.isEmpty() || fields.size() == 3;
    }

    /** The field that the text begins with, its quotes included; null if it has quotes elsewhere or nothing but quotes. */
    private static String field(String text) {
        var plain = java.util.regex.Pattern.compile("[^,\"\r\n]*(?=[,\r\n]|\\z)").matcher(text);
        if (plain.lookingAt()) {
            return plain.group();
        }
        var quoted = java.util.regex.Pattern.compile("\"((?:[^\"]|\"\")*)\"(?=[,\r\n]|\\z)").matcher(text);
        return quoted.lookingAt() && !quoted.group(1).matches("(\"\")+") ? quoted.group() : null;
    }

    @Test
    void aTextThatIsNoUtf8IsLeftToTheReader() throws IOException {
        Path file = Files.write(directory.resolve("f.csv"), "a,\u00FF,c\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(RegularText.matches(file, ',', '"', 3, 1)).isTrue();
    }
}
