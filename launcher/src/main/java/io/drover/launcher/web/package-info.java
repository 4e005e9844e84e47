/** The Job Results pages: server-rendered, readable without JavaScript, refreshed live with htmx where it runs. */
package io.drover.launcher.web;
