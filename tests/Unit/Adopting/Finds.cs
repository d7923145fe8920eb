using System.Collections.Immutable;
using Ensembles.Adopting;
using Ensembles.Inventories;
using Ensembles.Observing.Found;
using Ensembles.Observing.Processes;

namespace Unit.Adopting;

/// <summary>Running servers as a look at their hosts would find them.</summary>
internal static class Finds
{
    public static ConnectionSpec Ssh { get; } =
        new() { Kind = ConnectionKind.Ssh, User = "deploy", KnownHosts = "/home/me/.ssh/known_hosts" };

    public static ConnectionSpec Local { get; } = new() { Kind = ConnectionKind.Local };

    /// <summary>Server <paramref name="id"/> of an ensemble of three, on host zkN under a unit of theirs.</summary>
    public static FoundServer Member(int id, string more = "") => Alone($"""
        tickTime=2000
        initLimit=10
        syncLimit=5
        dataDir=/var/lib/zookeeper
        clientPort=2181
        server.1=zk1:2888:3888
        server.2=zk2:2888:3888
        server.3=zk3:2888:3888
        {more}
        """, $"zk{id}") with { MyId = $"{id}" };

    public static FoundServer Alone(string config, string host = "zk1") => new()
    {
        Host = host,
        HostNames = [host, $"10.0.0.1{host[^1]}"],
        Config = config,
        StartCommand = ["/opt/zk/bin/zkServer.sh", "start", "/opt/zk/conf/zoo.cfg"],
        Process = new()
        {
            Identity = new(4711, 100),
            Account = "zookeeper",
            Java = "/usr/lib/jvm/java-17/bin/java",
            Arguments =
            [
                "java", "-Dzookeeper.log.dir=/var/log/zookeeper", "-cp", "/opt/zk/conf:/opt/zk/lib/*", "-Xmx1000m",
                "-XX:+UseG1GC", "-Dcom.sun.management.jmxremote",
                "org.apache.zookeeper.server.quorum.QuorumPeerMain", "/opt/zk/conf/zoo.cfg",
            ],
            WorkingDirectory = "/",
            ConfigArgument = "/opt/zk/bin/../conf/zoo.cfg",
            ConfigFile = "/opt/zk/conf/zoo.cfg",
            DataFolder = "/var/lib/zookeeper",
            DataLogFolder = "/var/lib/zookeeper",
            LogFolder = "/var/log/zookeeper",
            ReleaseFolder = "/opt/zk",
            ReleaseVersion = new(3, 9, 3),
            Keeper = new(KeeperKind.SystemdUnit, "zk.service", 1),
        },
    };

    public static FoundServer With(this FoundServer server, Func<RunningServer, RunningServer> change) =>
        server with { Process = change(server.Process) };

    public static Adoption Adopt(params ImmutableArray<FoundServer> servers) =>
        Adoption.Of("found", Ssh, servers);
}
