namespace Ensembles.Inventories.Settings;

internal static partial class SettingTable
{
    private static Setting[] Observability =>
    [
        new("4lw.commands.whitelist", List, "3.4.10 3.5.3",
            "Four-letter words that are answered, besides those that the suite needs; *: all."),
        new("admin.idleTimeout", Positive, "3.5.0",
            "Milliseconds that an AdminServer connection may idle. Default 30000."),
        new("admin.portUnification", Flag, "3.6.0", "AdminServer with and without TLS. Default false."),
        new("admin.forceHttps", Flag, "3.7.1", "AdminServer with TLS only. Default false."),
        new("admin.needClientAuth", Flag, "3.9.0", "AdminServer asks for certificates. Default false."),
        new("admin.rateLimiterIntervalInMS", Natural, "3.9.0",
            "Milliseconds between snapshots asked for. Default 300000."),
        new("admin.snapshot.enabled", Flag, "3.9.0", "AdminServer gives snapshots. Default true."),
        new("admin.restore.enabled", Flag, "3.9.0", "AdminServer restores snapshots. Default true."),
        new("audit.enable", Flag, "3.6.0", "Write an audit log. Default false."),
        new("audit.impl.class", Text, "3.6.0", "Class that writes the audit log."),
        new("metricsProvider.className", Text, "3.6.0",
            "Class that offers metrics, e.g. org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider."),
        new("metricsProvider.httpHost", Text, "3.8.0", "Address of the metrics. Default all."),
        new("metricsProvider.httpPort", Port, "3.6.0",
            "Port of the metrics; only with one server per host. Default 7000."),
        new("metricsProvider.exportJvmInfo", Flag, "3.6.0", "Metrics of the Java machine too. Default true."),
        new("metricsProvider.numWorkerThreads", Positive, "3.7.1", "Threads that count. Default 1."),
        new("metricsProvider.maxQueueSize", Positive, "3.7.1", "Figures that may wait to be counted. Default 1000000."),
        new("metricsProvider.workerShutdownTimeoutMs", Positive, "3.7.1",
            "Milliseconds to finish counting. Default 1000."),
        new("jvm.pause.monitor", Flag, "3.5.5", "Report pauses of the Java machine. Default false."),
        new("jvm.pause.warn-threshold.ms", Positive, "3.5.5",
            "Milliseconds from which a pause is a warning. Default 10000."),
        new("jvm.pause.info-threshold.ms", Positive, "3.5.5",
            "Milliseconds from which a pause is noted. Default 1000."),
        new("jvm.pause.sleep.time.ms", Positive, "3.5.5", "Milliseconds between looks. Default 500."),
        new("messageTracker.BufferSize", Positive, "3.6.0", "Messages between servers kept for the log. Default 10."),
        new("messageTracker.Enabled", Flag, "3.6.0", "Keep messages between servers for the log. Default false."),
    ];
}
