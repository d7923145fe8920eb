using System.Globalization;
using Ensembles.Findings;
using Ensembles.Observing;

namespace Ensembles.Preflight.States;

/// <summary>
/// Members agree on tick, limits and the largest record. Servers that the suite has started may differ: a change of settings
/// writes all files first and restarts the members one by one, and may end in the middle; whatever is wanted next, the same
/// or what was before, is brought to all of them. A server that others have started must have the inventory's in its file.
/// </summary>
internal static class LimitChecks
{
    public static IEnumerable<Finding> Of(StateScope scope)
    {
        var (wanted, members) = (Limits.Wanted(scope.Inventory), scope.Running.ToList());
        foreach (var key in members.SelectMany(member => member.Limits.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var told = members.Where(member => member.Limits.ContainsKey(key)).ToList();
            var values = told.GroupBy(member => member.Limits[key]).OrderByDescending(value => value.Count()).ToList();
            var underWay = told.All(
                member => member.Facts.StartedByUs || member.FiledLimits.GetValueOrDefault(key) == wanted.GetValueOrDefault(key));
            if (values.Count > 1 && !underWay)
            {
                foreach (var server in values.Skip(1).SelectMany(value => value))
                {
                    yield return scope.Error(HostCodes.LimitsDiffer, server.Server,
                        $"{key} is {server.Limits[key]}; on {Servers(values[0])} it is {values[0].Key}",
                        $"write the right value {Place(key)} of the inventory and into the server's own file; the " +
                        "rollout then restarts the servers that need it");
                }
            }
        }

        foreach (var fault in Lowered(scope, members, wanted[Limits.MaxBuffer]))
        {
            yield return fault;
        }
    }

    /// <summary>What was written with the larger limit could then be read by no server: "Unreasonable length".</summary>
    private static IEnumerable<Finding> Lowered(
        StateScope scope, IEnumerable<ServerObservation> members, string wanted) =>
        from server in members
        let runs = server.Limits.GetValueOrDefault(Limits.MaxBuffer, wanted)
        where Number(runs) > Number(wanted)
        select scope.Error(HostCodes.RecordSizeLowered, server.Server,
            $"it runs with {Limits.MaxBuffer} {runs}, and the inventory would lower that to {wanted}: larger znodes " +
            "could be read by no server any more",
            $"write -D{Limits.MaxBuffer}={runs} under java.flags");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Place(string key) =>
        key == Limits.MaxBuffer ? "as -Djute.maxbuffer= under java.flags" : $"under settings.{key}";

    private static string Servers(IEnumerable<ServerObservation> servers) =>
        string.Join(", ", servers.Select(server => $"server {server.Server.Id}"));
}
