package io.drover.job.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What readers find in a local folder. */
record LocalFolder(Path path) {

    /** The rows of each file that isn't hidden; the parts of a directory are taken together, in order of their rows. */
    Map<String, List<String>> rows() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : files()) {
            Path relative = path.relativize(file);
            if (relative.toString().startsWith(".")) {
                continue;
            }
            String name = relative.toString().replaceAll("/part-.*", "/part");
            List<String> rows = new ArrayList<>(found.getOrDefault(name, List.of()));
            rows.addAll(TestingParts.rows(Files.readAllBytes(file)));
            found.put(name, name.endsWith("/part") ? rows.stream().sorted().toList() : rows);
        }
        return found;
    }

    /** All files, the hidden ones, too. */
    List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    boolean isClean() {
        return !Files.exists(path.resolve(".drover"));
    }
}
