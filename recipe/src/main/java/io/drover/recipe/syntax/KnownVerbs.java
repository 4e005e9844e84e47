package io.drover.recipe.syntax;

import java.util.Set;

/** The verbs of the language, for a parser that isn't given the transform catalogue's. */
public final class KnownVerbs {

    public static final Set<String> ALL = Set.of(
            "aggregate", "bin", "case", "columnbyexample", "comment", "convertpattern", "countmatches", "countpattern",
            "countpatterns", "dateformat", "deduplicate", "delete", "derive", "drop", "extract",
            "extractbetweendelimiters", "extractkv", "extractlist", "extractpatterns", "filter", "flatten", "groupby",
            "header", "join", "keep", "load", "lookup", "merge", "move", "nest", "onehotencode", "pivot", "removesymbols",
            "rename", "replace", "replacebetweendelimiters", "replacebetweenpatterns", "replacecells",
            "replacemismatched", "replacemissing", "replacepatterns", "replacepositions", "rownumber", "scaleminmax",
            "scalestandardize", "select", "set", "settype", "sort", "split", "splitpatterns", "splitrows",
            "standardize", "textformat", "trimquotes", "union", "unnest", "unpivot", "unsupported", "valuestocols", "window");

    private KnownVerbs() {}
}
