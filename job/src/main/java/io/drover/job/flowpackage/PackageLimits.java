package io.drover.job.flowpackage;

/**
 * What is read of a package at most; more is refused, so that no file can exhaust the reader.
 *
 * @param archiveBytes of the zip itself
 * @param entries in the zip, read or not
 * @param documentBytes of the flow's document, inflated
 * @param artifactBytes of all artifacts together, inflated
 */
public record PackageLimits(long archiveBytes, int entries, int documentBytes, int artifactBytes) {
    public static final PackageLimits DEFAULT = new PackageLimits(64L << 20, 10_000, 64 << 20, 32 << 20);
}
