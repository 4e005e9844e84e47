package io.drover.launcher.store;

/** A stored object that belongs to the user who made it. */
public interface Owned {
    long id();

    Stamp stamp();
}
