/** The API's description of itself, as OpenAPI. */
package io.drover.launcher.openapi;
