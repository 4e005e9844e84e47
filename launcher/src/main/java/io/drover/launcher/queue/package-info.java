/** Which waiting job group gets the next slot. */
package io.drover.launcher.queue;
