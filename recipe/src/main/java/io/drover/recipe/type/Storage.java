package io.drover.recipe.type;

/**
 * How an engine holds a value, and as what a kernel sees it.
 *
 * <p>A source column is held as {@link #TEXT} whatever its logical type, so that a column no step computes is written
 * exactly as it was read; computed values are native.
 */
public enum Storage {
    /** Java {@code String}; SQL {@code VARCHAR}/{@code STRING}. Arrays and maps too, as JSON text. */
    TEXT,
    /** Java {@code Long}; SQL {@code BIGINT}. */
    INTEGER,
    /** Java {@code Double}, always finite, never -0; SQL {@code DOUBLE}. */
    DECIMAL,
    /** Java {@code Boolean}; SQL {@code BOOLEAN}. */
    BOOLEAN,
    /** Java {@code Long}, milliseconds since 1970-01-01T00:00 (local wall clock); SQL {@code TIMESTAMP} without zone. */
    DATETIME,
    /** Java {@code List<String>} with nulls allowed; SQL list of text. Inside a step only, never a visible column. */
    LIST
}
