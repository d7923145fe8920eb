using Ensembles.Inventories.Schema;

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
        new("admin.forceHttps", Flag, "3.6.3 3.7.1", "AdminServer with TLS only. Default false."),
        new("admin.httpVersion", new NumberShape(9, 20), "3.5.4",
            "HTTP version of the AdminServer, as Jetty counts them. Default 11."),
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
        new("metricsProvider.numWorkerThreads", Any, "3.8.0",
            "Threads that count; below 1: those of the requests. Default 1."),
        new("metricsProvider.maxQueueSize", Positive, "3.8.0", "Figures that may wait to be counted. Default 1000000."),
        new("metricsProvider.workerShutdownTimeoutMs", Positive, "3.8.0",
            "Milliseconds to finish counting. Default 1000."),
        new("metricsProvider.httpsPort", Port, "3.10.0",
            "Port of the metrics with TLS; only with one server per host. Default none."),
        .. MetricsTls(),
        new("jvm.pause.monitor", Flag, "3.5.10 3.6.0", "Report pauses of the Java machine. Default false."),
        new("jvm.pause.warn-threshold.ms", Positive, "3.5.10 3.6.0",
            "Milliseconds from which a pause is a warning. Default 10000."),
        new("jvm.pause.info-threshold.ms", Positive, "3.5.10 3.6.0",
            "Milliseconds from which a pause is noted. Default 1000."),
        new("jvm.pause.sleep.time.ms", Positive, "3.5.10 3.6.0", "Milliseconds between looks. Default 500."),
        new("jmx.log4j.disable", Flag, "3.4.0", "Do not offer log4j's switches over JMX. Default false."),
        new("jmx.log4j.mbean", Text, "3.8.0", "Name under which log4j's switches are offered over JMX."),
        new("pathStats.enabled", Flag, "3.6.0", "Count requests by path, for the log. Default false."),
        new("pathStats.slotCapacity", Positive, "3.6.0", "Slots of counts that are kept. Default 60."),
        new("pathStats.slotDuration", Positive, "3.6.0", "Seconds of one slot. Default 15."),
        new("pathStats.maxDepth", Positive, "3.6.0", "Depth to which paths are told apart. Default 6."),
        new("pathStats.initialDelay", Natural, "3.6.0", "Minutes until the first counts are logged. Default 5."),
        new("pathStats.delay", Positive, "3.6.0", "Minutes between two logs of counts. Default 5."),
        new("pathStats.topPathMax", Positive, "3.6.0", "Paths that are logged. Default 20."),
        new("pathStats.sampleRate", Share, "3.6.0", "Share of requests that are counted. Default 0.1."),
        new("messageTracker.BufferSize", Positive, "3.6.0", "Messages between servers kept for the log. Default 10."),
        new("messageTracker.Enabled", Flag, "3.6.0", "Keep messages between servers for the log. Default false."),
    ];

    /// <summary>For the metrics' own port with TLS.</summary>
    private static Setting[] MetricsTls() =>
    [
        .. MetricsStore("keyStore"),
        .. MetricsStore("trustStore"),
        new("metricsProvider.ssl.need.client.auth", Flag, "3.10.0", "Metrics: clients must show a certificate. Default true."),
        new("metricsProvider.ssl.want.client.auth", Flag, "3.10.0", "Metrics: clients are asked for one. Default true."),
        new("metricsProvider.ssl.ciphersuites", List, "3.10.0", "Metrics: TLS cipher suites that may be negotiated."),
        new("metricsProvider.ssl.enabledProtocols", List, "3.10.0", "Metrics: TLS protocols that may be negotiated."),
    ];

    private static Setting[] MetricsStore(string store) =>
    [
        new($"metricsProvider.ssl.{store}.location", Text, "3.10.0", $"Metrics: {store}, an absolute path."),
        new($"metricsProvider.ssl.{store}.password", Secret, "3.10.0", $"Metrics: opens the {store}."),
        new($"metricsProvider.ssl.{store}.type", Text, "3.10.0", "Metrics: JKS, PEM, PKCS12 or BCFKS. Default: by name."),
    ];
}
