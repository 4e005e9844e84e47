package io.drover.spark;

import io.drover.job.engine.ProgressSink;
import io.drover.spark.output.OutputSink;
import io.drover.spark.source.SourceScans;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.JavaConverters;

/** Tells what finished tasks counted, and what running ones report by heartbeat. */
final class ProgressListener extends SparkListener {

    private record Counts(long bytes, long rows) {}

    private final ProgressSink progress;
    private final String jobGroup;
    private final SourceScans scans;
    private final OutputSink sink;
    private final long bytesId;
    private final long rowsId;
    private final Map<Long, Counts> running = new ConcurrentHashMap<>();

    ProgressListener(ProgressSink progress, String jobGroup, SourceScans scans, OutputSink sink) {
        this.progress = progress;
        this.jobGroup = jobGroup;
        this.scans = scans;
        this.sink = sink;
        this.bytesId = scans.bytesAccumulator();
        this.rowsId = sink.rowsAccumulator();
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        if (jobGroup.equals(start.properties().getProperty("spark.jobGroup.id"))) {
            tell();
        }
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
        progress.activity("stage " + stage.stageInfo().stageId() + ", " + stage.stageInfo().numTasks() + " tasks");
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
        tell();
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        JavaConverters.seqAsJavaList(update.accumUpdates()).forEach(task -> {
            long bytes = 0;
            long rows = 0;
            for (AccumulableInfo value : JavaConverters.seqAsJavaList(task._4())) {
                if (value.update().isDefined() && value.update().get() instanceof Long count) {
                    bytes += value.id() == bytesId ? count : 0;
                    rows += value.id() == rowsId ? count : 0;
                }
            }
            running.put((Long) (Object) task._1(), new Counts(bytes, rows));
        });
        tell();
    }

    private void tell() {
        long bytes = scans.bytesRead();
        long rows = sink.rowsWritten();
        for (Counts counts : running.values()) {
            bytes += counts.bytes();
            rows += counts.rows();
        }
        progress.bytesRead(Math.min(bytes, scans.totalBytes()), scans.totalBytes());
        progress.rowsWritten(rows);
    }
}
