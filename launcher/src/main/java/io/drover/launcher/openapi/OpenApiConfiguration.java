package io.drover.launcher.openapi;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The API's description of itself. */
@Configuration(proxyBeanMethods = false)
@Import(OpenApiController.class)
public class OpenApiConfiguration {}
