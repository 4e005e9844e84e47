package io.drover.job.directory;

import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpecJson;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The one place where a launcher and a driver meet, on any Hadoop file system:
 *
 * <pre>
 * job.json                        the job, as launched
 * fence                           number of the attempt that may publish
 * cancel                          exists: the driver is asked to stop
 * published.json                  the outputs, once they are in place
 * attempt-1/claim.json            the process that runs the attempt; made exclusively
 * attempt-1/publishing.json       where the attempt stages and has its journal, written before it does
 * attempt-1/progress.json         also the heartbeat
 * attempt-1/driver.log
 * attempt-1/profile.json
 * attempt-1/report.json           last: it exists exactly when the attempt is over
 * </pre>
 *
 * Every file but the log is replaced by write-then-rename, so a reader never sees half of one.
 */
public final class JobDirectory {
    private static final String ATTEMPT = "attempt-";

    private final HadoopFiles files;
    private final Path path;

    private JobDirectory(HadoopFiles files, Path path) {
        this.files = files;
        this.path = path;
    }

    /** Looks at nothing yet. */
    public static JobDirectory at(URI uri, Configuration configuration) throws IOException {
        Path path = new Path(uri);
        HadoopFiles files = HadoopFiles.of(path, configuration);
        return new JobDirectory(files, files.qualify(path));
    }

    public URI uri() {
        return path.toUri();
    }

    public Path path() {
        return path;
    }

    public HadoopFiles files() {
        return files;
    }

    /** Writes the job and lets its attempt be the one that may publish. Called before the driver is started. */
    public void prepare(JobSpec spec) throws IOException {
        files.makeDirectories(attemptPath(spec.attempt()));
        files.write(new Path(path, "job.json"), JobSpecJson.write(spec));
        raiseFence(spec.attempt());
    }

    /** @throws io.drover.job.engine.JobFailure if the document is missing or not a job */
    public JobSpec spec() throws IOException {
        byte[] text = files.read(new Path(path, "job.json"));
        if (text == null) {
            throw JobCode.INVALID_SPEC.failure("there is no job.json in " + path);
        }
        return JobSpecJson.read(text);
    }

    /** The attempt that may publish; 0 if none was ever let. */
    public int fence() throws IOException {
        byte[] text = files.read(new Path(path, "fence"));
        if (text == null) {
            return 0;
        }
        String number = new String(text, StandardCharsets.UTF_8).strip();
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw JobCode.INVALID_DOCUMENT.failure(path + "/fence holds \"" + number + "\", not an attempt's number", e);
        }
    }

    /** Fences off all lower attempts. Never lowers the fence. */
    public void raiseFence(int attempt) throws IOException {
        if (attempt > fence()) {
            files.write(new Path(path, "fence"), (attempt + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Asks the driver to stop, for launchers that can't signal its process. */
    public void requestCancel() throws IOException {
        files.write(new Path(path, "cancel"), new byte[0]);
    }

    public boolean cancelRequested() throws IOException {
        return files.exists(new Path(path, "cancel"));
    }

    /** Numbers of the attempts that were started, ascending. */
    public List<Integer> attempts() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (FileStatus status : files.list(path)) {
            String name = status.getPath().getName();
            if (status.isDirectory() && name.matches(ATTEMPT + "[1-9][0-9]{0,8}")) {
                numbers.add(Integer.parseInt(name.substring(ATTEMPT.length())));
            }
        }
        numbers.sort(null);
        return List.copyOf(numbers);
    }

    public AttemptDirectory attempt(int number) {
        return new AttemptDirectory(files, attemptPath(number), number);
    }

    private Path attemptPath(int number) {
        return new Path(path, ATTEMPT + number);
    }

    /** Content of a document beside job.json. */
    public Optional<byte[]> document(String name) throws IOException {
        return Optional.ofNullable(files.read(new Path(path, name)));
    }

    public void writeDocument(String name, byte[] content) throws IOException {
        files.write(new Path(path, name), content);
    }
}
