using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;

namespace Ensembles.Planning;

/// <content>Members that are down and whose data, or a part of them, are gone.</content>
public static partial class Refusals
{
    /// <summary>
    /// A server that ran once, and whose folder of logs or of snapshots is not there: nothing tells what it held. Null: there is
    /// no such server.
    /// </summary>
    public static Finding? OfMissingFolder(IEnumerable<ServerState> servers) =>
        servers.FirstOrDefault(server => server.MissingFolder is not null) is not { MissingFolder: { } folder, Server: var server } ? null
            : Finding.Refusal(RefusalCodes.MajorityLost, server.Id,
                $"{server} ran once, and there is no {folder}/version-2: what it held is not all there.",
                "Bring that folder back (is a disk not mounted?) and run this again. Where nothing of it is needed any more, move " +
                $"{(folder == server.Paths.Data ? server.Paths.DataLog : server.Paths.Data)}/version-2 elsewhere.");

    /// <summary>Why members that are down must not be started: too few of them have their data.</summary>
    public static ImmutableArray<Finding> OfLostMajority(
        Inventory inventory, IReadOnlyList<ServerState> servers, ImmutableArray<ServerState> leavers) =>
        [.. OfLostMajority(PlanningContext.Of(inventory, servers, leavers))];

    /// <summary>
    /// Servers that the suite has started, or told that they may vote, were begun by a run that goes on. Those that somebody
    /// else has started without their data, as a unit does before the disk is there, were not.
    /// </summary>
    private static IEnumerable<Finding> OfLostMajority(PlanningContext context)
    {
        bool IsBegun(ServerState server) => context.Guarded && (server.MayInitialize || server is { Running: true, IsForeignStart: false });
        var all = context.All.Where(server => context.Membership.Members.Participants.Contains(server.Id)).ToList();
        var holders = all.Where(server => server.IsWhole || server.Unreachable).ToList();
        if (context.HasLostMajority
            && !context.Membership.Members.IsQuorum(id => all.Any(server => server.Id == id && (holders.Contains(server) || IsBegun(server)))))
        {
            var empty = all.Except(holders).ToList();
            yield return Finding.Refusal(RefusalCodes.MajorityLost, empty[0].Id,
                $"Nobody serves, and of the members {context.Membership.Members} " +
                $"{(holders.Count == 0 ? "none has all of its" : $"only {string.Join(", ", holders.Select(server => server.Id))} {(holders.Count == 1 ? "has" : "have")}")} data. " +
                $"{string.Join(", ", empty.Select(server => $"{server.MissingFolder ?? Folders(server.Server.Paths)} of server {server.Id}"))} " +
                $"{(empty.Count == 1 ? "is" : "are")} empty or not there: what was acknowledged by a majority without the others may be missing, and would be lost.",
                "Bring those data back (is a disk not mounted?) and run this again. Where they are gone for good, --target=Recover " +
                "tells what is lost and makes a new ensemble of what is left.");
        }
    }

    private static string Folders(ServerPaths paths) => paths.Data == paths.DataLog ? paths.Data : $"{paths.Data} and {paths.DataLog}";
}
