package io.drover.recipe.function;

/** What a documented case shows. An entry has one of every kind, or says why there is none. */
public enum CaseKind {
    /** What the entry is for, with a result. */
    ORDINARY("ordinary"),
    /** Null is given. */
    NULL("null"),
    /** The empty text is given. */
    EMPTY("''"),
    /** A value that isn't of the type wanted is given. */
    MISMATCHED("mismatched"),
    /** The last value that works or the first that doesn't, nothing, a single one, as many as there may be. */
    BOUNDARY("boundary"),
    /** Equal values among which one is taken, or that could count once or twice. */
    TIE("tie");

    private final String title;

    CaseKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
