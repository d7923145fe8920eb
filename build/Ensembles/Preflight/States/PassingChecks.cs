using System.Globalization;
using Ensembles.Findings;
using Ensembles.Membership;
using ZooKeeper.Status;

namespace Ensembles.Preflight.States;

/// <summary>
/// States that a healthy ensemble passes through in seconds: they are waited for, and faults only when they stay.
/// </summary>
internal static class PassingChecks
{
    /// <summary>
    /// A LOOKING server may wait 60 s before it looks again (FastLeaderElection.maxNotificationInterval).
    /// </summary>
    private static readonly TimeSpan Election = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(15);

    /// <param name="scope">What is seen now.</param>
    /// <param name="before">What was seen when the waiting began; the same at first.</param>
    public static IEnumerable<PassingState> Of(StateScope scope, StateScope before) =>
    [
        .. Leaders(scope), .. Lagging(scope, before), .. Pending(scope), .. Versions(scope),
        .. HistoryChecks.Passing(scope).Select(fault => new PassingState(Short, fault)),
    ];

    private static IEnumerable<PassingState> Leaders(StateScope scope)
    {
        var leaders = scope.Seen.Servers.Concat(scope.Seen.Leavers).Where(server => server.State.Leads).ToList();
        if (leaders.Count > 1)
        {
            // A leader that is cut off gives up after syncLimit; one that runs alone never does.
            var patience = leaders.Exists(server => server.State.Mode == ServerMode.Standalone) ? TimeSpan.Zero : Short;
            yield return new(patience, scope.Error(
                HostCodes.SeveralLeaders,
                $"servers {string.Join(" and ", leaders.Select(server => server.Server.Id))} lead at the same time",
                "the plan below says who is kept, by what each of them holds"));
        }
        else if (leaders.Count == 0 && !scope.Seen.Leavers.Any(leaver => leaver.Unreachable)
            && Electorate(scope) is { } voters)
        {
            yield return new(Election, scope.Error(
                HostCodes.NoLeader, $"servers {voters} run and are a quorum of their list, yet none leads",
                "see in their logs why (election ports blocked? a disk full?), or restart them one by one"));
        }
    }

    /// <summary>
    /// Servers that hold data and could elect a leader among themselves; null where they are too few.
    /// </summary>
    private static string? Electorate(StateScope scope) => scope.Seen.Servers
        .Select(server => CurrentMembership.ListOf(server.State)).OfType<MemberList>().Where(list => list.Lines.Count > 1)
        .Select(list => (List: list, Ready: scope.Running
            .Where(server => list.Participants.Contains(server.Server.Id)
                && CurrentMembership.ListOf(server.State) is { } own && own.SameAs(list))
            .Select(server => server.Server.Id).ToList()))
        .Where(list => list.List.IsQuorum(list.Ready))
        .Select(list => string.Join(", ", list.Ready)).FirstOrDefault();

    /// <summary>Who does not even hold what the leader held when the waiting began.</summary>
    private static IEnumerable<PassingState> Lagging(StateScope scope, StateScope before) =>
        from server in scope.Running
        where before.Newest is { } newest && server.State.Serving && server.Status!.Zxid < newest
        select new PassingState(Short, scope.Error(HostCodes.OutOfSync, server.Server,
            $"it is out of sync: at {server.Status!.Zxid}, and the leader was at {before.Newest} long ago",
            "see in its log what holds it back (disk? network?), or restart it"));

    private static IEnumerable<PassingState> Pending(StateScope scope) =>
        from server in scope.Running
        where server.InForce is RunningConfig.Dynamic { Members.Version: { } version } &&
            server.Facts.PendingVersion > version
        select new PassingState(Short, scope.Error(HostCodes.ReconfigPending, server.Server,
            $"a reconfig to configuration {Hex(server.Facts.PendingVersion!.Value)} is pending",
            "it needs a majority of the old and of the new members: start those that are down, and wait for it"));

    private static IEnumerable<PassingState> Versions(StateScope scope) =>
        from server in scope.Running
        where server.State.Serving && server.InForce is RunningConfig.Dynamic { Members.Version: { } version }
            && scope.Leader?.InForce is RunningConfig.Dynamic { Members.Version: { } led } && version != led
        select new PassingState(Short, scope.Error(HostCodes.ConfigurationOutdated, server.Server,
            $"it runs with configuration {VersionOf(server.InForce)}, " +
            $"and the leader with {VersionOf(scope.Leader!.InForce)}",
            "restart it: it takes the leader's configuration over"));

    private static string VersionOf(RunningConfig inForce) => Hex(((RunningConfig.Dynamic)inForce).Members.Version!.Value);

    private static string Hex(long version) => version.ToString("x", CultureInfo.InvariantCulture);
}
