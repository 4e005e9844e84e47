package io.drover.job.engine;

import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * What an engine may use.
 *
 * @param sources with their files listed and formats known
 * @param localDirectory for spill and staging on this machine; removed by the driver
 */
public record EngineContext(
        List<ResolvedSource> sources, Configuration hadoop, Path localDirectory, JobSpec.Limits limits) {}
