using System.Globalization;
using Ensembles.Findings;
using Ensembles.Membership;
using Ensembles.Observing;
using ZooKeeper.Configuration;

namespace Ensembles.Preflight.States;

/// <summary>Every id is one server's, and always was.</summary>
internal static class IdentityChecks
{
    public static IEnumerable<Finding> Of(StateScope scope) =>
        [.. Claims(scope), .. Places(scope), .. Past(scope)];

    /// <summary>
    /// Two servers with one id take turns at the same place in elections, and each counts as the other.
    /// </summary>
    private static IEnumerable<Finding> Claims(StateScope scope) =>
        from server in scope.Seen.Servers
        where server.ClaimedId is not null && (server.Facts.Pid is not null || server.Facts.HasData)
        group server by server.ClaimedId into claim
        where claim.Count() > 1
        from server in claim
        where server.Server.Id.ToString(CultureInfo.InvariantCulture) != claim.Key
        select scope.Error(HostCodes.IdClaimedTwice, server.Server,
            $"servers {string.Join(" and ", claim.Select(one => one.Server.Id))} both claim the id {claim.Key}",
            $"stop this one and write {server.Server.Id} into {server.Server.Paths.Data}/myid, " +
            "after seeing whose data the folder holds");

    private static IEnumerable<Finding> Places(StateScope scope) =>
        scope.Seen.Servers.Select(server => CurrentMembership.ListOf(server.State)).OfType<MemberList>()
            .SelectMany(list => list.Lines.Values.GroupBy(line => (line.Host.ToLowerInvariant(), line.ElectionPort)))
            .Where(place => place.Count() > 1)
            .Select(place => (Place: place.Key, Ids: string.Join(" and ", place.Select(line => line.Id).Order())))
            .Distinct()
            .Select(two => scope.Error(
                HostCodes.AddressListedTwice,
                $"the configuration in force lists servers {two.Ids} at the same address, " +
                $"{two.Place.Item1}:{two.Place.ElectionPort}",
                "remove one of them from the ensemble first: one machine would vote twice"));

    /// <summary>
    /// A server that has not heard of the change still takes the new host for the old server, whose votes and
    /// acknowledgements it knows. An id that this very rollout moves is no server's before it is another's.
    /// </summary>
    private static IEnumerable<Finding> Past(StateScope scope)
    {
        var members = scope.Members;
        var past = scope.Seen.Servers.SelectMany(server => server.Facts.Past).ToLookup(line => line.Id);
        var moving = scope.Seen.Leavers.Select(leaver => (long)leaver.Server.Id)
            .Concat(scope.Seen.Servers.SelectMany(server => server.Noted).Select(line => line.Id)).ToHashSet();
        foreach (var joiner in scope.Seen.Servers.Where(server =>
            !members.Contains(server.Server.Id) && !moving.Contains(server.Server.Id)))
        {
            if (past[joiner.Server.Id].FirstOrDefault(line => !IsAt(line, joiner, scope)) is { } before)
            {
                var free = Math.Max(
                    scope.Inventory.Servers.Max(server => server.Id), (int)past.Max(lines => lines.Key)) + 1;
                yield return scope.Error(HostCodes.IdReused, joiner.Server,
                    $"the id {joiner.Server.Id} was that of {before.Host} before",
                    $"give this server an id that no server had, such as {free}");
            }
        }
    }

    private static bool IsAt(ServerLine line, ServerObservation server, StateScope scope) =>
        string.Equals(line.Host, server.Server.Host, StringComparison.OrdinalIgnoreCase)
        || scope.Seen.Servers.Any(other => other.Facts.Names.TryGetValue(server.Server.Host, out var addresses)
            && addresses.Contains(line.Host));
}
