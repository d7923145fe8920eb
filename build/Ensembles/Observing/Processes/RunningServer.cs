using System.Collections.Immutable;
using System.Net;

namespace Ensembles.Observing.Processes;

/// <summary>
/// A ZooKeeper server's Java process as found on a host, however it was started: by its main class, its configuration
/// or data folder, and its sockets (<c>process.sh</c>).
/// </summary>
public sealed record RunningServer
{
    /// <summary>What "the same process" means.</summary>
    public required ProcessIdentity Identity { get; init; }

    /// <summary>The account that it runs as: a name, or a number where it has none; empty where not told.</summary>
    public string Account { get; init; } = "";

    /// <summary>The program: <c>/proc/PID/exe</c>; empty where that is not ours to read.</summary>
    public string Java { get; init; } = "";

    /// <summary>Its command line. May hold secrets: never shown.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Where relative paths begin; empty where not told.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Its configuration file as it was given; null where it was given a port and a folder.</summary>
    public string? ConfigArgument { get; init; }

    /// <summary>The same as the process sees it: absolute, links resolved, through its own root.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>
    /// Its configuration is the server's zoo.cfg, whatever path it was given; else only its data folder is the
    /// server's.
    /// </summary>
    public bool UsesConfig { get; init; } = true;

    /// <summary>By its configuration, resolved as <see cref="ConfigFile"/>; null where it does not tell.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Where it writes its transaction log: by the open file, else by its configuration.</summary>
    public string? DataLogFolder { get; init; }

    /// <summary>By <c>-Dzookeeper.log.dir</c> or <c>ZOO_LOG_DIR</c>; null where neither is given.</summary>
    public string? LogFolder { get; init; }

    /// <summary>By <c>zookeeper_server.pid</c> in the data folder where that names it, else ZOOPIDFILE.</summary>
    public string? PidFile { get; init; }

    /// <summary>The folder of its release: that of the jar that it runs, or the one above where that is lib.</summary>
    public string? ReleaseFolder { get; init; }

    /// <summary>By the name of the jar that it holds open, or of a link beside it; null where neither has a version.</summary>
    public Version? ReleaseVersion { get; init; }

    /// <summary>How long it has been running, to the second; null where the host does not tell.</summary>
    public TimeSpan? Uptime { get; init; }

    /// <summary>When it was started, by the host's clock, to the second; null where the host does not tell.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Bytes by <c>-Djute.maxbuffer</c>; null where it is not given.</summary>
    public long? MaxBuffer { get; init; }

    /// <summary>
    /// Where it writes its transactions, by the log that it has open; null where it has none open: it opens one for the
    /// first write after its start.
    /// </summary>
    public string? OpenLogFolder { get; init; }

    /// <summary>
    /// The log that it has open, where it was deleted beneath the process: what it has written since the last
    /// snapshot is nowhere else on the disk. Null where the file is there.
    /// </summary>
    public string? DeletedLog { get; init; }

    /// <summary>
    /// The log that it has open is not the file of that name which a start would read: a mount covers the folder, or the
    /// process has mounts of its own (unshare, PrivateTmp=).
    /// </summary>
    public bool HasLogApart { get; init; }

    /// <summary>Where it listens, by its own sockets: addresses of its host, 0.0.0.0 for all of them.</summary>
    public ImmutableArray<IPEndPoint> Listening { get; init; } = [];

    /// <summary>The ports of these.</summary>
    public IEnumerable<int> ListeningPorts => Listening.Select(place => place.Port);

    /// <summary>
    /// Its configuration file was changed after its start and names other folders: what it has written is not where a
    /// restart would look for it.
    /// </summary>
    public bool WritesElsewhere => !OtherNamespace && OpenLogFolder is { } open && DataLogFolder is { } filed && open != filed;

    /// <summary>
    /// It has been running for a while and does not listen on this port: its configuration file was changed after its
    /// start. The port is bound before anything is loaded (QuorumPeerMain.runFromConfig, ZooKeeperServerMain).
    /// </summary>
    public bool ListensElsewhere(int clientPort) => !OtherNamespace && !Hidden && Uptime > StartTakes
        && !Listening.IsEmpty && !ListeningPorts.Contains(clientPort);

    private static readonly TimeSpan StartTakes = TimeSpan.FromSeconds(20);

    /// <summary>What a restart needs: ZOO*, JVMFLAGS, JAVA_HOME … May hold secrets: never shown.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Who starts it again when it ends.</summary>
    public Keeper Keeper { get; init; } = Keeper.None;

    /// <summary>Its process or network namespace is not the one that we look from: a container.</summary>
    public bool OtherNamespace { get; init; }

    /// <summary>
    /// Its process is stopped (state T, as after SIGSTOP or by a debugger): it lives, answers nothing and ends at no
    /// SIGTERM.
    /// </summary>
    public bool Suspended { get; init; }

    /// <summary>
    /// It is another account's and we are not root: its files, sockets and environment are not ours to read.
    /// </summary>
    public bool Hidden { get; init; }

    /// <summary>
    /// Bytes that it has read since its start, from the network too (<c>rchar</c> of <c>/proc/PID/io</c>, proc(5)); null
    /// where the host does not tell, or not us. Told by <see cref="ProcessLook"/> only.
    /// </summary>
    public long? Taken { get; init; }

    /// <summary>
    /// Bytes so far of the snapshot that it has begun to write since the suite has started it; 0 where there is none. Told
    /// by <see cref="ProcessLook"/> only.
    /// </summary>
    public long SnapshotWritten { get; init; }

    /// <summary>Other processes with this server's zoo.cfg or data folder: at most one of all serves.</summary>
    public ImmutableArray<int> Also { get; init; } = [];
}
