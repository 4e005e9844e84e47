package io.drover.recipe.syntax.json;

/** A part of a task that can't be read as a step; {@link TaskImporter} makes a problem of it. */
final class ImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param pointer where in the task, as a JSON pointer */
    ImportException(String message, String pointer) {
        super(message + " at " + (pointer.isEmpty() ? "/" : pointer));
    }
}
