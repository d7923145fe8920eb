using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Rollouts;
using ZooKeeper.Status;

namespace Ensembles.Backups;

/// <summary>
/// A new start with the newest data that are left, when the majority of an ensemble is gone for good: nothing else brings
/// it back, and writes that only the lost servers held are lost.
/// </summary>
public sealed class Recovery(Fleet fleet, ServerControl control, Gates gates)
{
    /// <summary>Why it must not be done, each with the way out. Pure.</summary>
    /// <param name="newest">The newest backup on this machine, or copy of a survivor; null: there is none.</param>
    /// <param name="others">Members in lists that are not in force, with what their ports tell.</param>
    public static ImmutableArray<Finding> Refusals(
        Inventory inventory, Observation seen, string? newest, ImmutableArray<ServerState> others = default)
    {
        var all = seen.AllStates;
        if (all.Where(server => server.Serving).Select(server => server.Id).ToList() is { Count: > 0 } serving)
        {
            return [Finding.Refusal(OtherCodes.RecoveryOfLiving, serving[0],
                $"Server {serving[0]} serves: a majority lives.", "--target=Expand, Replace or Shrink changes the members of an ensemble that lives.")];
        }

        if (all.Concat(others.IsDefault ? [] : others).Where(server => server.Ports?.Open is not null).ToList() is { Count: > 0 } running)
        {
            return [.. running.Select(server => Finding.Refusal(OtherCodes.RecoveryOfLiving, server.Id,
                $"{server.Server} runs: {server.Ports!.Open}. Only its host cannot be looked at, and a new ensemble would be a second one beside it.",
                "Make its host reachable as the connection in the inventory says (does sshd run there?), then --target=Expand, Replace or " +
                "Shrink. Where it runs and is of no use any more, stop it there by hand, so that its ports are closed."))];
        }

        var holding = Holding(seen).Select(server => server.Server.Id).ToHashSet();
        if (holding.Count == 0)
        {
            return [Finding.Refusal(OtherCodes.NothingToRecover, null,
                $"No server of {inventory.File} holds data: there is nothing to begin with." + (PutAside(seen) is { } aside
                    ? $" Data that were put aside, as by a run that was ended, lie in {aside}." : ""),
                $"--target=Restore makes a new ensemble of a backup{Named(newest)}.")];
        }

        var members = CurrentMembership.Of(inventory, all).Members;
        var there = all.Where(server => server is { IsWhole: true, Unreachable: false }).Select(server => server.Id).Where(members.Participants.Contains).ToList();
        return !members.IsQuorum(there) ? HistoryAdvice.OfDisks(all) is { } disks ? [disks] : [] : [Finding.Refusal(OtherCodes.RecoveryOfMajority, null,
            $"Servers {string.Join(", ", there)} hold data and are a majority of the members {members}: no acknowledged write " +
            "need be lost.", "Start them (--target=Expand does), and see in their logs why they do not serve.")];
    }

    /// <summary>
    /// A first start would make a new, empty ensemble beside data that were put aside, or in place of a server whose data are
    /// not all there: null where it would not.
    /// </summary>
    /// <param name="newest">As for <see cref="Refusals"/>.</param>
    public static Finding? RefusalOfFirstStart(Observation seen, string? newest) =>
        seen.Servers.Any(server => server.Facts.HasData) ? null
        : Planning.Refusals.OfMissingFolder(seen.States) is { } missing ? missing
        : PutAside(seen) is not { } aside ? null
        : Finding.Refusal(OtherCodes.DataPutAside, null,
            $"No server holds data, and data that were put aside lie in {aside}: a first start would make a new, empty ensemble.",
            $"Make one of a backup with --target=Restore{Named(newest)}, or move that folder elsewhere where the data are not needed any more.");

    private static string Named(string? newest) => newest is null ? "" : $" (--backup={newest} is the newest here)";

    private static string? PutAside(Observation seen) => seen.Servers
        .Where(server => server.Facts.PutAside is not null).Select(server => $"{server.Facts.PutAside} of server {server.Server.Id}").FirstOrDefault();

    /// <summary>
    /// Members that may run, for all that could be measured, and by one of the lists are enough to serve without the others:
    /// then they may be an ensemble that lives. Empty where they are not enough. Pure.
    /// </summary>
    /// <param name="others">As for <see cref="Refusals"/>.</param>
    public static ImmutableArray<ServerState> MayLive(Inventory inventory, Observation seen, ImmutableArray<ServerState> others)
    {
        ImmutableArray<ServerState> unseen = [.. seen.AllStates.Concat(others).Where(server => server.MayRun)];
        var lists = seen.AllStates.SelectMany(server => new[] { CurrentMembership.ListOf(server), CurrentMembership.OnDiskListOf(server) })
            .OfType<MemberList>().Append(CurrentMembership.Of(inventory, seen.AllStates).Members);
        return lists.Any(list => list.IsQuorum(id => unseen.Any(server => server.Id == id && list.Names(server.Server.Line())))) ? unseen : [];
    }

    /// <summary>The members by the lists of those that hold data, for messages.</summary>
    public static string MembersOf(Inventory inventory, Observation seen) => $"{CurrentMembership.Of(inventory, seen.AllStates).Members}";

    /// <summary>The newest transaction that an earlier run has noted of this server's tree as acknowledged; null without a note.</summary>
    public static Zxid? NotedAt(Observation seen, Server server) => seen[server.Id].History?.Zxid;

    /// <summary>Servers of the inventory that hold data.</summary>
    public static IEnumerable<ServerObservation> Holding(Observation seen) =>
        seen.Servers.Where(server => server.Facts.HasData && !server.Unreachable);

    /// <summary>
    /// Puts the data of all that hold some aside, then gives every server of the inventory the same data and starts them
    /// as a new ensemble: whichever majority elects a leader holds all of it.
    /// </summary>
    /// <param name="best">Whose data they are; it is put aside last, so that a run that is killed finds it again.</param>
    /// <exception cref="GateException">A server does not come to serve.</exception>
    /// <exception cref="Remote.HostException">A host failed.</exception>
    public async Task RunAsync(Observation seen, StoredBackup data, Server best, CancellationToken cancellation)
    {
        var holding = Holding(seen).Select(server => server.Server).ToList();
        await Task.WhenAll(holding.Where(server => server.Id != best.Id).Select(server => control.RetireAsync(server, CancellationToken.None)));
        cancellation.ThrowIfCancellationRequested();
        await control.RetireAsync(best, CancellationToken.None);
        await new Restoration(fleet, control, gates).RunAsync(data, CancellationToken.None);
    }
}

/// <summary>What one server that is left holds, read from its files in full.</summary>
/// <param name="Data">A copy of it, on this machine.</param>
public sealed record Survivor(Server Server, StoredBackup Data)
{
    /// <summary>Up to here.</summary>
    public Zxid Last => Data.Content.Last;
}
