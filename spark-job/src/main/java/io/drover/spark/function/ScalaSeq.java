package io.drover.spark.function;

import java.util.Arrays;
import java.util.List;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Scala sequences, as Spark's classes take them, from Java. */
public final class ScalaSeq {

    private ScalaSeq() {}

    @SafeVarargs
    public static <T> Seq<T> of(T... elements) {
        return of(Arrays.asList(elements));
    }

    public static <T> Seq<T> of(List<? extends T> elements) {
        return JavaConverters.<T>asScalaBuffer(List.copyOf(elements)).toList();
    }

    public static <T> List<T> list(Seq<T> elements) {
        return JavaConverters.seqAsJavaList(elements);
    }
}
