package io.drover.launcher.launch;

import java.util.Map;
import java.util.Set;

/** What a driver's process inherits of the launcher's environment: what it needs, and no passwords or keys. */
final class ProcessEnvironment {
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR",
            "JAVA_HOME", "SPARK_HOME", "SPARK_CONF_DIR", "HADOOP_HOME", "HADOOP_CONF_DIR", "YARN_CONF_DIR",
            "KRB5_CONFIG", "KRB5CCNAME", "SPARK_LOCAL_IP", "SPARK_LOCAL_HOSTNAME", "SPARK_SCALA_VERSION");

    private ProcessEnvironment() {}

    static void restrict(Map<String, String> environment) {
        environment.keySet().retainAll(KEPT);
    }
}
