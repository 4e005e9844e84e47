/** Starting drivers, watching them, stopping them, and finding them again after a restart. */
package io.drover.launcher.launch;
