package io.drover.launcher.jobgroups;

import io.drover.job.directory.JobDirectory;
import io.drover.job.redaction.Redaction;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.hadoop.HadoopAccess;
import io.drover.launcher.hadoop.HadoopUsers;
import io.drover.launcher.security.User;
import io.drover.launcher.security.Users;
import io.drover.launcher.store.Instance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** Where the files of job groups are, and as whom they are touched. */
public final class JobFiles {
    private static final FsPermission PRIVATE = new FsPermission((short) 0700);
    /** Everybody makes folders, and nobody touches another's. */
    private static final FsPermission SHARED = new FsPermission((short) 01777);

    private final LauncherSettings settings;
    private final HadoopAccess hadoop;
    private final HadoopUsers hadoopUsers;
    private final Users users;
    private final Instance instance;
    private final Redaction redaction;

    JobFiles(LauncherSettings settings, HadoopAccess hadoop, HadoopUsers hadoopUsers, Users users, Instance instance) {
        this.settings = settings;
        this.hadoop = hadoop;
        this.hadoopUsers = hadoopUsers;
        this.users = users;
        this.instance = instance;
        Configuration secrets = new Configuration(hadoop.configuration());
        settings.spark().ifPresent(spark -> spark.conf().forEach(secrets::set));
        this.redaction = Redaction.of(secrets);
    }

    public Configuration hadoop() {
        return hadoop.configuration();
    }

    /** Takes secrets out of what Spark and the cluster say. */
    public Redaction redaction() {
        return redaction;
    }

    /** Does something as the Hadoop user that the group's job runs as; everything that touches its files has to be. */
    public <T> T as(JobGroup group, HadoopAccess.Action<T> action) throws IOException {
        return hadoop.as(hadoopUser(group), action);
    }

    /** Empty for the service itself. */
    public Optional<String> hadoopUser(JobGroup group) {
        User creator = users.find(group.stamp().creator()).orElseThrow();
        return hadoopUsers.of(creator.email());
    }

    public JobDirectory directory(JobGroup group) throws IOException {
        URI uri = group.directory() != null ? URI.create(group.directory())
                : settings.jobsDirectory().resolve(Long.toString(group.id())).toUri();
        return JobDirectory.at(uri, hadoop.configuration());
    }

    /** Where a new group's directory will be; empty for the home. */
    Optional<String> directory(long group, String engine) {
        return engine.equals("photon") ? Optional.empty()
                : settings.hadoop().directory().map(root -> jobs(root) + "/" + group);
    }

    private String jobs(URI root) {
        String text = root.toString();
        return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/jobs/" + instance.id();
    }

    /** Makes the directory, readable for nobody else where it is shared storage. */
    public void create(JobGroup group) throws IOException {
        if (group.directory() == null) {
            return;
        }
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(group.directory());
        FileSystem files = path.getFileSystem(hadoop.configuration());
        if (!files.exists(path.getParent())) {
            files.mkdirs(path.getParent());
            if (hadoopUsers.impersonates()) {
                // Apart from mkdirs, which would take the umask off.
                files.setPermission(path.getParent(), SHARED);
            }
        }
        as(group, () -> FileSystem.mkdirs(path.getFileSystem(hadoop.configuration()), path, PRIVATE));
    }

    /** Standard output and error of an attempt's process. */
    public Path processOutput(long jobGroup, int attempt) {
        return settings.workDirectory().resolve("job-" + jobGroup + "-attempt-" + attempt + ".out");
    }
}
