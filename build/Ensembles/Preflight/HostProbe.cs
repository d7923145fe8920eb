using System.Collections.Immutable;
using Ensembles.Inventories;

namespace Ensembles.Preflight;

/// <summary>What one host said about itself (<c>preflight.sh</c>), as it said it: judged elsewhere.</summary>
public sealed record HostProbe
{
    public required string Host { get; init; }

    /// <summary>The inventory's servers on it.</summary>
    public required ImmutableArray<Server> Servers { get; init; }

    /// <summary>This machine's clock before and after the host was asked for its own.</summary>
    public required (DateTimeOffset Before, DateTimeOffset After) Asked { get; init; }

    /// <summary>The host's clock, and to what it is exact: a second where its date knows no parts of it.</summary>
    public (DateTimeOffset Time, TimeSpan Exact)? Clock { get; init; }

    /// <summary>Scripts run with root's rights.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The account that scripts run as.</summary>
    public string Account { get; init; } = "";

    /// <summary>The service account exists; null where the inventory names none.</summary>
    public bool? UserExists { get; init; }

    /// <summary>Programs that are not there; <c>mv-T</c>: a <c>mv</c> without <c>-T</c>.</summary>
    public ImmutableArray<string> Lacks { get; init; } = [];

    /// <summary>As <c>java -version</c> says it: <c>17.0.15</c>, <c>1.8.0_402</c>; null where none runs.</summary>
    public string? Java { get; init; }

    /// <summary>KiB by <c>MemTotal</c> and <c>MemAvailable</c>; 0 where the host does not tell.</summary>
    public (long Total, long Available) Memory { get; init; }

    /// <summary>The folder of the wanted release stands.</summary>
    public bool Installed { get; init; }

    public ImmutableArray<ProbedFolder> Folders { get; init; } = [];

    /// <summary>By server: something in its data folder that no ZooKeeper put there.</summary>
    public ImmutableDictionary<int, string> Strange { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>By server: what its <c>myid</c> says.</summary>
    public ImmutableDictionary<int, string> MyIds { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>By server: the program of its start command, where no such program can be run.</summary>
    public ImmutableDictionary<int, string> Commands { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>By server: the place of ZooKeeper on the class path of its process, where it is not there any more.</summary>
    public ImmutableDictionary<int, string> Jars { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>Servers whose class path or release has no jar of the provider of metrics.</summary>
    public ImmutableHashSet<int> WithoutProvider { get; init; } = [];

    /// <summary>By server: KiB of snapshots and logs.</summary>
    public ImmutableDictionary<int, long> Sizes { get; init; } = ImmutableDictionary<int, long>.Empty;

    /// <summary>By server with data: what a copy of its data takes, and what lies there already.</summary>
    public ImmutableDictionary<int, ProbedCopy> Copies { get; init; } = ImmutableDictionary<int, ProbedCopy>.Empty;

    /// <summary>By server: its running process.</summary>
    public ImmutableDictionary<int, int> Pids { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>ZooKeeper processes of others; the server whose data folder they work in, or null.</summary>
    public ImmutableArray<(int Pid, int? Shares)> Foreign { get; init; } = [];

    /// <summary>By server: the ZooKeeper process of others that writes its log into the server's log folder.</summary>
    public ImmutableDictionary<int, string> Logging { get; init; } = ImmutableDictionary<int, string>.Empty;

    public ImmutableArray<ProbedListener> Listeners { get; init; } = [];

    /// <summary>Addresses by name, as the host resolves it; empty where it does not.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Names { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    public ImmutableArray<ProbedPeer> Peers { get; init; } = [];
}
