/** The service: it takes flows and jobs over HTTP, keeps them in a database, and has drivers run them. */
package io.drover.launcher;
