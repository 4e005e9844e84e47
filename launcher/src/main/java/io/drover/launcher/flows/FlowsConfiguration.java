package io.drover.launcher.flows;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.connections.ConnectionObjects;
import io.drover.launcher.connections.Connections;
import io.drover.launcher.hadoop.HadoopAccess;
import io.drover.launcher.hadoop.HadoopUsers;
import io.drover.launcher.security.PathPolicy;
import io.drover.launcher.security.People;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Flows, datasets, recipes and outputs. */
@Configuration(proxyBeanMethods = false)
@Import({FlowController.class, ImportedDatasetController.class, RecipeController.class, OutputObjectController.class,
    WriteSettingController.class, PublicationController.class, PackageController.class,
    UploadController.class})
public class FlowsConfiguration {

    @Bean
    Flows flows(JdbcClient jdbc, Clock clock) {
        return new Flows(jdbc, clock);
    }

    @Bean
    FlowNodes flowNodes(JdbcClient jdbc, Clock clock) {
        return new FlowNodes(jdbc, clock);
    }

    @Bean
    ImportedDatasets importedDatasets(JdbcClient jdbc, Clock clock) {
        return new ImportedDatasets(jdbc, clock);
    }

    @Bean
    OutputObjects outputObjects(JdbcClient jdbc, Clock clock) {
        return new OutputObjects(jdbc, clock);
    }

    @Bean
    WriteSettings writeSettings(JdbcClient jdbc, Clock clock) {
        return new WriteSettings(jdbc, clock);
    }

    @Bean
    Publications publications(JdbcClient jdbc, Clock clock) {
        return new Publications(jdbc, clock);
    }

    @Bean
    FlowCopy flowCopy(Flows flows, FlowNodes nodes, ImportedDatasets datasets, OutputObjects outputs,
            WriteSettings writeSettings, Publications publications) {
        return new FlowCopy(flows, nodes, datasets, outputs, writeSettings, publications);
    }

    @Bean
    FlowImport flowImport(Flows flows, FlowNodes nodes, ImportedDatasets datasets, OutputObjects outputs,
            WriteSettings writeSettings, Publications publications, PathPolicy paths, LauncherSettings settings) {
        return new FlowImport(flows, nodes, datasets, outputs, writeSettings, publications, paths, settings);
    }

    @Bean
    FlowExport flowExport(Flows flows, FlowNodes nodes, ImportedDatasets datasets, OutputObjects outputs,
            WriteSettings writeSettings, Publications publications, Clock clock) {
        return new FlowExport(flows, nodes, datasets, outputs, writeSettings, publications, clock);
    }

    @Bean
    Uploads uploads(PathPolicy paths, HadoopAccess hadoop, HadoopUsers hadoopUsers) {
        return new Uploads(paths, hadoop, hadoopUsers);
    }

    @Bean
    FlowObjects flowObjects(People people, Flows flows, FlowNodes nodes, ImportedDatasets datasets,
            OutputObjects outputs, WriteSettings writeSettings, Publications publications, Connections connections,
            ConnectionObjects connectionObjects) {
        return new FlowObjects(people, flows, nodes, datasets, outputs, writeSettings, publications, connections,
                connectionObjects);
    }

    @Bean
    ImportedDatasetForm importedDatasetForm(PathPolicy paths, Connections connections, RecipeText texts) {
        return new ImportedDatasetForm(paths, connections, texts);
    }

    @Bean
    WriteSettingForm writeSettingForm(PathPolicy paths) {
        return new WriteSettingForm(paths);
    }

    @Bean
    RecipeText recipeText(LauncherSettings settings) {
        return new RecipeText(settings);
    }
}
