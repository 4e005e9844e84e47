package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.hadoop.HadoopAccess;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroups;
import io.drover.launcher.jobgroups.JobStates;
import io.drover.launcher.jobgroups.QueueSignal;
import io.drover.launcher.jobgroups.Sweeps;
import io.drover.launcher.queue.JobQueue;
import io.drover.launcher.queue.QueueFigures;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The thread that runs jobs. */
@Configuration(proxyBeanMethods = false)
public class LaunchConfiguration {

    @Bean
    JobQueue jobQueue(JobStates states, LauncherSettings settings) {
        return new JobQueue(states, settings.limits());
    }

    /** Not for autowiring where the time of day is meant. */
    @Bean(defaultCandidate = false)
    SteadyClock steadyClock(Clock clock) {
        return new SteadyClock(clock);
    }

    @Bean
    QueueFigures queueFigures(JdbcClient jdbc, LauncherSettings settings, Clock clock) {
        return new QueueFigures(jdbc, settings.limits(), clock);
    }

    @Bean
    DriverLaunchers driverLaunchers(LauncherSettings settings, HadoopAccess hadoop) {
        return new DriverLaunchers(settings, hadoop);
    }

    @Bean(destroyMethod = "close")
    ClusterApplications clusterApplications(HadoopAccess hadoop, JobFiles files,
            @Qualifier("steadyClock") SteadyClock steadyClock) {
        return new ClusterApplications(hadoop, files.redaction(), steadyClock);
    }

    @Bean
    StagingSweep stagingSweep(Sweeps sweeps, JobStates states, JobFiles files, Clock clock) {
        return new StagingSweep(sweeps, states, files, clock);
    }

    @Bean
    JobRunner jobRunner(LauncherSettings settings, JobStates states, JobGroups jobGroups, JobFiles files,
            JobQueue queue, QueueSignal signal, DriverLaunchers launchers, ClusterApplications applications,
            StagingSweep sweep, Clock clock, @Qualifier("steadyClock") SteadyClock steadyClock) {
        return new JobRunner(settings, states, jobGroups, files, queue, signal, launchers, applications, sweep,
                clock, steadyClock);
    }
}
