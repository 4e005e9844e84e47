package io.drover.job.publish;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** Names beside a taken one: {@code a_1.csv.gz}, {@code a_2.csv.gz}… for {@code a.csv.gz}. */
final class ParallelName {
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,9}");
    private static final Set<String> COMPRESSIONS = Set.of(".gz", ".bz2", ".snappy");

    private final Path folder;
    private final String stem;
    private final String extensions;

    ParallelName(Path path) {
        folder = path.getParent();
        extensions = extensions(path.getName());
        stem = path.getName().substring(0, path.getName().length() - extensions.length());
    }

    /** The last extension of a name with its dot, and the one before if that last one is a compression's; else empty. */
    static String extensions(String name) {
        String last = last(name);
        return COMPRESSIONS.contains(last.toLowerCase(java.util.Locale.ROOT))
                ? last(name.substring(0, name.length() - last.length())) + last
                : last;
    }

    private static String last(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && EXTENSION.matcher(name.substring(dot)).matches() ? name.substring(dot) : "";
    }

    interface Taken {
        boolean test(Path path) throws IOException;
    }

    /** With the smallest number from 1 on that is free. */
    Path firstFree(Taken taken) throws IOException {
        for (int i = 1;; i++) {
            Path candidate = new Path(folder, stem + "_" + i + extensions);
            if (!taken.test(candidate)) {
                return candidate;
            }
        }
    }
}
