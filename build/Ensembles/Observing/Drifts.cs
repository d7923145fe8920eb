using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ensembles.Findings;
using Ensembles.Membership;
using ZooKeeper.Configuration;

namespace Ensembles.Observing;

/// <summary>Finds drift in what was observed. Pure.</summary>
internal static class Drifts
{
    /// <param name="known">Ids of the inventory.</param>
    public static ImmutableArray<Drift> Among(IReadOnlyCollection<ServerObservation> servers, IEnumerable<int> known) =>
        [.. servers.SelectMany(server => server.Drift), .. Unlisted(servers, [.. known]), .. Names(servers)];

    // One that was never set up does not differ: it is yet to be made. What answers in its place has nothing of it.
    public static IEnumerable<Drift> Of(ServerObservation server) => server.InForce is RunningConfig.Nothing || server.State.Foreign ? [] :
    [
        .. server.Differences.Select(difference => new Drift(
            DriftKind.Setting, DriftCodes.Setting,
            server.Server.Id, $"{difference}", "a rollout restarts the server with it")),
        .. server.Edited.Select(difference => new Drift(
            DriftKind.Edited, DriftCodes.Edited,
            server.Server.Id, $"{difference} (changed since the server was started)",
            "a rollout writes the inventory's value; write yours into the inventory if it is the right one")),
        .. Membership(server),
        .. server.Unmodelled.Select(line => new Drift(DriftKind.Unmodelled, DriftCodes.Unmodelled,
            server.Server.Id, line.What, line.Why)),
        .. server.Service.Refusal is { } refusal
            ? [new Drift(DriftKind.Service, DriftCodes.Service,
                server.Server.Id, "it cannot be stopped", refusal)] : (Drift[])[],
    ];

    /// <summary>Members, by the configuration in force, that the inventory does not name.</summary>
    private static IEnumerable<Drift> Unlisted(IEnumerable<ServerObservation> servers, ImmutableHashSet<int> known) =>
        servers.Where(server => server.State.Serving)
            .SelectMany(server => CurrentMembership.ListOf(server.State)?.Lines.Values ?? [])
            .Where(line => !known.Contains((int)line.Id)).DistinctBy(line => line.Id).Select(line => new Drift(
                DriftKind.Unlisted, DriftCodes.Unlisted,
                (int)line.Id, $"it is a member at {line.Host}, but not in the inventory",
                "write it into the inventory if it shall stay"));

    /// <summary>Names that are not the same address on every host, or on some host are that host's loopback.</summary>
    private static IEnumerable<Drift> Names(IReadOnlyCollection<ServerObservation> servers)
    {
        foreach (var name in servers.SelectMany(server => server.Facts.Names.Keys).Distinct()
            .Order(StringComparer.Ordinal))
        {
            var meanings = servers.Where(server => server.Facts.Names.ContainsKey(name))
                .GroupBy(server => string.Join(' ', server.Facts.Names[name].Order(StringComparer.Ordinal)))
                .OrderBy(meaning => IsWrong(meaning.Key)).ThenByDescending(meaning => meaning.Count()).ToList();
            foreach (var meaning in meanings.Where((meaning, place) => place > 0 || IsWrong(meaning.Key)))
            {
                var others = meanings[0] == meaning
                    ? ""
                    : $"; on the host of server {meanings[0].First().Server.Id} it is {meanings[0].Key}";
                foreach (var server in meaning)
                {
                    yield return new Drift(DriftKind.Names, DriftCodes.Names, server.Server.Id,
                        $"on its host the name {name} is {(meaning.Key.Length == 0 ? "unknown" : meaning.Key)}{others}",
                        "make DNS and /etc/hosts agree on all hosts");
                }
            }
        }
    }

    private static bool IsWrong(string addresses) =>
        addresses.Length == 0 || addresses.Split(' ').Any(address => IPAddress.IsLoopback(IPAddress.Parse(address)));

    private static IEnumerable<Drift> Membership(ServerObservation server)
    {
        if (server is not { Facts.Pid: not null, Filed: { } file } || CurrentMembership.ListOf(server.State) is not { } inForce)
        {
            yield break;
        }

        if (inForce.Lines.GetValueOrDefault(server.Server.Id) is { } own && server.Server.Line() is var wanted
            && MemberList.SameAddress(own, wanted) && !MemberList.SamePlace(own, wanted))
        {
            yield return new Drift(DriftKind.Membership, DriftCodes.Role,
                server.Server.Id, $"it is {Told(own)}, wanted {Told(wanted)}",
                "a rollout changes it, if the inventory has groups and weights where the ensemble has them");
        }

        var filed = CurrentMembership.ListOf(server.State with { RunningConfig = file });
        var what = (server.InForce, file) switch
        {
            (_, RunningConfig.Nothing) => "its zoo.cfg is gone",
            (RunningConfig.Dynamic { Members.Version: > 0 }, RunningConfig.Static or RunningConfig.Alone) =>
                "its zoo.cfg was written over: it no longer points to the file of members that ZooKeeper keeps",
            _ when filed is null || !filed.SameAs(inForce) =>
                $"it runs with the members {inForce.Beside(filed)}, and its files list {filed?.Beside(inForce)}",
            (RunningConfig.Dynamic { Members.Version: { } runs }, RunningConfig.Dynamic { Members.Version: { } says })
                when runs > 0 && says != runs =>
                $"it runs with configuration {Hex(runs)}, and its zoo.cfg points to {Hex(says)}",
            _ => null,
        };
        if (what is not null)
        {
            yield return new Drift(DriftKind.Membership, DriftCodes.Members, server.Server.Id, what,
                "a restart now would change the membership: do not restart it by hand");
        }
    }

    private static string Told(ServerLine line) => line.Role == Role.Observer ? "an observer"
        : line.Group is { } group ? string.Create(
            CultureInfo.InvariantCulture, $"a participant in group {group} with weight {line.Weight}")
        : "a participant without a group";

    private static string Hex(long version) => version.ToString("x", CultureInfo.InvariantCulture);
}
