package io.drover.cli.run;

import io.drover.job.driver.JobCompiler;
import io.drover.job.engine.EngineContext;
import io.drover.job.source.ResolvedSource;
import io.drover.job.source.SourceResolver;
import io.drover.job.spec.JobSpec;
import io.drover.job.storage.HadoopConfiguration;
import io.drover.photon.PhotonEngine;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.type.TypeInference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A flow's dataset compiled here, against its real sources; questions about data are answered by the local engine.
 */
public record LocalCompilation(Compilation compilation, List<ResolvedSource> sources) {

    public static LocalCompilation of(FlowSource flow, List<String> parameters) throws IOException {
        Configuration configuration = HadoopConfiguration.ofEnvironment();
        JobSpec spec = RunJob.toCompile(flow, parameters);
        SourceResolver resolver = new SourceResolver(configuration, TypeInference::infer, spec.referenceTime());
        List<ResolvedSource> sources = new ArrayList<>();
        for (JobSpec.Source source : spec.sources()) {
            sources.add(resolver.resolve(source));
        }
        Path local = Files.createTempDirectory("drover-check-");
        try (PhotonEngine engine = new PhotonEngine()) {
            engine.open(new EngineContext(sources, configuration, local, spec.limits()));
            return new LocalCompilation(new JobCompiler().compile(spec, sources, engine.probe()), sources);
        } finally {
            try (Stream<Path> paths = Files.walk(local)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
