package io.drover.job.publish;

/**
 * One rename of a publication. A step leaves its own trace (what it takes out of the transaction's directory is gone from
 * there, what it sets aside is there), so repeating it is harmless and nothing has to be recorded after it.
 *
 * @param parent index of the location whose transaction directory is meant
 * @param staged path in that directory: what goes to the target, or where the target is set aside
 * @param target full path
 * @param nextFree whether a target that is taken means the next free parallel name (create), else it is a failure
 */
record Step(Kind kind, int parent, String staged, String target, boolean nextFree) {
    enum Kind {
        /** A file or directory to a free name. */
        MOVE("move"),
        /** A directory to a free name; a directory that has come there meanwhile is set aside. */
        MOVE_OVER("moveOver"),
        /** A file over a file or to a free name. */
        REPLACE("replace"),
        /** What is at the target into the transaction's directory. */
        SET_ASIDE("setAside");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Step to(String newTarget) {
        return new Step(kind, parent, staged, newTarget, nextFree);
    }
}
