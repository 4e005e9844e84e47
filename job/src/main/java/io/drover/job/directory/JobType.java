package io.drover.job.directory;

/** The jobs of a group that a driver does. */
public enum JobType {
    WRANGLE("wrangle"),
    FILEWRITER("filewriter"),
    PROFILE("profile");

    private final String word;

    JobType(String word) {
        this.word = word;
    }

    /** As the REST contract spells it. */
    public String word() {
        return word;
    }
}
