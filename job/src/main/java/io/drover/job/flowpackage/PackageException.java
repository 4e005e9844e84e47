package io.drover.job.flowpackage;

import io.drover.job.engine.JobFailure;
import java.util.List;

/** A file that can't be imported as a flow package; nothing of it is. */
public final class PackageException extends JobFailure {
    private static final long serialVersionUID = 1L;

    /** Why, with a stable number. */
    public enum Kind {
        /** No zip, or a zip without a flow in it. */
        NOT_A_PACKAGE(101),
        /** Beyond what is read of a package. */
        TOO_LARGE(102),
        /** An entry whose name leads out of the package, or which can't be read. */
        BAD_ENTRY(103),
        /** The flow's document isn't JSON. */
        BAD_DOCUMENT(104),
        /** The document's parts don't fit each other. */
        INCONSISTENT(105);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** E.g. {@code DROVER-P101}. */
        public String id() {
            return "DROVER-P" + number;
        }
    }

    private final Kind kind;
    private final transient List<PackageProblem> problems;

    PackageException(Kind kind, String message, Throwable cause) {
        super(kind.id(), message, cause);
        this.kind = kind;
        this.problems = List.of(new PackageProblem("", message));
    }

    PackageException(Kind kind, String message) {
        this(kind, message, null);
    }

    private PackageException(List<PackageProblem> problems) {
        super(Kind.INCONSISTENT.id(), String.join("\n", problems.stream().map(PackageProblem::render).toList()));
        this.kind = Kind.INCONSISTENT;
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong with a document, at once. */
    static PackageException inconsistent(List<PackageProblem> problems) {
        return new PackageException(problems);
    }

    public Kind kind() {
        return kind;
    }

    /** At least one. */
    public List<PackageProblem> problems() {
        return problems;
    }
}
