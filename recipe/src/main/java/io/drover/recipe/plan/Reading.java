package io.drover.recipe.plan;

import java.util.Optional;

/** How a scan makes rows of a source's files (docs/reading-files.md). The recipe decides, so it stands in the plan. */
public sealed interface Reading {

    /** Records of fields as the source's format and options say, its header (if it has one) taken. */
    Reading DECLARED = new Declared();

    /** Delimited records of fields; the first record is data, whatever the options say. */
    Reading NO_HEADER = new NoHeader();

    record Declared() implements Reading {}

    record NoHeader() implements Reading {}

    /**
     * The file's text cut into records, each the one field (index 0) of its row; row numbers count from 1. Inside a
     * quoted section the separator is ordinary text, and quotes stay. A final separator makes no extra record; with
     * {@code "\n"} a trailing {@code \r} of a record is removed. {@link RecordText} is the meaning.
     *
     * @param separator empty: the whole file is one record
     * @param quote a character that opens and closes quoted sections
     * @param escape before a quote makes it ordinary; equal to the quote where quotes are doubled
     */
    record Records(Optional<String> separator, Optional<String> quote, Optional<String> escape) implements Reading {}

    /**
     * The records of {@code records}, each cut into fields. A delimiter inside a quoted section is ordinary text; a record
     * with fewer fields has null for the others, of a longer one the last field takes the rest. {@link FieldText} is the
     * meaning.
     *
     * @param records with a separator; a quote is made ordinary by doubling it, by nothing else
     * @param delimiter one or more characters that occur in neither quote nor separator
     * @param columns at least 2
     * @param unquoted whether doubled quotes become one and one quote at each end of a field goes, as the two replace steps
     *     of the initial parsing do; only with a quote
     */
    record Fields(Records records, String delimiter, int columns, boolean unquoted) implements Reading {}
}
