package io.drover.job.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;
import io.drover.job.profile.Profile;
import io.drover.job.profile.ProfileJson;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
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

    /**
     * Makes this process the one that runs the attempt. What a process did that is proven gone may be run again; one that
     * may still live, on another machine, may not be doubled.
     *
     * @return the process that has the attempt, if it isn't this one
     */
    public Optional<String> claim() throws IOException {
        Path claim = new Path(path, "claim.json");
        ObjectNode mine = JsonText.object();
        ProcessIdentity.current().write(mine);
        try {
            files.writeExclusively(claim, JsonText.bytes(mine));
            return Optional.empty();
        } catch (FileAlreadyExistsException e) {
            Optional<ProcessIdentity> other = process(files.read(claim));
            if (other.isEmpty() || !other.get().isProvenGone()) {
                return Optional.of(other.map(p -> "process " + p.pid() + " on " + p.host()).orElse("another process"));
            }
        }
        // Of several that see it gone, one moves its claim away.
        files.moveIfAbsent(claim, new Path(path, "claim-" + UUID.randomUUID() + ".json"));
        files.writeExclusively(claim, JsonText.bytes(mine));
        return Optional.empty();
    }

    /** Empty while it is being written. */
    private static Optional<ProcessIdentity> process(byte[] claim) {
        try {
            return Optional.ofNullable(claim)
                    .map(text -> ProcessIdentity.read(JsonMembers.parse(text, "claim.json", JobCode.INVALID_DOCUMENT)));
        } catch (JobFailure e) {
            return Optional.empty();
        }
    }

    /** Notes where the attempt stages what it will publish; before it does. */
    public void writePublication(byte[] document) throws IOException {
        files.write(new Path(path, "publishing.json"), document);
    }

    /** What {@link #writePublication} wrote. */
    public Optional<byte[]> publication() throws IOException {
        return Optional.ofNullable(files.read(new Path(path, "publishing.json")));
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
}
