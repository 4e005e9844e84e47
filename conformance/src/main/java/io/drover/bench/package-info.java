/** The hand-written jobs that {@code scripts/bench} measures Drover against, and the data for them. */
package io.drover.bench;
