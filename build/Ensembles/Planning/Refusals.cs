using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>Why an ensemble as observed must not be changed, each with the way out.</summary>
public static partial class Refusals
{

    internal static ImmutableArray<Finding> Of(PlanningContext context, PlanOptions options)
    {
        var (inventory, servers, membership) = (context.Inventory, context.Servers, context.Membership);
        return OfForeign(context.All) is { IsEmpty: false } foreign ? foreign
            : OfPlaces(context) is { IsEmpty: false } places ? places
            : OfUnseen(context) is { IsEmpty: false } unseen ? unseen
            : OfUnmodelled(context.All) is { IsEmpty: false } unmodelled ? unmodelled
            : OfLeaders(context.All) is { } leaders ? [leaders]
            : HistoryAdvice.Refusals(context.All).ToImmutableArray() is { IsEmpty: false } histories ? histories
            : HistoryAdvice.OfDisks(context.All) is { } disks ? [disks]
            :
        [
            .. OfStrategy(inventory, membership, options.Strategy),
            .. OfMembers(context),
            .. LeaverChecks.RefusalsOf(context, options),
            .. options.Intent == Intent.Restart ? RestartChecks.RefusalsOf(context, options.Restart) : [],
            .. OfJoiners(context, options.Strategy),
            .. OfEmptyMajority(servers, membership),
            .. OfLostMajority(context),
            .. OfGroups(context, options.Strategy),
            .. options.Intent == Intent.Upgrade ? UpgradeChecks.RefusalsOf(context) : OfVersions(inventory, context.All),
        ];
    }

    /// <summary>Whatever else is seen through such a port says nothing about this ensemble.</summary>
    public static ImmutableArray<Finding> OfForeign(IReadOnlyList<ServerState> servers) =>
    [
        .. servers.Where(server => server.Foreign).Select(server => Finding.Refusal(
            RefusalCodes.ForeignServer, server.Id,
            $"Another ZooKeeper answers on {server.Server.Host}:{server.Server.ClientPort}: no process on that " +
            $"host runs with {server.Server.Paths.Config}/zoo.cfg, so it is not server {server.Id}.",
            "Stop it (another checkout's embedded default? its own --target=Down), or correct the ports or paths in the " +
            "inventory.")),
    ];

    /// <summary>A member that cannot be looked at may be up, and may hold what no other server does.</summary>
    private static ImmutableArray<Finding> OfPlaces(PlanningContext context) =>
    [
        .. context.Leavers.Where(leaver => leaver.PlaceUnknown).Select(leaver => Finding.Refusal(
            RefusalCodes.UnknownMember, leaver.Id,
            $"The list of members names server {leaver.Id} ({leaver.Server.Host}:{leaver.Server.Ports.Quorum}:" +
            $"{leaver.Server.Ports.Election}), {context.Inventory.File} does not, and it cannot be looked at: its files " +
            "are not in the folders of the others, and nothing tells which server answers on its client port.",
            $"Write paths with {{id}} for all servers into {context.Inventory.File} where its folders follow from its id; else " +
            "write the server itself there with its ports and folders, whether it is up or down. Then run this again.")),
    ];

    /// <summary>
    /// One that runs with its old list and cannot be stopped votes by that list while the others get new ones. A reconfig is
    /// acknowledged by a majority of both lists: beside one it does no harm.
    /// </summary>
    private static ImmutableArray<Finding> OfUnseen(PlanningContext context) =>
    [
        .. context.Leavers.Where(leaver => leaver.Ports?.Open is not null && context.Membership.Kind != CurrentMembershipKind.Dynamic)
            .Select(leaver => Finding.Refusal(RefusalCodes.MemberRunsUnseen, leaver.Id,
                $"{leaver.Server} is a member that {context.Inventory.File} lacks, and it runs ({leaver.Ports!.Open}), while its host " +
                "cannot be looked at. It cannot be stopped, and with its list it would go on as a member beside those that get another one.",
                "Make its host reachable as the connection in the inventory says (does sshd run there?), or stop the server there by " +
                "hand, so that its ports are closed. Then run this again.")),
    ];

    /// <summary>A proof that leaves out what decides over quorums would be none.</summary>
    private static ImmutableArray<Finding> OfUnmodelled(IReadOnlyList<ServerState> servers) =>
    [
        .. servers.SelectMany(server => server.Unmodelled.Select(line => (server.Id, Line: line)))
            .GroupBy(found => found.Line, found => found.Id)
            .Select(found => Finding.Refusal(
                RefusalCodes.Unmodelled, found.Count() > 1 ? null : found.Single(),
                $"Server{(found.Count() > 1 ? "s" : "")} {string.Join(", ", found)}: {found.Key.What}.",
                $"{found.Key.Why}.")),
    ];

    private static IEnumerable<Finding> OfStrategy(Inventory inventory, CurrentMembership membership, Strategy strategy)
    {
        var isDynamic = inventory.Membership == MembershipKind.Dynamic;
        if (strategy == Strategy.Reconfig && !isDynamic)
        {
            yield return Finding.Refusal(RefusalCodes.NeedsDynamic, null,
                $"--strategy=reconfig needs membership: dynamic in {inventory.File}.", "");
        }

        if (strategy is Strategy.Rolling or Strategy.Cold or Strategy.Jump && isDynamic)
        {
            yield return Finding.Refusal(RefusalCodes.NeedsStatic, null,
                $"--strategy={strategy.ToString().ToLowerInvariant()} needs membership: static in {inventory.File}",
                "a dynamic ensemble changes by reconfig, without a restart and without an outage.");
        }

        if (membership.Kind == CurrentMembershipKind.Dynamic && !isDynamic)
        {
            yield return Finding.Refusal(RefusalCodes.DynamicToStatic, null,
                "The ensemble keeps its membership itself (dynamic) and does not go back:",
                $"set membership: dynamic in {inventory.File}.");
        }

        if (isDynamic && !inventory.Release.Version.HasReconfig)
        {
            yield return Finding.Refusal(RefusalCodes.NoReconfig, null,
                $"ZooKeeper {inventory.Release.Version} has no safe reconfig:", "set membership: static.");
        }
    }

    private static IEnumerable<Finding> OfMembers(PlanningContext context)
    {
        var (inventory, membership) = (context.Inventory, context.Membership);
        if (membership.Kind == CurrentMembershipKind.New && context.All.Where(server => server.HasData).ToList() is [_, ..] holders)
        {
            yield return Finding.Refusal(RefusalCodes.ConfigurationLost, null,
                $"{(holders.Count == 1 ? "Server" : "Servers")} {string.Join(", ", holders.Select(server => server.Id))} " +
                $"{(holders.Count == 1 ? "is down and holds" : "are down and hold")} data, and no configuration file says who " +
                $"the members are ({holders[0].Server.Paths.Config}/{holders[0].Server.Paths.ConfigFile} is missing):",
                "put the configuration files back as they were. Where they are lost and the inventory names the members as " +
                "they were, --target=Render writes files that fit, in artifacts/" + inventory.Ensemble +
                "/server-ID: copy the configuration file (and its list of members, where there is one) into paths.config of each " +
                "of these servers. Then run this again. Delete no data.");
        }
        else if (membership.Kind == CurrentMembershipKind.New && OfMissingFolder(context.All) is { } missing)
        {
            yield return missing;
        }
        else if (membership.Kind == CurrentMembershipKind.New)
        {
            yield return Finding.Refusal(RefusalCodes.NoEnsemble, null,
                "No server of this ensemble runs or holds data, so there is nothing to expand:",
                inventory.Embedded is null
                    ? "--target=Deploy starts a new ensemble; if there should be one, " +
                        "check the hosts and data folders in " + inventory.File + "."
                    : "--target=Expand starts the embedded default first.");
        }

        if (membership.Kind == CurrentMembershipKind.Alone && membership.Members.Lines.Count > 1)
        {
            yield return DataAdvice.OfAlone([.. context.All.Where(server => membership.Members.Contains(server.Id))]);
        }

        foreach (var line in membership.Members.Lines.Values)
        {
            var wanted = inventory.Servers.FirstOrDefault(server => server.Id == line.Id);
            var known = context.Leavers.Any(leaver => leaver.Id == line.Id);
            if (wanted is null && !known)
            {
                yield return Finding.Refusal(RefusalCodes.MemberUnlisted, (int)line.Id,
                    $"Server {line.Id} ({line.Host}) is a member but not in {inventory.File}:",
                    "add it there; an expansion removes no server.");
            }
            else if (wanted is not null && !known && !MemberList.SameAddress(line, wanted.Line()))
            {
                yield return Finding.Refusal(RefusalCodes.MemberDiffers, (int)line.Id,
                    $"Server {line.Id} is a member as {line}, but {inventory.File} says {wanted.Line()}:",
                    "write the member as it is; a new host needs a new id.");
            }
        }
    }

    private static IEnumerable<Finding> OfJoiners(PlanningContext context, Strategy strategy)
    {
        var (inventory, membership) = (context.Inventory, context.Membership);
        var newestMember = membership.Members.Ids.DefaultIfEmpty(0).Max();
        foreach (var joiner in context.Joiners)
        {
            if (OfNewId(joiner.Id, inventory.File) is { } refusal)
            {
                yield return refusal;
            }

            if (joiner.Id < newestMember && !inventory.Release.Version.CountsVotersOnly)
            {
                yield return Finding.Refusal(RefusalCodes.IdTooSmall, joiner.Id,
                    $"Server {joiner.Id} has a smaller id than member {newestMember}: ZooKeeper 3.4 members " +
                    "never connect to it (the larger id dials).", "Give joiners the largest ids.");
            }

            if (joiner.HasData && membership.Kind != CurrentMembershipKind.New && !IsOurs(joiner, inventory, membership))
            {
                yield return Finding.Refusal(RefusalCodes.StrayData, joiner.Id,
                    $"Server {joiner.Id} is no member, yet {joiner.Server.Paths.Data} holds data of another " +
                    "ensemble: a newer epoch in it would win the election and replace the ensemble's data.",
                    DataAdvice.OfStray(
                        joiner, [.. context.All.Where(server => membership.Members.Contains(server.Id))]));
            }
        }

        if (inventory.Membership == MembershipKind.Static && inventory.Release.Version.HasBrokenRollingExpansion
            && strategy != Strategy.Cold && (context.Joiners.Any() || context.Leaving.Any()))
        {
            yield return Finding.Refusal(RefusalCodes.BrokenRollingExpansion, null,
                $"ZooKeeper {inventory.Release.Version} stops committing after a change of members by restarts " +
                "(ZOOKEEPER-3829):",
                "set membership: dynamic, take --strategy=cold, which stops all once, or upgrade first.");
        }
    }

    /// <summary>Why no new server may have this id; null where it may.</summary>
    public static Finding? OfNewId(int id, string file) => id is >= 1 and <= 254 ? null :
        Finding.Refusal(RefusalCodes.InvalidNewId, id,
            $"Server {id} is new, and the id of a new server is 1 to 254 (0 and 255 are for members that have them " +
            "already):", $"give it another id in {file}.");

    /// <summary>
    /// Two ensembles serve: nothing else that is seen can be trusted before one of them has ended. Null where at most
    /// one server leads.
    /// </summary>
    public static Finding? OfLeaders(IReadOnlyList<ServerState> servers) =>
        servers.Where(server => server.Leads).ToList() is { Count: > 1 } leaders
            ? DataAdvice.OfLeaders(leaders, servers) : null;

    /// <summary>The trap itself: empty servers, started beside the single server that holds the data.</summary>
    private static IEnumerable<Finding> OfEmptyMajority(IReadOnlyList<ServerState> servers, CurrentMembership membership)
    {
        var empty = servers
            .Where(server => server is { Running: true, HasData: false } && !membership.Members.Contains(server.Id))
            .Select(server => server.Id).ToList();
        var needed = servers.Where(server => empty.Contains(server.Id)).Select(CurrentMembership.ListOf).OfType<MemberList>()
            .Select(list => list.Majority).DefaultIfEmpty(int.MaxValue).Min();
        if (membership.Kind == CurrentMembershipKind.Alone && empty.Count >= Math.Max(2, needed))
        {
            yield return Finding.Refusal(RefusalCodes.EmptyMajority, null,
                $"Servers {string.Join(" and ", empty)} run beside server {membership.Members}, all empty: " +
                "together they can elect a leader of their own, and every znode would be erased when the old " +
                "server joins them.", "Stop all of them, then run this again.");
        }
    }

    /// <summary>
    /// A leader of 3.4 that counts by groups ends with a NullPointerException as soon as a participant follows that its
    /// own list has in no group (QuorumHierarchical.containsQuorum; it asks for the group first from 3.5 on).
    /// </summary>
    private static IEnumerable<Finding> OfGroups(PlanningContext context, Strategy strategy)
    {
        var members = context.Membership.Members;
        if (members.IsHierarchical && context.Servers.All(server => server.Server.Group is null))
        {
            // One group with weights of 1 is the same as a majority of heads: no group needs to be dropped in silence.
            var lines = string.Join(", ", HierarchyLines.Of(members.Lines.Values)
                .Select(line => $"{line.Key}={line.Value}"));
            yield return Finding.Refusal(RefusalCodes.GroupsDropped, null,
                $"Servers {members} count quorums by groups and weights ({lines}), and " +
                $"{context.Inventory.File} has none: they would be dropped.",
                "Write group: and weight: at its servers as they are; one group with weights of 1 counts as servers " +
                "without groups do.");
        }

        var participants = context.Servers.Where(server => server.IsParticipant).Select(server => server.Id).ToHashSet();
        if (context.IsHierarchical && !context.Inventory.Release.Version.CountsVotersOnly
            && strategy is not Strategy.Cold
            && context.Membership.Kind != CurrentMembershipKind.Alone
            && !participants.SetEquals(context.Membership.Members.Participants))
        {
            yield return Finding.Refusal(RefusalCodes.GroupsByRestart, null,
                $"ZooKeeper {context.Inventory.Release.Version} with groups: a leader fails when a " +
                "participant follows that its own list does not name, so participants cannot change by restarts one " +
                "by one.", "Take --strategy=cold, which stops all once, or upgrade to 3.5.10 or later first.");
        }
    }

    private static IEnumerable<Finding> OfVersions(Inventory inventory, IReadOnlyList<ServerState> servers) =>
        servers.Where(server => server.Version is { } version && version != inventory.Release.Version)
            .Select(server => Finding.Refusal(RefusalCodes.ReleaseDiffers, server.Id,
                $"Server {server.Id} runs ZooKeeper {server.Version}, {inventory.File} says " +
                $"{inventory.Release.Version}: other members and another release never go together",
                "write the version that runs, or take --target=Upgrade alone."));

    /// <summary>
    /// A joiner that an interrupted run has already started: its list names every member that stays, or some of those
    /// that leave where all do, and no others but those that are wanted.
    /// </summary>
    internal static bool IsOurs(ServerState joiner, Inventory inventory, CurrentMembership membership)
    {
        if (joiner.Serving || joiner.RunningConfig is RunningConfig.Alone || CurrentMembership.ListOf(joiner) is not { } list)
        {
            return joiner.Serving;
        }

        var wanted = MemberList.Of(inventory.Servers.Select(server => server.Line()));
        var staying = membership.Members.Lines.Values.Where(wanted.Names).ToList();
        return (staying.Count > 0 ? staying.TrueForAll(list.Names) : membership.Members.Lines.Values.Any(list.Names))
            && list.Lines.Values.All(line => membership.Members.Names(line) || wanted.Names(line));
    }
}
