using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Planning;

namespace Ensembles.Observing;

/// <summary>Finds drift in what was observed. Pure.</summary>
internal static class Drifts
{
    public static IEnumerable<Drift> Of(ServerObservation server) =>
    [
        .. server.Differences.Select(difference => new Drift(
            DriftKind.Setting, server.Server.Id, $"{difference}", "a rollout restarts the server with it")),
        .. server.Edited.Select(difference => new Drift(
            DriftKind.Edited, server.Server.Id, $"{difference} (changed by hand since the server was started)",
            "a rollout writes the inventory's value; write yours into the inventory if it is the right one")),
        .. Membership(server),
    ];

    /// <summary>Members, by the configuration in force, that the inventory does not name.</summary>
    public static IEnumerable<Drift> Unlisted(IReadOnlyCollection<ServerObservation> servers)
    {
        var known = servers.Select(server => (long)server.Server.Id).ToHashSet();
        var lines = Standing.Of([.. servers.Select(server => server.State)]).Members.Lines.Values;
        return lines.Where(line => !known.Contains(line.Id)).Select(line => new Drift(
            DriftKind.Unlisted, (int)line.Id, $"it is a member at {line.Host}, but not in the inventory",
            "write it into the inventory if it shall stay"));
    }

    private static IEnumerable<Drift> Membership(ServerObservation server)
    {
        if (server.Facts.Pid is null || Standing.ListOf(server.State) is not { } inForce)
        {
            yield break;
        }

        var state = server.State;
        var filed = Standing.ListOf(state with { InForce = state.Filed });
        var what = (state.InForce, state.Filed) switch
        {
            (_, InForce.Nothing) => "its zoo.cfg is gone",
            (InForce.Dynamic { Members.Version: > 0 }, InForce.Static or InForce.Alone) =>
                "its zoo.cfg was written over: it no longer points to the file of members that ZooKeeper keeps",
            _ when filed is null || !filed.SameAs(inForce) =>
                $"it runs with the members {inForce}, and its files list {filed}",
            (InForce.Dynamic { Members.Version: { } runs }, InForce.Dynamic { Members.Version: { } says })
                when runs > 0 && says != runs =>
                $"it runs with configuration {Hex(runs)}, and its zoo.cfg points to {Hex(says)}",
            _ => null,
        };
        if (what is not null)
        {
            yield return new Drift(DriftKind.Membership, server.Server.Id, what,
                "a restart now would change the membership: do not restart it by hand");
        }
    }

    private static string Hex(long version) => version.ToString("x", CultureInfo.InvariantCulture);
}
