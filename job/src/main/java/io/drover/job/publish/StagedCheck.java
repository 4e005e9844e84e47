package io.drover.job.publish;

import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Proves that what lies in a staging directory is what the engine says it wrote, and whole. */
final class StagedCheck {
    private final HadoopFiles files;
    private final Configuration configuration;

    StagedCheck(HadoopFiles files, Configuration configuration) {
        this.files = files;
        this.configuration = configuration;
    }

    /**
     * Removes what the engine didn't name.
     *
     * @throws JobFailure if a file is missing, shorter or longer than it should be, has no proper end or other rows than
     *     the engine counted, or if there is none at all
     */
    void check(StagedOutput output, Path directory) throws IOException {
        if (output.files().isEmpty()) {
            throw invalid(output, "the engine staged no file; an output without rows has one, too");
        }
        Map<Path, StagedFile> expected = new HashMap<>();
        for (StagedFile file : output.files()) {
            Path path = files.qualify(new Path(file.uri()));
            if (!files.qualify(directory).equals(path.getParent())) {
                throw invalid(output, file.uri() + " is not in its staging directory " + directory);
            }
            expected.put(path, file);
        }
        for (FileStatus status : files.list(directory)) {
            StagedFile file = expected.remove(files.qualify(status.getPath()));
            if (file == null) {
                files.delete(status.getPath());
            } else if (!status.isFile() || file.bytes() >= 0 && status.getLen() != file.bytes()) {
                throw invalid(output, file.uri() + " has " + status.getLen() + " bytes instead of " + file.bytes());
            } else {
                checkEnds(output, file, status);
            }
        }
        if (!expected.isEmpty()) {
            throw invalid(output, "the staged file " + expected.keySet().iterator().next() + " is missing");
        }
        boolean counted = output.rows() >= 0 && output.files().stream().allMatch(file -> file.rows() >= 0);
        long rows = output.files().stream().mapToLong(StagedFile::rows).sum();
        if (counted && rows != output.rows()) {
            throw invalid(output, "its files have " + rows + " rows instead of " + output.rows());
        }
    }

    private void checkEnds(StagedOutput output, StagedFile file, FileStatus status) throws IOException {
        long rows;
        try {
            rows = switch (output.output().format()) {
                case AVRO -> avroRows(status.getPath());
                case PQT -> ParquetFooter.rows(status, configuration);
                case CSV, JSON -> file.rows();
            };
        } catch (IOException | RuntimeException e) {
            throw JobCode.STAGED_INVALID.failure("output " + output.output().path() + " was not published: "
                    + status.getPath() + " is not a whole " + name(output.output().format()) + " file: "
                    + e.getMessage(), e);
        }
        if (file.rows() >= 0 && rows != file.rows()) {
            throw invalid(output, status.getPath() + " has " + rows + " rows instead of " + file.rows());
        }
    }

    private static String name(FileFormat format) {
        return format == FileFormat.AVRO ? "Avro" : "Parquet";
    }

    /** Walks the blocks without reading records: a file cut anywhere lacks a block's end. */
    private long avroRows(Path file) throws IOException {
        long rows = 0;
        try (DataFileStream<GenericRecord> stream =
                new DataFileStream<>(files.open(file), new GenericDatumReader<GenericRecord>())) {
            while (stream.hasNext()) {
                rows += stream.getBlockCount();
                stream.nextBlock();
            }
        }
        return rows;
    }

    private static JobFailure invalid(StagedOutput output, String message) {
        return JobCode.STAGED_INVALID.failure(
                "output " + output.output().path() + " was not published: " + message);
    }
}
