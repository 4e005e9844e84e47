package io.drover.recipe.function;

/** The SQL dialects that the generator writes. */
public enum Dialect { SPARK, DUCKDB }
