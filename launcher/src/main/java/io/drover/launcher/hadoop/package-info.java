/** The Hadoop cluster as the launcher sees it: its configuration, who acts on it, and other names of its storage. */
package io.drover.launcher.hadoop;
