using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Witnessing;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>What is to be verified, and how hard.</summary>
public sealed record VerificationOptions
{
    /// <summary>All servers that should serve.</summary>
    public required ImmutableArray<VerificationTarget> Servers { get; init; }

    /// <summary>The membership that all must show; null: only that they agree.</summary>
    public EnsembleConfiguration? ExpectedMembers { get; init; }

    /// <summary>A change was ended before its end: lists and releases of the servers may still differ. Default false.</summary>
    public bool IsAmidChange { get; init; }

    /// <summary>The version that all must run; null: any.</summary>
    public Version? Release { get; init; }

    /// <summary>
    /// What a witness saw before: each write that it saw acknowledged must be on every server. Its znodes must still be
    /// there. With it, digests are compared at a transaction of the verification's own.
    /// </summary>
    public WitnessRecord? Witness { get; init; }

    /// <summary>What earlier runs have noted; it may still be on its way. Default: nothing is known.</summary>
    public Task<EarlierNotes> Earlier { get; init; } = Task.FromResult(EarlierNotes.None);

    /// <summary>Opens nodes that are protected by ACLs.</summary>
    public Superuser? Superuser { get; init; }

    /// <summary>Walks the trees in any case, and writes the transactions that a comparison of digests needs.</summary>
    public bool Thorough { get; init; }

    /// <summary>Where trees are walked, ACLs are read and compared too: twice the requests. Default false.</summary>
    public bool Acls { get; init; }

    /// <summary>Makes no znodes, so nothing that needs a marker is checked.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Opens the byte stream to a server; null: plain TCP.</summary>
    public Func<HostPort, CancellationToken, Task<Stream>>? Connector { get; init; }

    /// <summary>As whom its sessions log in; null: nobody. Default null.</summary>
    public SaslLogin? Login { get; init; }

    /// <summary>What the server with an id shows on its port with TLS; null: clients are to have none.</summary>
    public Func<int, CancellationToken, Task<TlsReading>>? Tls { get; init; }

    /// <summary>Bound of the wait for any single answer. Default 10 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long roles may still be changing, and a server may take to grant a session. Default 5 s.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often each server is made to create, write, sync, read and delete. Default 20; where nothing has been going
    /// on 8; thorough: 200.
    /// </summary>
    public int SmokeRounds => Thorough ? 200 : IsQuick ? 8 : 20;

    /// <summary>After this no further round begins: far servers are slow to answer. 0.4 s; thorough: 10 s.</summary>
    public TimeSpan SmokeTime => TimeSpan.FromSeconds(Thorough ? 10 : 0.4);

    /// <summary>Most znodes that a walk of the trees compares. Default 200,000.</summary>
    public int WalkLimit { get; init; } = 200_000;

    /// <summary>Most znodes of a tree that is walked unasked, where there are no digests. Default 2,000.</summary>
    public int QuickWalkLimit { get; init; } = 2_000;

    public IProgress<string>? Progress { get; init; }

    /// <summary>Awaited with one of the sessions after all checks, where there is one: they are open anyway.</summary>
    public Func<ZooKeeperClient, CancellationToken, Task>? AtEnd { get; init; }

    /// <summary>Nothing has been going on, and no more was asked for: what is cheap is enough.</summary>
    internal bool IsQuick => !Thorough && Witness is null;

    internal void Check()
    {
        if (Servers.IsDefaultOrEmpty || Servers.DistinctBy(server => server.Id).Count() != Servers.Length)
        {
            throw new ArgumentException("A verification needs at least one server, and every id once.");
        }
    }
}

/// <summary>A server that should serve.</summary>
/// <param name="Role">That the inventory gives it.</param>
public sealed record VerificationTarget(int Id, HostPort Address, Role Role)
{
    public static VerificationTarget Of(Server server) =>
        new(server.Id, new HostPort(server.Host, server.ClientPort), server.Role);

    public override string ToString() => $"server {Id} ({Address})";
}
