using System.Collections.Immutable;

namespace Ensembles.Inventories;

/// <summary>
/// The wanted state of one ensemble, as its inventory file says, with every default filled in and checked:
/// paths absolute, <c>{id}</c> and <c>${NAME}</c> resolved. Which servers are new is observed, never written here.
/// </summary>
public sealed record Inventory
{
    /// <summary>The ensemble's name; also the folder of its artifacts. Letters, digits, <c>-</c>, <c>_</c>, <c>.</c></summary>
    public required string Ensemble { get; init; }

    /// <summary>Absolute path of the file, for messages.</summary>
    public required string File { get; init; }

    public required ReleaseSpec Release { get; init; }

    public required MembershipKind Membership { get; init; }

    public required ConnectionSpec Connection { get; init; }

    /// <summary>Absolute folder under which releases are unpacked, on every host.</summary>
    public required string InstallPath { get; init; }

    public required ServiceKind Service { get; init; }

    public required SettingsSpec Settings { get; init; }

    public required JavaSpec Java { get; init; }

    /// <summary>The identity that may reconfigure a dynamic ensemble; null where membership is static.</summary>
    public Superuser? Superuser { get; init; }

    /// <summary>Ordered by id.</summary>
    public required ImmutableArray<Server> Servers { get; init; }

    /// <summary>Says how to make the ensemble that the embedded default expands; null for ensembles of others.</summary>
    public EmbeddedSpec? Embedded { get; init; }

    public IEnumerable<Server> Participants =>
        Servers.Where(server => server.Role == ZooKeeper.Configuration.Role.Participant);
}

public enum MembershipKind
{
    Static,
    Dynamic,
}

public enum ServiceKind
{
    ZkServer,
    Systemd,
}

/// <summary>A ZooKeeper version and where its distribution comes from.</summary>
public sealed record ReleaseSpec
{
    public required Version Version { get; init; }

    /// <summary>Path or URL of <c>apache-zookeeper-VERSION-bin.tar.gz</c>; null: from Debian's packages.</summary>
    public string? Archive { get; init; }

    /// <summary>Hexadecimal, 128 digits; required for a URL.</summary>
    public string? Sha512 { get; init; }
}

/// <summary>How hosts are reached.</summary>
public sealed record ConnectionSpec
{
    public required ConnectionKind Kind { get; init; }
}

public enum ConnectionKind
{
    Local,
    Ssh,
}

/// <summary>Keys of <c>zoo.cfg</c> other than membership, ports and folders; every key ZooKeeper knows, in its spelling.</summary>
public sealed record SettingsSpec(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>Milliseconds. Default 2000.</summary>
    public required int TickTime { get; init; }

    /// <summary>Ticks a learner may take for its first sync. Default 10.</summary>
    public required int InitLimit { get; init; }

    /// <summary>Ticks a learner may lag. Default 5.</summary>
    public required int SyncLimit { get; init; }
}

public sealed record JavaSpec
{
    /// <summary>JAVA_HOME on the hosts; null: what is found there.</summary>
    public string? Home { get; init; }

    /// <summary>Maximum heap, as <c>-Xmx</c> takes it: <c>512m</c>, <c>1g</c>. Default 1g.</summary>
    public required string Heap { get; init; }

    public required ImmutableArray<string> Flags { get; init; }
}

/// <summary>
/// The digest identity <c>super</c> (DigestAuthenticationProvider.superDigest). The password never appears in a log,
/// an error, a report or a process list.
/// </summary>
public sealed record Superuser(string Password)
{
    public override string ToString() => "Superuser { Password = *** }";
}

/// <summary>The ensemble that <c>Up</c> makes: these servers, running with this many znodes.</summary>
/// <param name="Start">Ids of the servers that run before the expansion; one of them means a standalone server.</param>
public sealed record EmbeddedSpec(ImmutableArray<int> Start, int Znodes);
