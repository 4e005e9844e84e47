package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;

/**
 * Publications of every kind, and of each the single operations that a {@link DisturbedPublication} lets go wrong: the
 * same on every file system.
 */
public final class FaultMatrix {
    /** What is at the output's path before. */
    public enum Target { NONE, FILE, DIRECTORY, /** A file, and a directory at its first parallel name. */ BOTH }

    /**
     * How an output is written.
     *
     * @param second whether the job replaces a file in another folder, too
     */
    public record Layout(
            FileFormat format, Compression compression, boolean single, boolean header, boolean second) {
        public Layout(FileFormat format, Compression compression, boolean single, boolean header) {
            this(format, compression, single, header, false);
        }

        String name() {
            String name = switch (format) {
                case CSV -> "result.csv";
                case JSON -> "result.json";
                case AVRO -> "result.avro";
                case PQT -> "result.pqt";
            };
            return name + switch (compression) {
                case NONE, SNAPPY -> "";
                case GZIP -> ".gz";
                case BZIP2 -> ".bz2";
            };
        }

        @Override
        public String toString() {
            return format + "/" + compression + (single ? "/single" : "/parts") + (header ? "/header" : "")
                    + (second ? "/second" : "");
        }
    }

    /** One kind of publication. */
    public record Case(Fault fault, Action action, Layout layout, Target target) {
        @Override
        public String toString() {
            return fault + " " + action + " " + layout + " on " + target;
        }
    }

    /**
     * Where the publications are.
     *
     * @param plain URI of an existing folder, without a slash at the end
     * @param faulty the same folder under the scheme {@code fault}
     * @param failures what the messages of failures match
     */
    public record Place(Configuration base, String plain, String faulty, long leaseMillis, String failures) {
        /** What the injected faults say, and what a publisher finds that was cut off by recovery. */
        private static final String FAILURES = "crash|error|reply lost|dead|exists|missing|no file|may not publish"
                + "|does not exist|doesn't exist|not found|Cannot";

        public Place {
            base.size(); // reads the defaults once, not in every copy
        }

        public Place(Configuration base, String plain, String faulty, long leaseMillis) {
            this(base, plain, faulty, leaseMillis, "(?s).*(" + FAILURES + ").*");
        }

        /** Where failures may say something else, too. */
        public Place or(String more) {
            return new Place(base, plain, faulty, leaseMillis, "(?s).*(" + FAILURES + "|" + more + ").*");
        }
    }

    private final Place place;
    private final AtomicInteger runs = new AtomicInteger();
    /** By cases without their faults. */
    private final Map<Case, List<String>> operations = new HashMap<>();

    public FaultMatrix(Place place) {
        this.place = place;
    }

    /** All legal ways to write an output; with a header where that makes a difference. */
    public static List<Layout> layouts() {
        List<Layout> layouts = new ArrayList<>();
        for (boolean single : List.of(true, false)) {
            for (Compression compression : List.of(Compression.NONE, Compression.GZIP, Compression.BZIP2)) {
                layouts.add(new Layout(FileFormat.CSV, compression, single, true));
                layouts.add(new Layout(FileFormat.JSON, compression, single, false));
            }
        }
        for (Compression compression : List.of(Compression.NONE, Compression.SNAPPY)) {
            layouts.add(new Layout(FileFormat.AVRO, compression, false, false));
            layouts.add(new Layout(FileFormat.PQT, compression, false, false));
        }
        layouts.add(new Layout(FileFormat.CSV, Compression.NONE, true, false, true));
        layouts.add(new Layout(FileFormat.CSV, Compression.NONE, false, false, true));
        return layouts;
    }

    public static List<Case> cases(List<Layout> layouts) {
        List<Case> cases = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            for (Action action : Action.values()) {
                for (Layout layout : layouts) {
                    for (Target target : Target.values()) {
                        cases.add(new Case(fault, action, layout, target));
                    }
                }
            }
        }
        return cases;
    }

    /** How many publications were disturbed until now. */
    public int runs() {
        return runs.get();
    }

    /** Which of the operations or cases a run takes that takes some: others each day, so that in time all are taken. */
    public static int slice() {
        return Integer.getInteger("drover.faults.slice", (int) LocalDate.now(ZoneOffset.UTC).toEpochDay());
    }

    /**
     * The operations of the publication if none goes wrong, in their order, without what is another in each run or in each
     * format.
     */
    public synchronized List<String> operations(Case one) throws Exception {
        Case sound = new Case(Fault.CRASH, one.action(), one.layout(), one.target());
        List<String> known = operations.get(sound);
        if (known == null) {
            DisturbedPublication publication = new DisturbedPublication(place, sound, -1);
            try {
                publication.begin();
                known = publication.operations();
            } finally {
                publication.end();
            }
            operations.put(sound, known);
        }
        return known;
    }

    /** One of all cases that only differ in how the rows are written, and have the same operations. */
    public List<Case> distinct(List<Case> cases) throws Exception {
        Map<List<Object>, Case> distinct = new LinkedHashMap<>();
        for (Case one : cases) {
            distinct.putIfAbsent(List.of(one.fault(), one.action(), one.target(), operations(one)), one);
        }
        return List.copyOf(distinct.values());
    }

    /**
     * Disturbs every {@code stride}-th operation; which ones depends on the case and the slice.
     *
     * @param executor for the publications, each on its own
     * @throws AssertionError also if it was another operation than in the undisturbed publication
     */
    public void check(Case one, int stride, Executor executor) throws Exception {
        List<String> all = operations(one);
        assertThat(all).as("operations").hasSizeGreaterThan(20);
        List<Integer> disturbed = new ArrayList<>();
        for (int at = Math.floorMod(one.toString().hashCode() + slice(), stride); at < all.size(); at += stride) {
            disturbed.add(at);
        }
        each(disturbed, executor, at -> {
            DisturbedPublication publication = new DisturbedPublication(place, one, at);
            try {
                publication.begin();
                assertThat(publication.hit()).as("operation %s of %s", at, one).isEqualTo(all.get(at));
                publication.settle();
            } finally {
                publication.end();
            }
            runs.incrementAndGet();
        });
    }

    private interface Work<T> {
        void accept(T one) throws Exception;
    }

    private static <T> void each(List<T> all, Executor executor, Work<T> work) throws Exception {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (T one : all) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                work.accept(one);
                return null;
            });
            tasks.add(task);
            executor.execute(task);
        }
        Throwable failure = null;
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                if (failure == null) {
                    failure = e.getCause();
                } else {
                    failure.addSuppressed(e.getCause());
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (Exception) failure;
        }
    }

    /** What happens to the storage while publications sleep. */
    public interface Outage {
        /** @param goOn wakes them */
        void run(Runnable goOn) throws Exception;
    }

    /**
     * Lets publications fall asleep, each before another operation of one of the cases, every {@code stride}-th from the
     * {@code offset}-th on, and go on in an outage that is the same for all.
     *
     * @param executor for what comes before and after the outage
     */
    public void checkThrough(List<Case> cases, int offset, int stride, Outage outage, Executor executor)
            throws Exception {
        List<DisturbedPublication> publications = new ArrayList<>();
        try {
            for (Case one : cases) {
                for (int at = offset; at < operations(one).size(); at += stride) {
                    publications.add(new DisturbedPublication(place, one, at));
                }
            }
            each(publications, executor, publication -> {
                publication.begin();
                assertThat(publication.hit()).as(publication.toString())
                        .isEqualTo(operations(publication.one()).get(publication.at()));
            });
            outage.run(() -> publications.forEach(DisturbedPublication::goOn));
            for (DisturbedPublication publication : publications) {
                publication.awaitEnd();
            }
            each(publications, executor, publication -> {
                publication.settle();
                runs.incrementAndGet();
            });
        } finally {
            for (DisturbedPublication publication : publications) {
                publication.end();
            }
        }
    }
}
