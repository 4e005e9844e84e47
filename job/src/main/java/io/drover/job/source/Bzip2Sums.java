package io.drover.job.source;

import java.io.IOException;
import java.io.Serializable;

/**
 * What one part of a bzip2 file tells of the check sums over whole streams, each of which its blocks' own are rotated and
 * combined into. Streams that begin and end in the part are checked there; others by putting their parts together.
 *
 * @param blocks how many of the part's own there are before the first end of a stream in it; all if there is none
 * @param sum over them
 * @param told at that end, null if there is none
 * @param rest the sum over the part's own blocks behind the last end of a stream in it; 0 if there is none
 */
public record Bzip2Sums(int blocks, int sum, Integer told, int rest) implements Serializable {

    /**
     * @param before the sum over the stream's blocks in the parts before
     * @return the same for the part behind
     * @throws IOException if a stream ends in this part that doesn't have the blocks it says
     */
    public int follow(int before) throws IOException {
        int all = Integer.rotateLeft(before, blocks) ^ sum;
        if (told == null) {
            return all;
        }
        if (told != all) {
            throw new IOException("BZip2 CRC error");
        }
        return rest;
    }
}
