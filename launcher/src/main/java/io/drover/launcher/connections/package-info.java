/** Databases that datasets and publications name, and their credentials. */
package io.drover.launcher.connections;
