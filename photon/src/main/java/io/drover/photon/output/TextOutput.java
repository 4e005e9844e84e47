package io.drover.photon.output;

import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.spec.JobSpec.Output;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.sql.ExpressionSql;
import io.drover.recipe.sql.SqlSyntax;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Writes delimited text and JSON lines: each row is one text by {@link OutputRows}, which DuckDB writes raw. */
public final class TextOutput {
    private static final SqlSyntax SYNTAX = SqlSyntax.of(Dialect.DUCKDB);

    private final StagingRequest request;
    private final Output output;
    private final OutputRows rows;

    public TextOutput(StagingRequest request, Table table, Instant referenceTime) {
        this.request = request;
        this.output = request.output();
        this.rows = new OutputRows(table, referenceTime, output.includeMismatches());
    }

    /**
     * @param execute runs a statement and gives the number of rows it wrote
     * @param directory a local folder to write in first
     */
    public StagedFile write(OutputQuery query, ToLongFunction<String> execute, Path directory,
            Configuration configuration) throws IOException {
        String name = "part-00000" + request.extension();
        Path local = directory.resolve("output-" + output.id().replaceAll("[^A-Za-z0-9]", "_") + ".part");
        boolean json = output.format() == FileFormat.JSON;
        String header = json || !output.header() ? null : rows.csvHeader(output.delimiter(), output.hasQuotes());
        // DuckDB writes the column's name as it stands, but can't name a column '' or with a null character.
        boolean nameable = header != null && !header.isEmpty() && header.indexOf('\0') < 0;
        String column = nameable ? header : "$line";
        String select = json
                ? query.select(List.of(new NamedExpr(column, rows.jsonLine())), request.ordered())
                : csvLines(query, column);
        boolean headerRow = header != null && !nameable;
        if (headerRow) {
            select = "SELECT " + SYNTAX.text(header) + " AS \"$line\" UNION ALL SELECT \"$line\" FROM (" + select + ")";
        }
        boolean gzip = output.compression() == Compression.GZIP;
        long written = execute.applyAsLong("COPY (" + select + ") TO " + SYNTAX.text(local.toString())
                + " (FORMAT csv, HEADER " + nameable + ", QUOTE '', ESCAPE '', COMPRESSION "
                + (gzip ? "gzip" : "none") + ")");
        StagingFolder folder = new StagingFolder(request.directory(), configuration);
        long bytes = output.compression() == Compression.BZIP2
                ? folder.compress(local, name, BZip2CompressorOutputStream::new)
                : folder.take(local, name);
        return new StagedFile(folder.uri(name), headerRow ? written - 1 : written, bytes);
    }

    /** Texts first, and lines of them: a line's SQL names each text several times. */
    private String csvLines(OutputQuery query, String column) {
        List<NamedExpr> texts = new ArrayList<>();
        for (Expr text : rows.texts()) {
            texts.add(new NamedExpr("$" + texts.size(), text));
        }
        if (texts.isEmpty()) {
            return query.select(List.of(new NamedExpr(column, rows.csvLine(output.delimiter(), output.hasQuotes()))),
                    request.ordered());
        }
        Expr line = OutputRows.csvLine(texts.stream().<Expr>map(text -> text.column().expr()).toList(),
                output.delimiter(), output.hasQuotes());
        return "SELECT " + new ExpressionSql(Dialect.DUCKDB).scalar(line) + " AS " + SYNTAX.name(column) + " FROM ("
                + query.select(texts, request.ordered()) + ")";
    }
}
