package io.drover.job.engine;

/** The job was canceled while it ran. */
public final class JobCanceled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobCanceled() {
        super("the job was canceled");
    }
}
