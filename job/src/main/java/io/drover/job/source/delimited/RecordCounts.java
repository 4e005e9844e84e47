package io.drover.job.source.delimited;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What was out of the ordinary in a file, counted, with the first examples. None of it stops a job. */
public final class RecordCounts implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int EXAMPLES = 3;

    private long longRecords;
    private long shortRecords;
    private long badSequences;
    private long oddlyQuoted;
    private long unclosedQuote = -1;
    private boolean wholeRecords;
    private long firstBadRecord = -1;
    private long firstBadOffset = -1;
    private final List<Long> firstLong = new ArrayList<>();
    private final List<Long> firstShort = new ArrayList<>();
    private final List<Long> firstOddlyQuoted = new ArrayList<>();

    public RecordCounts() {}

    void longRecord(long number) {
        longRecords++;
        if (firstLong.size() < EXAMPLES) {
            firstLong.add(number);
        }
    }

    void shortRecord(long number) {
        shortRecords++;
        if (firstShort.size() < EXAMPLES) {
            firstShort.add(number);
        }
    }

    void oddlyQuoted(long number) {
        oddlyQuoted++;
        if (firstOddlyQuoted.size() < EXAMPLES) {
            firstOddlyQuoted.add(number);
        }
    }

    void unclosedQuote(long number) {
        unclosedQuote = number;
    }

    /** From now on bad bytes are counted by {@link #check} alone. */
    void countWholeRecords() {
        wholeRecords = true;
    }

    void check(byte[] bytes, int start, int length, long record, long offset) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                String text = new String(bytes, start, length, StandardCharsets.UTF_8);
                if (text.indexOf('\uFFFD') >= 0) {
                    count(text, bytes, start, length, record, offset);
                }
                return;
            }
        }
    }

    /**
     * Bytes as text. Java's decoder puts one U+FFFD for each maximal subpart of a bad sequence, which is the rule.
     *
     * @param record number of the record that they are of
     * @param offset of them in the file
     */
    public String decode(byte[] bytes, int start, int length, long record, long offset) {
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (!wholeRecords && text.indexOf('\uFFFD') >= 0) {
            count(text, bytes, start, length, record, offset);
        }
        return text;
    }

    byte[] valid(byte[] bytes, long record, long offset) {
        for (byte b : bytes) {
            if (b < 0) {
                String text = decode(bytes, 0, bytes.length, record, offset);
                return text.indexOf('\uFFFD') < 0 ? bytes : text.getBytes(StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }

    private void count(String text, byte[] bytes, int start, int length, long record, long offset) {
        long replaced = text.chars().filter(c -> c == '\uFFFD').count();
        for (int i = start; i + 2 < start + length; i++) {
            if ((bytes[i] & 0xff) == 0xef && (bytes[i + 1] & 0xff) == 0xbf && (bytes[i + 2] & 0xff) == 0xbd) {
                replaced--;
            }
        }
        if (replaced > 0) {
            badSequences += replaced;
            if (firstBadRecord < 0) {
                firstBadRecord = record;
                firstBadOffset = offset;
            }
        }
    }

    /** Records with more fields than columns; the last column took the rest. */
    public long longRecords() {
        return longRecords;
    }

    /** Records with fewer fields than columns; the rest is null. */
    public long shortRecords() {
        return shortRecords;
    }

    /** Records with quotes that don't enclose whole fields. */
    public long oddlyQuoted() {
        return oddlyQuoted;
    }

    /** Byte sequences that aren't UTF-8, in the fields that were read. */
    public long badSequences() {
        return badSequences;
    }

    /**
     * Adds what was counted in a later part of the same file.
     *
     * @param recordsBefore how many records came before that part
     * @param bytesBefore what has to be added to that part's offsets
     */
    public void append(RecordCounts later, long recordsBefore, long bytesBefore) {
        longRecords += later.longRecords;
        shortRecords += later.shortRecords;
        append(firstLong, later.firstLong, recordsBefore);
        append(firstShort, later.firstShort, recordsBefore);
        oddlyQuoted += later.oddlyQuoted;
        append(firstOddlyQuoted, later.firstOddlyQuoted, recordsBefore);
        if (later.unclosedQuote >= 0) {
            unclosedQuote = later.unclosedQuote + recordsBefore;
        }
        badSequences += later.badSequences;
        if (firstBadRecord < 0 && later.firstBadRecord >= 0) {
            firstBadRecord = later.firstBadRecord + recordsBefore;
            firstBadOffset = later.firstBadOffset + bytesBefore;
        }
    }

    private static void append(List<Long> examples, List<Long> later, long recordsBefore) {
        for (int i = 0; i < later.size() && examples.size() < EXAMPLES; i++) {
            examples.add(later.get(i) + recordsBefore);
        }
    }

    /** Whether anything was counted. */
    public boolean any() {
        return longRecords > 0 || shortRecords > 0 || oddlyQuoted > 0 || unclosedQuote >= 0 || badSequences > 0;
    }

    /** Sentences for the job's report; empty if all was in order. */
    public List<String> warnings(String file) {
        List<String> warnings = new ArrayList<>();
        if (longRecords > 0) {
            warnings.add(file + ": " + records(longRecords) + " more fields than columns, the last column took the rest"
                    + examples(firstLong));
        }
        if (shortRecords > 0) {
            warnings.add(file + ": " + records(shortRecords) + " fewer fields than columns, the missing ones are null"
                    + examples(firstShort));
        }
        if (oddlyQuoted > 0) {
            warnings.add(file + ": " + records(oddlyQuoted) + " quotes that don't enclose a whole field"
                    + examples(firstOddlyQuoted));
        }
        if (unclosedQuote >= 0) {
            warnings.add(file + ": a quote in record " + unclosedQuote
                    + " is never closed, so that the record goes on to the end of the file");
        }
        if (badSequences > 0) {
            warnings.add(file + ": " + badSequences + " byte sequences are not UTF-8 and read as U+FFFD, the first in"
                    + " record " + firstBadRecord + " (field at byte " + firstBadOffset
                    + "); give the source its encoding to avoid it");
        }
        return List.copyOf(warnings);
    }

    private static String records(long count) {
        return count == 1 ? "1 record has" : count + " records have";
    }

    private static String examples(List<Long> numbers) {
        return " (record " + String.join(", ", numbers.stream().map(String::valueOf).toList()) + ")";
    }
}
