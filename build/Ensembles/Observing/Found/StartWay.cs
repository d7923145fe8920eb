using Ensembles.Observing.Processes;
using ZooKeeper;

namespace Ensembles.Observing.Found;

/// <summary>Whose script the command is that starts a found server: what it gives Java by itself, what it takes.</summary>
internal enum StartWay
{
    /// <summary>A script that takes no options from outside: Debian's /etc/init.d/zookeeper.</summary>
    Closed,

    /// <summary>ZooKeeper's own: SERVER_JVMFLAGS, then JVMFLAGS.</summary>
    ZkServer,

    /// <summary>Kafka's: KAFKA_HEAP_OPTS, KAFKA_JVM_PERFORMANCE_OPTS, KAFKA_OPTS.</summary>
    Kafka,
}

/// <summary>What is known of each way.</summary>
internal static class StartWays
{
    public static StartWay Of(FoundServer server) => Path.GetFileName(server.StartCommand[0]) switch
    {
        "zkServer.sh" => StartWay.ZkServer,
        "zookeeper-server-start.sh" or "zookeeper-server-start" => StartWay.Kafka,
        _ => StartWay.Closed,
    };

    /// <summary>The script gives the option anew, whatever it is given itself.</summary>
    public static bool Writes(this StartWay way, string option, RunningServer process) => way == StartWay.ZkServer
        ? ZkServerWrites(option, process) : JavaOptions.IsOfScripts(option);

    /// <summary>The script gives Java a heap where nothing else does.</summary>
    public static bool HasHeap(this StartWay way, RunningServer process) => way switch
    {
        StartWay.ZkServer => SetsHeap(process),
        _ => way == StartWay.Kafka,
    };

    private static bool ZkServerWrites(string option, RunningServer process) =>
        option.StartsWith("-Dzookeeper.log.dir=", StringComparison.Ordinal)
        || option.StartsWith("-Dzookeeper.log.file=", StringComparison.Ordinal)
        || option.StartsWith("-Dzookeeper.root.logger=", StringComparison.Ordinal)
        || option == "-Dcom.sun.management.jmxremote"
        || option.StartsWith("-Dcom.sun.management.jmxremote.local.only=", StringComparison.Ordinal)
        || (process.Environment.ContainsKey("JMXPORT")
            && (option.StartsWith("-Dcom.sun.management.jmxremote.", StringComparison.Ordinal)
                || option.StartsWith("-Dzookeeper.jmx.log4j.disable=", StringComparison.Ordinal)))
        || (option is "-XX:+HeapDumpOnOutOfMemoryError" or "-XX:OnOutOfMemoryError=kill -9 %p" && SetsHeap(process));

    /// <summary>Where nothing tells the release, it is no older one.</summary>
    private static bool SetsHeap(RunningServer process) => process.ReleaseVersion is not { } release || release.ScriptSetsHeap;
}
