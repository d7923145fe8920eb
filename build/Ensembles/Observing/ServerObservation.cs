using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Planning;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>What one server is, seen on its host and through its client port.</summary>
public sealed record ServerObservation
{
    public required Server Server { get; init; }

    public required HostFacts Facts { get; init; }

    /// <summary>Null when nothing answers on the client port.</summary>
    public ServerStatus? Status { get; init; }

    public required InForce InForce { get; init; }

    /// <summary>What it runs with that the inventory wants otherwise, apart from the membership.</summary>
    public required ImmutableArray<FileDifference> Differences { get; init; }

    /// <summary>The texts of its files on its host, by path. They hold secrets: shown only as <see cref="FileChange"/>.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What planning needs of it.</summary>
    public ServerState State => new()
    {
        Server = Server,
        Running = Facts.Pid is not null,
        Mode = Status?.Mode,
        Version = Status?.Version,
        HasData = Facts.HasData,
        InForce = InForce,
        Outdated = !Differences.IsEmpty,
    };
}

/// <summary>One key, or a whole file, that differs.</summary>
/// <param name="Key">Null where the file is compared as a whole.</param>
/// <param name="InForce">Null where it is missing; secrets are masked.</param>
/// <param name="Wanted">Null where it should not be there; secrets are masked.</param>
public sealed record FileDifference(string File, string? Key, string? InForce, string? Wanted)
{
    public override string ToString() => Key is null
        ? $"{File} differs"
        : $"{File}: {Key} is {InForce ?? "not set"}, wanted {Wanted ?? "not set"}";
}
