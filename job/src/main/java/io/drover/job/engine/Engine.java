package io.drover.job.engine;

import io.drover.recipe.analysis.Probe;
import java.io.IOException;

/**
 * Runs plans. Knows nothing of the REST API, the database or publishing; the publisher knows nothing of engines. Both
 * engines are driven by the same main loop ({@link io.drover.job.driver.Driver}).
 *
 * <p>Lifecycle: construct, {@link #open}, any number of {@link #probe} questions, one {@link #run}, {@link #close}.
 * {@link #cancel} may come from another thread at any time.
 */
public interface Engine extends AutoCloseable {

    /** {@code photon} or {@code spark}. */
    String name();

    /** Makes the sources readable under their ids. Reads no row. */
    void open(EngineContext context) throws IOException;

    /** Answers shape questions from the opened sources. */
    Probe probe();

    /**
     * Runs the plan once, stages every output and, if asked, profiles the result from the same pass.
     *
     * @throws JobFailure if the job can't be done, with what a person needs to know
     */
    EngineResult run(EngineRun run, ProgressSink progress) throws IOException;

    /** Stops a running {@link #run} soon: it then throws {@link JobCanceled}. */
    void cancel();

    @Override
    void close() throws IOException;
}
