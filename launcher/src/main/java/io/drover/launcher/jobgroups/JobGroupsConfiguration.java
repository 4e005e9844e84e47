package io.drover.launcher.jobgroups;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.flows.FlowNodes;
import io.drover.launcher.flows.FlowObjects;
import io.drover.launcher.flows.Flows;
import io.drover.launcher.flows.ImportedDatasets;
import io.drover.launcher.flows.OutputObjects;
import io.drover.launcher.flows.Publications;
import io.drover.launcher.flows.RecipeText;
import io.drover.launcher.flows.WriteSettingForm;
import io.drover.launcher.flows.WriteSettings;
import io.drover.launcher.hadoop.HadoopAccess;
import io.drover.launcher.hadoop.HadoopUsers;
import io.drover.launcher.security.PathPolicy;
import io.drover.launcher.security.People;
import io.drover.launcher.security.Users;
import io.drover.launcher.store.Instance;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Job groups: making them, showing them, and what they produced. */
@Configuration(proxyBeanMethods = false)
@Import({JobGroupController.class, FlowRunController.class, ResultController.class,
    PublishController.class})
public class JobGroupsConfiguration {

    @Bean
    Instance instance(JdbcClient jdbc) {
        return new Instance(jdbc);
    }

    @Bean
    HadoopAccess hadoopAccess(LauncherSettings settings) {
        return new HadoopAccess(settings);
    }

    @Bean
    HadoopUsers hadoopUsers(LauncherSettings settings) {
        return new HadoopUsers(settings.hadoop());
    }

    @Bean
    JobGroups jobGroups(JdbcClient jdbc, Clock clock) {
        return new JobGroups(jdbc, clock);
    }

    @Bean
    Jobs jobs(JdbcClient jdbc, Clock clock) {
        return new Jobs(jdbc, clock);
    }

    @Bean
    JobStates jobStates(JdbcClient jdbc, Clock clock, TransactionTemplate transaction, JobGroups jobGroups,
            Jobs jobs, Instance instance, MeterRegistry registry) {
        return new JobStates(jdbc, clock, transaction, jobGroups, jobs, instance, registry);
    }

    @Bean
    JobRetention jobRetention(LauncherSettings settings, JdbcClient jdbc, JobStates states, JobFiles files, Clock clock) {
        return new JobRetention(settings, jdbc, states, files, clock);
    }

    @Bean
    Sweeps sweeps(JdbcClient jdbc) {
        return new Sweeps(jdbc);
    }

    @Bean
    FlowRuns flowRuns(JdbcClient jdbc, Clock clock) {
        return new FlowRuns(jdbc, clock);
    }

    @Bean
    QueueSignal queueSignal() {
        return new QueueSignal();
    }

    @Bean
    JobGroupCreation jobGroupCreation(Flows flows, FlowNodes nodes, ImportedDatasets datasets,
            WriteSettings writeSettings, JobGroups jobGroups, Jobs jobs, JobStates states, OutputObjects outputs,
            Publications publications, PathPolicy paths, RecipeText texts, JobFiles files, HadoopUsers hadoopUsers,
            LauncherSettings settings, Clock clock) {
        return new JobGroupCreation(flows, nodes, datasets, writeSettings, jobGroups, jobs, states,
                new RunSettings.Resolver(outputs, writeSettings, publications, jobGroups), paths,
                new ChainCheck(texts), new SparkOptions(settings), new JobLimits(settings), files, hadoopUsers, clock);
    }

    @Bean
    JobRequests jobRequests(JobGroupCreation creation, JobGroups jobGroups, WriteSettingForm form, JdbcClient jdbc,
            Clock clock, TransactionTemplate transaction, QueueSignal signal) {
        return new JobRequests(creation, jobGroups, form, jdbc, clock, transaction, signal);
    }

    @Bean
    JobObjects jobObjects(People people, JobGroups jobGroups, Jobs jobs, FlowObjects flowObjects, FlowNodes nodes,
            Flows flows, WriteSettings writeSettings) {
        return new JobObjects(people, jobGroups, jobs, flowObjects, nodes, flows, writeSettings);
    }

    @Bean
    JobFiles jobFiles(LauncherSettings settings, HadoopAccess hadoop, HadoopUsers hadoopUsers, Users users,
            Instance instance) {
        return new JobFiles(settings, hadoop, hadoopUsers, users, instance);
    }
}
