package io.drover.launcher.jobgroups;

import io.drover.job.directory.JobDirectory;
import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Where the files of job groups are. */
public final class JobFiles {
    private final LauncherSettings settings;
    private final Configuration hadoop;

    JobFiles(LauncherSettings settings) {
        this.settings = settings;
        this.hadoop = new Configuration();
    }

    public Configuration hadoop() {
        return hadoop;
    }

    public JobDirectory directory(long jobGroup) throws IOException {
        return JobDirectory.at(settings.jobsDirectory().resolve(Long.toString(jobGroup)).toUri(), hadoop);
    }

    /** Standard output and error of an attempt's process. */
    public Path processOutput(long jobGroup, int attempt) {
        return settings.workDirectory().resolve("job-" + jobGroup + "-attempt-" + attempt + ".out");
    }
}
