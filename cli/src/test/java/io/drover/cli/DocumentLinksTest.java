package io.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages for readers point to is there, and each of them can be found. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|``[^`]*``|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /** @param target as it is written */
    private record Link(Path page, String target) {
        boolean isRelative() {
            return !target.matches("[a-z]+:.*");
        }

        Path file() {
            String path = target.split("#", 2)[0];
            return path.isEmpty() ? page : page.resolveSibling(path).normalize();
        }

        boolean leads() throws IOException {
            String[] parts = target.split("#", 2);
            return Files.exists(file()) && (parts.length == 1 || anchors(file()).contains(parts[1]));
        }

        @Override
        public String toString() {
            return ROOT.relativize(page) + ": " + target;
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<Link> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (Link link : links(page)) {
                if (!link.leads()) {
                    broken.add(link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsFoundFromTheReadme() throws IOException {
        Set<Path> found = new LinkedHashSet<>(List.of(ROOT.resolve("README.md")));
        List<Path> open = new ArrayList<>(found);
        while (!open.isEmpty()) {
            for (Link link : links(open.remove(0))) {
                if (link.file().toString().endsWith(".md") && found.add(link.file())) {
                    open.add(link.file());
                }
            }
        }
        assertThat(pages()).isNotEmpty().allSatisfy(page -> assertThat(found).contains(page));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    private static List<Link> links(Path page) throws IOException {
        return LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("")).results()
                .map(match -> new Link(page, match.group(1))).filter(Link::isRelative).toList();
    }

    /** As GitHub and GitLab make them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page)).results().map(match -> match.group(1).strip()
                .toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).toList();
    }
}
