package io.drover.job.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a file of delimited text has the columns of its source, by its header. Files of one source may differ in it: other
 * names for a column, another order, columns more or fewer.
 *
 * @param isData whether the first record has none of the names, so that it can't be told from a row and is one
 * @param width how many fields the file's records have
 * @param fields by the source's columns: the field of a record, -1 if the file has no such column; null if all stand
 *     where they should
 * @param difference a sentence about it; null if the header is as it should be
 */
public record HeaderLayout(boolean isData, int width, int[] fields, String difference) {

    /**
     * @param header names of the file's first record
     * @param expected names of the source's columns; empty if any header will do
     */
    static HeaderLayout of(List<String> header, List<String> expected) {
        int[] fields = new int[expected.size()];
        List<String> missing = new ArrayList<>();
        List<String> unknown = new ArrayList<>(header);
        boolean inPlace = header.size() == expected.size();
        for (int i = 0; i < fields.length; i++) {
            fields[i] = find(header, expected.get(i));
            inPlace &= fields[i] == i;
            if (fields[i] < 0) {
                missing.add(expected.get(i));
            } else {
                unknown.remove(header.get(fields[i]));
            }
        }
        if (inPlace || expected.isEmpty()) {
            return new HeaderLayout(false, expected.size(), null, null);
        }
        if (missing.size() == expected.size()) {
            return new HeaderLayout(true, expected.size(), null, "the first record has none of the names of the header ("
                    + String.join(", ", expected) + ") and is read as data");
        }
        if (!missing.isEmpty() && !unknown.isEmpty()) {
            return new HeaderLayout(false, expected.size(), null, "the header has " + String.join(", ", unknown) + " and not "
                    + String.join(", ", missing) + ", the columns are read by their position");
        }
        return new HeaderLayout(false, header.size(), fields, "the header has the columns in other places ("
                + String.join(", ", header) + "), they are read by their names"
                + (missing.isEmpty() ? "" : "; " + String.join(", ", missing) + " is not there, so null")
                + (unknown.isEmpty() ? "" : "; " + String.join(", ", unknown) + " is left out"));
    }

    /** The same name, or the only one that differs by case alone; -1 for none. */
    private static int find(List<String> header, String name) {
        int exact = header.indexOf(name);
        if (exact >= 0) {
            return exact;
        }
        int found = -1;
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).equalsIgnoreCase(name)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    /** The field of a record that holds a column; -1 for none. */
    public int field(int column) {
        return fields == null ? column : fields[column];
    }
}
