package io.drover.cli;

/** What the command's exit status means. */
final class ExitCode {
    static final int SUCCESS = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CANCELED = 130;

    private ExitCode() {}
}
