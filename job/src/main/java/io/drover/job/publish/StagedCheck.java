package io.drover.job.publish;

import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Proves that what lies in a staging directory is what the engine says it wrote, and whole. */
final class StagedCheck {
    private final HadoopFiles files;

    StagedCheck(HadoopFiles files) {
        this.files = files;
    }

    /**
     * Removes what the engine didn't name.
     *
     * @throws JobFailure if a file is missing, shorter or longer than it should be, or has no proper end
     */
    void check(StagedOutput output, Path directory) throws IOException {
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
                checkEnds(output, status);
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

    private void checkEnds(StagedOutput output, FileStatus status) throws IOException {
        FileFormat format = output.output().format();
        switch (format) {
            case AVRO -> checkAvro(output, status);
            case PQT -> checkParquet(output, status);
            case CSV, JSON -> { }
        }
    }

    /** Walks the blocks without reading records: a file cut anywhere lacks a block's end. */
    private void checkAvro(StagedOutput output, FileStatus status) throws IOException {
        try (DataFileStream<GenericRecord> stream =
                new DataFileStream<>(files.open(status.getPath()), new GenericDatumReader<GenericRecord>())) {
            while (stream.hasNext()) {
                stream.nextBlock();
            }
        } catch (IOException | AvroRuntimeException e) {
            throw JobCode.STAGED_INVALID.failure("output " + output.output().path() + " was not published: "
                    + status.getPath() + " is not a whole Avro file: " + e.getMessage(), e);
        }
    }

    private void checkParquet(StagedOutput output, FileStatus status) throws IOException {
        byte[] magic = {'P', 'A', 'R', '1'};
        byte[] start = new byte[4];
        byte[] end = new byte[8];
        boolean whole = status.getLen() >= 12;
        if (whole) {
            try (FSDataInputStream in = files.open(status.getPath())) {
                in.readFully(0, start);
                in.readFully(status.getLen() - 8, end);
            }
            long footer = (end[0] & 0xffL) | (end[1] & 0xffL) << 8 | (end[2] & 0xffL) << 16 | (end[3] & 0xffL) << 24;
            whole = Arrays.equals(start, magic) && Arrays.equals(Arrays.copyOfRange(end, 4, 8), magic)
                    && footer > 0 && footer <= status.getLen() - 12;
        }
        if (!whole) {
            throw invalid(output, status.getPath() + " is not a whole Parquet file");
        }
    }

    private static JobFailure invalid(StagedOutput output, String message) {
        return JobCode.STAGED_INVALID.failure(
                "output " + output.output().path() + " was not published: " + message);
    }
}
