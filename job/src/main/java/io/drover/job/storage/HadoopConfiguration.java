package io.drover.job.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration, from a folder as HADOOP_CONF_DIR names one, without that folder on the class path. */
public final class HadoopConfiguration {
    private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml");

    private HadoopConfiguration() {}

    /** From the environment's HADOOP_CONF_DIR; Hadoop's own defaults if it is not set. */
    public static Configuration ofEnvironment() {
        String folder = System.getenv("HADOOP_CONF_DIR");
        return folder == null || folder.isBlank() ? new Configuration() : of(Path.of(folder));
    }

    /** @throws IllegalArgumentException if the folder has none of Hadoop's files */
    public static Configuration of(Path folder) {
        Configuration configuration = new Configuration();
        boolean any = false;
        for (String name : FILES) {
            Path file = folder.resolve(name);
            if (Files.isReadable(file)) {
                configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
                any = true;
            }
        }
        if (!any) {
            throw new IllegalArgumentException("Hadoop's configuration folder " + folder + " holds none of "
                    + String.join(", ", FILES) + " that can be read");
        }
        return configuration;
    }
}
