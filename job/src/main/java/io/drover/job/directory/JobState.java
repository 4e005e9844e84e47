package io.drover.job.directory;

/** A job's state, by the words of the REST contract. */
public enum JobState {
    CREATED("Created"),
    PENDING("Pending"),
    IN_PROGRESS("InProgress"),
    COMPLETE("Complete"),
    FAILED("Failed"),
    CANCELED("Canceled");

    private final String word;

    JobState(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public boolean isTerminal() {
        return this == COMPLETE || this == FAILED || this == CANCELED;
    }
}
