package io.drover.recipe.transform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A file of things that are wrong, each behind {@code == TITLE}, and all that is said of each behind {@code --}. {@code {U+00A0}}
 * stands for that character, {@code {REPEAT 3 x}} for the text three times ({@code ↵} in it is a line's end); of very many
 * messages and of very long ones the middle is left out.
 *
 * <p>With {@code -Ddrover.golden=write} the files are written anew: read the difference before it is committed.
 */
record GoldenFile(String name, List<Case> cases) {
    static final Path FOLDER = Path.of("src", "test", "resources", "io", "drover", "recipe", "message");

    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]{4})}");
    private static final Pattern REPEAT = Pattern.compile("\\{REPEAT ([0-9]+) ([^}]*)}");
    private static final int MANY = 12;
    private static final int LONG = 600;

    /** @param written as in the file */
    record Case(String title, String written, String messages) {
        String given() {
            String repeated = REPEAT.matcher(written).replaceAll(match -> Matcher.quoteReplacement(
                    match.group(2).replace('↵', '\n').repeat(Integer.parseInt(match.group(1)))));
            return CHARACTER.matcher(repeated).replaceAll(match ->
                    Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
        }
    }

    static GoldenFile read(String name) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String section : Files.readString(path(name)).split("(?m)^== ")) {
            if (!section.isEmpty()) {
                int title = section.indexOf('\n');
                int end = section.indexOf("\n--\n", title);
                Assertions.assertThat(end).as("the line -- in %s", section).isPositive();
                cases.add(new Case(section.substring(0, title), section.substring(title + 1, end + 1),
                        section.substring(end + 4)));
            }
        }
        return new GoldenFile(name, cases);
    }

    /** @param messages what is said, a line each, of what is given */
    Stream<DynamicTest> tests(UnaryOperator<String> messages) throws IOException {
        if ("write".equals(System.getProperty("drover.golden"))) {
            StringBuilder text = new StringBuilder();
            cases.forEach(each -> text.append("== ").append(each.title()).append('\n').append(each.written())
                    .append("--\n").append(shortened(messages.apply(each.given()))));
            Files.writeString(path(name), text);
            return read(name).compared(messages);
        }
        return compared(messages);
    }

    private Stream<DynamicTest> compared(UnaryOperator<String> messages) {
        return cases.stream().map(each -> DynamicTest.dynamicTest(name + ": " + each.title(), () ->
                Assertions.assertThat(shortened(messages.apply(each.given()))).isEqualTo(each.messages())));
    }

    private static Path path(String name) {
        return FOLDER.resolve(name + ".golden");
    }

    private static String shortened(String messages) {
        List<String> lines = messages.lines().map(line -> line.length() <= LONG ? line
                : line.substring(0, LONG / 2) + " … " + line.substring(line.length() - LONG / 2)).toList();
        List<String> shown = lines.size() <= MANY ? lines : Stream.of(lines.subList(0, 2),
                List.of("… " + (lines.size() - 4) + " more …"), lines.subList(lines.size() - 2, lines.size()))
                .flatMap(List::stream).toList();
        return shown.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
