package io.drover.job.directory;

import io.drover.job.profile.Profile;
import io.drover.job.profile.ProfileJson;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The files of one attempt. */
public final class AttemptDirectory {
    private final HadoopFiles files;
    private final Path path;
    private final int number;

    AttemptDirectory(HadoopFiles files, Path path, int number) {
        this.files = files;
        this.path = path;
        this.number = number;
    }

    public int number() {
        return number;
    }

    public Path path() {
        return path;
    }

    public void create() throws IOException {
        files.makeDirectories(path);
    }

    public void write(Progress progress) throws IOException {
        files.write(new Path(path, "progress.json"), ProgressJson.write(progress));
    }

    /** Empty before the driver's first sign of life. */
    public Optional<Progress> progress() throws IOException {
        return Optional.ofNullable(files.read(new Path(path, "progress.json"))).map(ProgressJson::read);
    }

    public void write(Report report) throws IOException {
        files.write(new Path(path, "report.json"), ReportJson.write(report));
    }

    /** Present exactly when the attempt is over. */
    public Optional<Report> report() throws IOException {
        return Optional.ofNullable(files.read(new Path(path, "report.json"))).map(ReportJson::read);
    }

    public void write(Profile profile) throws IOException {
        files.write(new Path(path, "profile.json"), ProfileJson.write(profile));
    }

    public Optional<Profile> profile() throws IOException {
        return Optional.ofNullable(files.read(new Path(path, "profile.json"))).map(ProfileJson::read);
    }

    public Path log() {
        return new Path(path, "driver.log");
    }

    /**
     * What the log holds from a byte offset on, while the driver may still be writing it.
     *
     * @return at most {@code limit} bytes; empty if there is no more yet
     */
    public byte[] readLog(long offset, int limit) throws IOException {
        Optional<FileStatus> status = files.status(log());
        if (status.isEmpty()) {
            return new byte[0];
        }
        try (FSDataInputStream in = files.open(log())) {
            if (offset > 0) {
                if (offset >= status.get().getLen() && in.available() == 0) {
                    return new byte[0];
                }
                in.seek(offset);
            }
            return in.readNBytes(limit);
        } catch (java.io.EOFException e) {
            return new byte[0];
        }
    }
}
