using Ensembles.Findings;
using Ensembles.Membership;
using ZooKeeper.Configuration;

namespace Ensembles.Preflight.States;

/// <summary>
/// Members run with one list, or with the two of a change that was begun; their files can be started with.
/// </summary>
internal static class ListChecks
{
    public static IEnumerable<Finding> Of(StateScope scope) => [.. Lists(scope), .. Files(scope)];

    /// <summary>
    /// Lists of a change that was interrupted contain each other, or one is the wanted one; where they differ in a
    /// server's address one of them has the wanted one. Others were never made by one hand.
    /// </summary>
    private static IEnumerable<Finding> Lists(StateScope scope)
    {
        var running = scope.Running.Select(server => (server.Server, List: CurrentMembership.ListOf(server.State)))
            .Where(server => server.List is { Lines.Count: > 1 }).ToList();
        var conflict = running.SelectMany(one => running.Select(other => (One: one, Other: other)))
            .FirstOrDefault(pair => !MayFollow(pair.One.List!, pair.Other.List!, scope));
        if (conflict is { One.List: { } first, Other.List: { } second })
        {
            yield return scope.Error(HostCodes.MembersDiffer, conflict.Other.Server,
                $"it runs with the members {Told(second, first)}, " +
                $"and server {conflict.One.Server.Id} with {Told(first, second)}",
                "decide which list is right and restart the others with it, one by one; " +
                "each server's own word is in the column members of --target=Status");
        }
    }

    private static IEnumerable<Finding> Files(StateScope scope)
    {
        foreach (var server in scope.Seen.Servers)
        {
            var (folder, kept) = (server.Server.Paths.Config, server.Facts.KeptMembers);
            if (server is { Facts.Pid: not null, InForce: RunningConfig.Dynamic { Members.Version: > 0 },
                Filed: RunningConfig.Static or RunningConfig.Alone })
            {
                yield return scope.Error(HostCodes.ConfigurationOverwritten, server.Server,
                    $"{folder}/zoo.cfg was written over: " +
                    "it no longer points to the file of members that ZooKeeper keeps",
                    "remove its server lines and write dynamicConfigFile= " +
                    $"and the newest {folder}/zoo.cfg.dynamic.* into it");
            }

            // A new server whose files are not all there yet gets them by the run that goes on.
            if (server.Facts.PointsToNothing && (server.Facts.HasData || server.Facts.Pid is not null))
            {
                yield return scope.Error(HostCodes.MembersFileMissing, server.Server,
                    $"{folder}/zoo.cfg points to a file of members that is not there: the server cannot start again",
                    $"correct dynamicConfigFile: the newest {folder}/zoo.cfg.dynamic.* is the one in force");
            }
            else if (kept?.Version is not null && server.Filed is null or RunningConfig.Dynamic)
            {
                yield return scope.Error(HostCodes.MembersFileHasVersion, server.Server,
                    "its file of members holds a version, which ZooKeeper does not take from there: " +
                    "it cannot start again",
                    $"remove the line version= from the file that {folder}/zoo.cfg points to");
            }
        }
    }

    private static bool MayFollow(MemberList one, MemberList other, StateScope scope) =>
        (one.Ids.All(other.Contains) || other.Ids.All(one.Contains) || Wanted(one, scope) || Wanted(other, scope))
        && one.Lines.Values.All(line => !other.Lines.TryGetValue(line.Id, out var twin)
            || MemberList.SamePlace(line, twin) || Wanted(line, scope) || Wanted(twin, scope));

    private static bool Wanted(MemberList list, StateScope scope) =>
        list.SameAs(MemberList.Of(scope.Inventory.Servers.Select(server => server.Line())));

    private static bool Wanted(ServerLine line, StateScope scope) =>
        scope.Inventory.Servers.Any(server => MemberList.SamePlace(server.Line(), line));

    /// <summary>The ids, with the addresses of those whose addresses differ.</summary>
    private static string Told(MemberList list, MemberList other) =>
        string.Join(", ", list.Lines.Values.Select(line =>
            other.Lines.TryGetValue(line.Id, out var twin) && !MemberList.SamePlace(line, twin)
                ? $"{line}"
                : $"{line.Id}"));
}
