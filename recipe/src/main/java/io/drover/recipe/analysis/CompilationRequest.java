package io.drover.recipe.analysis;

import io.drover.recipe.type.ColumnType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be compiled: everything a recipe may refer to.
 *
 * @param sources that the datasets read
 * @param datasets in dependency order
 * @param target id of the dataset whose table is wanted
 * @param parameters flow parameters with their effective values
 * @param referenceTime the job's clock
 * @param probe answers questions about data; see {@link Probe}
 */
public record CompilationRequest(
        List<Source> sources,
        List<Dataset> datasets,
        String target,
        Map<String, String> parameters,
        Instant referenceTime,
        Probe probe) {

    public CompilationRequest {
        sources = List.copyOf(sources);
        datasets = List.copyOf(datasets);
        parameters = inOrder(parameters);
    }

    /** A copy that keeps the order, in which messages name what there is. */
    private static <T> Map<String, T> inOrder(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * A source as it would be read by itself.
     *
     * @param columns names and types of a record's fields, as fixed at import. For a file whose recipe structures it
     *     itself they give the types of the columns that come out of the structuring steps under these names.
     * @param structure what the user asked for
     * @param content what a recipe may want read otherwise
     * @param header whether the options say that the first record holds the names
     * @param severalFiles {@code $sourcerownumber} is null then
     */
    public record Source(
            String id,
            String name,
            List<SourceColumn> columns,
            Structure structure,
            Content content,
            boolean header,
            boolean severalFiles) {
        public Source {
            columns = List.copyOf(columns);
        }

        /** A table whose columns are known and don't depend on the recipe. */
        public static Source of(String id, String name, List<SourceColumn> columns) {
            return new Source(id, name, columns, Structure.AUTO, Content.TABLE, false, false);
        }
    }

    public record SourceColumn(String name, ColumnType type) {}

    /** What a source's files hold. */
    public enum Content {
        /** Delimited text, which a recipe may want raw or without its header taken. */
        DELIMITED,
        /** Text that holds its names in another way (JSON), which a recipe may want raw. */
        LINES,
        /** A table whose columns stay as they are. */
        TABLE
    }

    /** Who makes rows and columns of a text file (docs/reading-files.md). */
    public enum Structure {
        /** The recipe, if its first steps do; else the reader, by the source's options. */
        AUTO,
        /** The recipe: the file is one row in {@code column1}, or its records where the recipe begins with splitrows. */
        RAW,
        /** The reader makes fields, named {@code column2…}; the first record is data. */
        NOHEADER,
        /** The reader makes fields and takes the first record as names. */
        HEADER
    }

    /**
     * A recipe and what it works on.
     *
     * @param input the primary input
     * @param references other tables by the names that the recipe uses
     * @param recipe its text
     */
    public record Dataset(String id, String name, Input input, Map<String, Input> references, String recipe) {
        public Dataset {
            references = inOrder(references);
        }
    }

    /** A source or an earlier dataset, by id. */
    public record Input(Kind kind, String id) {
        public enum Kind { SOURCE, DATASET }

        public static Input source(String id) {
            return new Input(Kind.SOURCE, id);
        }

        public static Input dataset(String id) {
            return new Input(Kind.DATASET, id);
        }
    }
}
